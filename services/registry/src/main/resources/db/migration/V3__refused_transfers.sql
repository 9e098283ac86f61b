-- the ids of transfers that were refused: each stays refused, as whoever asked has turned back since
create table refused_transfer (
    id         uuid primary key,
    refused_at timestamptz not null
);
