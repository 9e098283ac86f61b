create table issue (
    id         uuid primary key,
    issuer     text not null,
    name       text not null check (length(name) between 1 and 200),
    units      bigint not null check (units > 0),
    unit_price bigint not null check (unit_price > 0),
    status     text not null check (status in ('DRAFT')),
    drafted_at timestamptz not null
);

create index issue_of_issuer on issue (issuer, drafted_at);
