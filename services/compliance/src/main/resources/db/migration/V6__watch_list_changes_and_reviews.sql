-- Only added to, so that the release before still runs on this after a rollback: to it, a name that was removed is listed still.
alter table watched
    add column removed_at     timestamptz,
    add column removed_by     text,
    add column removal_reason text,
    -- the list is the queue of its changes: each is compared with everybody, in the order of their ids
    add column compare_at     timestamptz,
    add column claim          bigint not null default 0,
    add column attempts       integer not null default 0,
    add column request_id     text,
    add column compared_to    uuid,
    add column found          bigint not null default 0,
    add constraint watched_removed check ((removed_at is null) = (removed_by is null) and (removed_at is null) = (removal_reason is null));
-- what was listed before was compared with nobody, and is not all at once now; what the release before lists is compared too
alter table watched alter column compare_at set default now();
create index watched_to_compare on watched (compare_at) where compare_at is not null;

-- the entry of the watch list that the result is about
alter table screening add column listed uuid;
create index screening_listed on screening (listed, id) where listed is not null;

-- whom the watch list has stopped after they were screened: who had been approved takes two operators
create table review (
    participant     uuid primary key,
    was             text not null check (was in ('APPROVED', 'REJECTED', 'TO_REVIEW')),
    opened_at       timestamptz not null,
    proposed_result text check (proposed_result in ('APPROVED', 'REJECTED')),
    proposal_reason text,
    proposed_by     text,
    proposed_at     timestamptz,
    closed_at       timestamptz,
    constraint review_proposed check ((proposed_by is null) = (proposed_result is null) and (proposed_by is null) = (proposed_at is null))
);

-- an investor that is not in it was identified in full
create table identification (
    participant   uuid primary key,
    level         text not null check (level in ('NONE', 'SIMPLIFIED', 'FULL')),
    document      text not null,
    identified_by text not null,
    since         timestamptz not null
);
-- what somebody has reserved in a month
create index reservation_of_participant on reservation (participant, reserved_at) where status = 'RESERVED';
