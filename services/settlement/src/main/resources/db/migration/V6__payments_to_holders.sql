-- Only added to, so that the release before still runs on this after a rollback; it knows of no payments, and they wait until this one is back.
create table payment (
    id           uuid primary key,
    asset        uuid not null,
    issuer       text not null,
    kind         text not null check (kind in ('INCOME', 'COUPON', 'REDEMPTION', 'PARTIAL_REDEMPTION', 'EARLY_REDEMPTION')),
    -- whose wish an early redemption is; null where it is for all holders
    holder       text check (holder <> issuer and (holder is null or kind = 'EARLY_REDEMPTION')),
    -- how many are redeemed; null where none are, or all
    units        bigint check (units > 0),
    amount       bigint not null check (amount > 0),
    record_at    timestamptz not null,
    pay_at       timestamptz not null check (pay_at >= record_at),
    status       text not null check (status in ('REQUESTED', 'ANNOUNCED', 'COLLECTING', 'APPORTIONING', 'RESERVING', 'DEFAULTED',
                                                  'PAYING', 'KEEPING', 'DONE', 'CANCELLED')),
    reason       text,
    announced_at timestamptz not null,
    defaulted_at timestamptz,
    finished_at  timestamptz,
    -- where the next page of holders begins
    page         text,
    due_at       timestamptz,
    claim        bigint not null default 0,
    attempts     integer not null default 0,
    request_id   text,
    constraint payment_finished_or_due check
        ((status in ('DONE', 'CANCELLED')) = (finished_at is not null) and (finished_at is null) = (due_at is not null))
);
create index payment_due on payment (due_at) where due_at is not null;
create index payment_youngest on payment (announced_at, id);
create index payment_of_asset on payment (asset, record_at);

create table payout (
    payment   uuid not null references payment,
    holder    text not null,
    -- what they held at the record date
    held      bigint not null check (held > 0),
    -- how many of them are redeemed
    units     bigint not null default 0 check (units between 0 and held),
    gross     bigint check (gross >= 0),
    withheld  bigint check (withheld between 0 and gross),
    status    text not null default 'DUE' check (status in ('DUE', 'ASKED', 'PAID', 'KEPT')),
    reason    text,
    -- how often the register has refused to redeem: what it has refused once stays refused under its id
    refusals  integer not null default 0,
    paid_at   timestamptz check ((paid_at is null) = (status <> 'PAID')),
    primary key (payment, holder)
);
create index payout_open on payout (payment, status, holder) where status <> 'PAID';
create index payout_untaxed on payout (payment, holder) where withheld is null;
create index payout_of_holder on payout (holder, payment);

-- what kind of taxpayer a holder is; who has none is a resident
create table tax_status (
    holder text primary key,
    kind   text not null,
    set_by text not null,
    set_at timestamptz not null
);
