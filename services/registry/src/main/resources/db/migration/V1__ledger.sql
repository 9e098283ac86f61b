create table asset (
    id         uuid primary key,
    name       text not null check (length(name) between 1 and 200),
    created_at timestamptz not null
);

-- who holds how much: the sum of the entries, kept so that it can be read and cannot fall below nothing
create table holding (
    asset  uuid not null references asset,
    holder text not null,
    units  bigint not null check (units >= 0),
    primary key (holder, asset)
);

-- each entry is both sides at once; where from_holder is null the units come into being
create table entry (
    seq         bigint generated always as identity primary key,
    id          uuid not null unique,
    asset       uuid not null references asset,
    from_holder text,
    to_holder   text not null,
    units       bigint not null check (units > 0),
    entered_at  timestamptz not null
);

create function entries_stay() returns trigger language plpgsql as $$
begin
    raise exception 'entries are only ever added';
end $$;

create trigger entries_stay before update or delete or truncate on entry execute function entries_stay();
