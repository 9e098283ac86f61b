-- Only added to, so that the release before still runs on this after a rollback. Lists are read page by page.
create index asset_by_age on asset (created_at, id);
create index asset_of_issuer on asset (issuer, created_at, id);
