-- Only added to, so that the release before still runs on this after a rollback.
alter table participant
    -- the fencing number of whoever asks compliance, and the id of the request that registered
    add column claim      bigint not null default 0,
    add column request_id text,
    -- when compliance last answered; what it said may have changed since
    add column answered_at timestamptz;
