-- Only added to, so that the release before still runs on this after a rollback: it knows of no orders, and what one has entered is an entry like others.
create table authority_order (
    id              uuid primary key,
    kind            text not null check (kind in ('ARREST', 'PLEDGE', 'RELEASE', 'COURT_TRANSFER', 'INHERITANCE', 'CORRECTION')),
    asset           uuid not null references asset,
    -- whose units are restricted or taken; null where an asset is restricted as a whole
    holder          text,
    -- who gets them; null where nothing moves
    heir            text check (heir <> holder),
    units           bigint check (units > 0),
    -- what is released, or lifted for the transfer
    restriction     uuid references restriction,
    -- what is reversed
    transfer        uuid,
    document_sha256 text not null check (document_sha256 ~ '^[0-9a-f]{64}$'),
    reason          text not null check (length(reason) between 1 and 500),
    status          text not null check (status in ('REQUESTED', 'APPROVED', 'REJECTED')),
    requested_by    text not null,
    requested_at    timestamptz not null,
    expires_at      timestamptz not null,
    decided_by      text check (decided_by <> requested_by),
    decided_at      timestamptz,
    decision_reason text,
    -- the number of its entry in the chain; null where nothing moved
    entry           bigint,
    check ((status = 'REQUESTED') = (decided_at is null) and (decided_by is null) = (decided_at is null))
);
create index authority_order_youngest on authority_order (requested_at, id);
create index authority_order_waiting on authority_order (requested_at, id) where status = 'REQUESTED';
-- a transfer is reversed once
create unique index authority_order_reversal on authority_order (transfer) where status = 'APPROVED' and transfer is not null;
