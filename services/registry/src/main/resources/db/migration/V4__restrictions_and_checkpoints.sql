-- Only added to, so that the release before still runs on this after a rollback; it knows of no restrictions, so none should be in force then.
create table restriction (
    id             uuid primary key,
    asset          uuid not null references asset,
    -- null: the whole asset, whoever holds it
    holder         text,
    kind           text not null check (kind in ('ARREST', 'PLEDGE')),
    -- null: all that the holder has, now and later
    units          bigint check (units is null or units > 0 and holder is not null),
    reason         text not null check (length(reason) between 1 and 500),
    imposed_by     text not null,
    imposed_at     timestamptz not null,
    released_by    text,
    released_at    timestamptz,
    release_reason text,
    check ((released_by is null) = (released_at is null) and (released_by is null) = (release_reason is null))
);
create index restriction_in_force on restriction (asset, holder) where released_at is null;
create index restriction_youngest on restriction (imposed_at, id);

-- heads of the chain that were proven and signed; what is proven next begins at the last of them
create table checkpoint (
    entries   bigint primary key check (entries > 0),
    hash      bytea not null check (length(hash) = 32),
    signed_at timestamptz not null,
    signature bytea not null
);

-- an asset's holders are read page by page
create index holding_page on holding (asset, holder) where units > 0;
