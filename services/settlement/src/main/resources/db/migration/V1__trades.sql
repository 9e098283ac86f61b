create table trade (
    id           uuid primary key,
    asset        uuid not null,
    seller       text not null,
    buyer        text not null check (buyer <> seller),
    units        bigint not null check (units > 0),
    amount       bigint not null check (amount > 0),
    status       text not null check (status in ('REQUESTED')),
    requested_at timestamptz not null
);
