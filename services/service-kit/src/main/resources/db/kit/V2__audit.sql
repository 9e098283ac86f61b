-- Only added to, so that the release before still runs on this after a rollback: it writes no audit.
-- who has asked for which change; status and outcome stand here where they were known at once, and in audit_outcome otherwise
create table audit_record (
    number     bigint generated always as identity primary key,
    at         timestamptz not null default now(),
    subject    text not null,
    roles      text not null,
    address    text not null,
    request_id text not null,
    operation  text not null,
    path       text not null,
    status     integer,
    outcome    text
);
create index audit_record_of_subject on audit_record (subject, number);
create index audit_record_of_request on audit_record (request_id);

-- what came of it; none where the service ended before it answered
create table audit_outcome (
    record  bigint primary key,
    status  integer not null,
    outcome text not null,
    at      timestamptz not null default now()
);

create function audit_stays() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is only ever added to';
end $$;
create trigger audit_stays before update or delete or truncate on audit_record execute function audit_stays();
create trigger audit_stays before update or delete or truncate on audit_outcome execute function audit_stays();
