-- balance: the sum of the entries in kopecks, kept so that it can be read and cannot fall below nothing;
-- only the world outside, where deposits come from, may owe
create table account (
    id        uuid primary key,
    owner     text unique,
    balance   bigint not null default 0 check (balance >= 0 or owner is null),
    opened_at timestamptz not null
);

insert into account (id, opened_at) values ('00000000-0000-0000-0000-000000000000', now());

-- each entry is both sides at once
create table entry (
    seq         bigint generated always as identity primary key,
    id          uuid not null unique,
    kind        text not null check (kind in ('DEPOSIT')),
    debited     uuid not null references account,
    credited    uuid not null references account check (credited <> debited),
    amount      bigint not null check (amount > 0),
    entered_at  timestamptz not null
);

create index entry_debited on entry (debited);
create index entry_credited on entry (credited);

create function entries_stay() returns trigger language plpgsql as $$
begin
    raise exception 'entries are only ever added';
end $$;

create trigger entries_stay before update or delete or truncate on entry execute function entries_stay();
