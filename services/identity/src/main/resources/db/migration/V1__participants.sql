create table participant (
    id            uuid primary key,
    subject       text not null unique,
    kind          text not null check (kind in ('PERSON', 'ORGANISATION')),
    name          text not null check (length(name) between 1 and 200),
    registered_at timestamptz not null
);
