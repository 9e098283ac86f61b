-- Only added to, so that the release before still runs on this after a rollback.
-- holds are read page by page, and those that stand for long are few
create index hold_by_age on hold (asked_at, id);
create index hold_standing on hold (asked_at, id) where status = 'HELD';
