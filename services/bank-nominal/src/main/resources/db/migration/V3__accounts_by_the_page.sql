-- Only added to, so that the release before still runs on this after a rollback.
-- accounts are read page by page
create index account_by_age on account (opened_at, id);
