-- Only added to, so that the release before still runs on this after a rollback: to it, who is blocked is rejected.
alter table screening add column blocked boolean not null default false;
alter table screening add constraint screening_blocked check (not blocked or result = 'REJECTED');

-- everything that was ever found or decided about a participant, in its order; the screening is what the last of it says
create table screening_decision (
    number      bigint generated always as identity primary key,
    participant uuid not null,
    kind        text not null check (kind in ('SCREENED', 'DECIDED', 'BLOCKED', 'RELEASED', 'RESCREENED')),
    result      text not null check (result in ('APPROVED', 'REJECTED', 'TO_REVIEW')),
    reason      text not null,
    -- the operator's sub; null where the watch list alone has said so
    decided_by  text,
    decided_at  timestamptz not null
);
create index screening_decision_of on screening_decision (participant, number);

insert into screening_decision (participant, kind, result, reason, decided_by, decided_at)
select id, case when decided_by is null then 'SCREENED' else 'DECIDED' end, result, reason, decided_by,
       coalesce(decided_at, screened_at)
from screening order by screened_at;

create function decisions_stay() returns trigger language plpgsql as $$
begin
    raise exception 'decisions are only ever added';
end $$;

create trigger decisions_stay before update or delete or truncate on screening_decision execute function decisions_stay();
