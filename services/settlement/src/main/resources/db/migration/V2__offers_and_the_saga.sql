create table offer (
    id         uuid primary key,
    asset      uuid not null,
    seller     text not null,
    units      bigint not null check (units > 0),
    units_left bigint not null check (units_left between 0 and units),
    unit_price bigint not null check (unit_price > 0),
    status     text not null check (status in ('OPEN', 'WITHDRAWN')),
    offered_at timestamptz not null
) with (fillfactor = 50); -- each trade updates its offer's units_left, which no index holds

create index offer_open on offer (offered_at) where status = 'OPEN';

alter table trade
    drop constraint trade_status_check,
    add column offer       uuid references offer,
    add column reason      text,
    add column finished_at timestamptz,
    add column due_at      timestamptz,
    add column claim       bigint not null default 0,
    add column attempts    integer not null default 0;

-- Trades of before were asked for without an offer, and nothing ever moved for them: they can only fail.
update trade set status = 'FAILED', reason = 'no-offer', finished_at = now();

alter table trade
    add check (status in ('REQUESTED', 'LIMIT_RESERVED', 'MONEY_HELD', 'ASSET_MOVED', 'DONE', 'COMPENSATING', 'FAILED')),
    add check (offer is not null or status = 'FAILED'),
    add constraint trade_finished_or_due check
        ((status in ('DONE', 'FAILED')) = (finished_at is not null) and (finished_at is null) = (due_at is not null));

comment on column trade.due_at is 'when a worker may take it: at once, after a pause, or when the lease of the worker that has it runs out';
comment on column trade.claim is 'counts who has taken it: only the last one may change it';
comment on column trade.attempts is 'how often what its status asks for was not answered';

create index trade_due on trade (due_at) where due_at is not null;
create index trade_of_buyer on trade (buyer, requested_at);
create index trade_of_seller on trade (seller, requested_at);
create index trade_youngest on trade (requested_at);
