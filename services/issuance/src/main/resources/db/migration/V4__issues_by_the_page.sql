-- Only added to, so that the release before still runs on this after a rollback. Lists are read page by page.
create index issue_open on issue (drafted_at, id) where status = 'OPEN';
