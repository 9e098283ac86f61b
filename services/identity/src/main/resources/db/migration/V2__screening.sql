-- Only added to, so that the release before still runs on this after a rollback: it writes a kind, which nobody reads any more.
alter table participant
    alter column kind drop not null,
    add column status text not null default 'PENDING' check (status in ('PENDING', 'APPROVED', 'REJECTED', 'TO_REVIEW')),
    add column reason text not null default 'Not screened yet',
    -- how often compliance was asked, and when it is asked next: never again once it has decided
    add column asked  integer not null default 0,
    add column ask_at timestamptz default now();

create index participant_to_ask_about on participant (ask_at) where ask_at is not null;
create index participant_by_age on participant (registered_at);
