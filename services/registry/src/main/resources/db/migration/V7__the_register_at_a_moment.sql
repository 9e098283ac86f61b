-- Only added to, so that the release before still runs on this after a rollback: what it enters then has the time of its own clock.
-- the last moment that somebody has had the register read at: what is entered later has a later time, so that the moment stays what it was
alter table chain add column closed_until timestamptz not null default '1970-01-01T00:00:00Z';

-- the last entry up to a moment, and what an asset's entries have changed since
create index entry_by_time on entry (entered_at, seq);
create index entry_of_asset on entry (asset, seq);
