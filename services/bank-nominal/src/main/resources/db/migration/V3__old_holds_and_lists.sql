-- Only added to, so that the release before still runs on this after a rollback.
-- holds that stand for long are asked about
create index hold_standing on hold (asked_at) where status = 'HELD';
-- accounts are read page by page
create index account_by_age on account (opened_at, id);
