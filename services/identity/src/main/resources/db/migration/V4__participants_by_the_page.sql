-- Only added to, so that the release before still runs on this after a rollback. Lists are read page by page.
create index participant_by_name on participant (name, subject);
-- the few that operators look for among the many that are approved
create index participant_not_approved on participant (status, registered_at, subject) where status <> 'APPROVED';
