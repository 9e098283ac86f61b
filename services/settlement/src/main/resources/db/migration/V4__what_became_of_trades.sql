-- Only added to, so that the release before still runs on this after a rollback: the trigger writes for it too.
-- what became of trades, for their parties to follow. Numbers are taken before they are committed, so a reader that goes by them alone passes over
-- what is committed late; it goes by the transaction first, and only as far as all before are over.
create table trade_event (
    sequence bigint generated always as identity primary key,
    xid      xid8 not null default pg_current_xact_id(),
    trade    uuid not null,
    buyer    text not null,
    seller   text not null,
    status   text not null,
    reason   text,
    at       timestamptz not null default now()
);
create index trade_event_of_buyer on trade_event (buyer, xid, sequence);
create index trade_event_of_seller on trade_event (seller, xid, sequence);
create index trade_event_by_age on trade_event (at);

create function trade_event() returns trigger language plpgsql as $$
begin
    insert into trade_event (trade, buyer, seller, status, reason)
    values (new.id, new.buyer, new.seller, new.status, new.reason);
    return null;
end $$;
create trigger trade_requested after insert on trade for each row execute function trade_event();
create trigger trade_ended after update of status on trade for each row
    when (new.status in ('DONE', 'FAILED') and old.status <> new.status) execute function trade_event();

-- what is stuck is found in no time, however many trades there are
create index offer_of_asset on offer (asset, offered_at) where status = 'OPEN';
create index offer_by_price on offer (unit_price, id) where status = 'OPEN';
