-- Only widened and added to, so that the release before still runs on this after a rollback.
alter table issue
    drop constraint issue_status_check,
    add constraint issue_status_check check (status in ('DRAFT', 'APPROVED', 'REJECTED', 'OPENING', 'OPEN')),
    -- of the document in the bucket `decisions`
    add column decision_sha256 text check (decision_sha256 ~ '^[0-9a-f]{64}$'),
    -- the operator's sub and, of a rejection, the reason
    add column reviewed_by text,
    add column reason text,
    -- how often the placement was tried, and when it is tried next; null unless it is OPENING
    add column tried integer not null default 0,
    add column try_at timestamptz,
    add constraint issue_decided check (status in ('DRAFT', 'REJECTED') or decision_sha256 is not null),
    add constraint issue_reviewed check ((status = 'DRAFT') = (reviewed_by is null)),
    add constraint issue_tried check ((status = 'OPENING') = (try_at is not null));

create index issue_to_place on issue (try_at) where try_at is not null;
create index issue_by_age on issue (drafted_at);
