-- Only widened and added to, so that the release before still runs on this after a rollback.
alter table screening
    drop constraint screening_result_check,
    add constraint screening_result_check check (result in ('APPROVED', 'REJECTED', 'TO_REVIEW')),
    -- the operator's sub, where it was for an operator to decide
    add column decided_by text,
    add column decided_at timestamptz,
    add constraint screening_decided check ((decided_by is null) = (decided_at is null));

-- who is not in it is not qualified
create table investor (
    participant  uuid primary key,
    qualified    boolean not null,
    qualified_by text not null,
    since        timestamptz not null
);

-- what a participant has used of a year; its row is the lock that reservations of one participant and year queue for
create table yearly_use (
    participant uuid not null,
    year        integer not null,
    used        bigint not null check (used >= 0),
    primary key (participant, year)
);

-- a release that came before its reservation has no participant, amount and year
create table reservation (
    id          uuid primary key,
    participant uuid,
    amount      bigint check (amount > 0),
    year        integer,
    status      text not null check (status in ('RESERVED', 'RELEASED')),
    reserved_at timestamptz,
    released_at timestamptz,
    check (status = 'RELEASED' or (participant is not null and amount is not null and year is not null and reserved_at is not null)),
    check ((status = 'RELEASED') = (released_at is not null))
);
