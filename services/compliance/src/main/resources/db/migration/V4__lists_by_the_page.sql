-- Only added to, so that the release before still runs on this after a rollback. Lists are read page by page.
create index watched_by_name on watched (name, id);
create index watched_by_age on watched (listed_at, id);
create index screening_by_age on screening (screened_at, id);
-- the few that operators look for among the many that are approved
create index screening_not_approved on screening (result, screened_at, id) where result <> 'APPROVED';
