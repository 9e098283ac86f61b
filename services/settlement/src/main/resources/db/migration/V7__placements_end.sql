-- Only added to, so that the release before still runs on this after a rollback: it sells from a placement without looking at its terms, and never ends it.
alter table offer
    add column closes_at      timestamptz,
    -- fewer than these until then, and every trade turns back
    add column minimum_units  bigint check (minimum_units is null or minimum_units between 1 and units and closes_at is not null),
    add column most_per_buyer bigint check (most_per_buyer > 0),
    add column qualified_only boolean not null default false,
    -- whether the minimum was reached; from there on there is no way back
    add column reached        boolean not null default false,
    -- how the placement ended; it is withdrawn then
    add column outcome        text check (outcome in ('SOLD', 'FAILED', 'CANCELLED'));
create index offer_closing on offer (closes_at) where closes_at is not null and outcome is null;

-- why a trade turns back that its buyer has not cancelled
alter table trade
    add column cancel_reason text,
    -- whether its buyer and seller were found approved again since there are enough units for the minimum
    add column confirmed     boolean not null default false;
-- those that wait for their placement, or have not begun
create index trade_of_offer on trade (offer) where status in ('REQUESTED', 'LIMIT_RESERVED', 'MONEY_HELD');
