-- Only added to, so that the release before still runs on this after a rollback: it forgets without saying how far, and then too much is said to be there.
-- the last transaction of which events were forgotten: whoever comes back from before it has missed some
create table trade_event_horizon (
    single boolean primary key default true check (single),
    xid    xid8 not null
);
insert into trade_event_horizon (xid) values ('0');
