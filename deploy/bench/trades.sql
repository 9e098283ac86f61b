-- Trades that are done, into the databases of settlement and bank-nominal, as their services would have left them: between one buyer and one seller, a unit
-- for a kopeck each. Variables: asset, a new id; trades, how many. What stood before stays, and the money adds up.
\set ON_ERROR_STOP on
\connect settlement
begin;
insert into offer (id, asset, seller, units, units_left, unit_price, status, offered_at)
values (:'asset', :'asset', md5(:'asset' || 'seller')::uuid, :trades, 0, 1, 'OPEN', now());
insert into trade (id, offer, asset, seller, buyer, units, amount, status, requested_at, finished_at)
select md5(:'asset' || 'trade' || n)::uuid, :'asset', :'asset', md5(:'asset' || 'seller')::uuid, md5(:'asset' || 'buyer')::uuid, 1, 1, 'DONE',
    now() - n * interval '1 second', now() - n * interval '1 second'
from generate_series(1, :trades) as n;
commit;

\connect bank-nominal
begin;
insert into account (id, owner, balance, opened_at)
values (md5(:'asset' || 'buyer')::uuid, :'asset' || 'buyer', 0, now()), (md5(:'asset' || 'seller')::uuid, :'asset' || 'seller', :trades, now());
update account set balance = balance - :trades where owner is null;
insert into entry (id, kind, debited, credited, amount, entered_at)
select :'asset', 'DEPOSIT', id, md5(:'asset' || 'buyer')::uuid, :trades, now() from account where owner is null;
insert into entry (id, kind, debited, credited, amount, entered_at)
select md5(:'asset' || 'trade' || n)::uuid, kind, md5(:'asset' || 'buyer')::uuid,
    md5(:'asset' || case kind when 'HOLD' then 'buyer' else 'seller' end)::uuid, 1, now()
from generate_series(1, :trades) as n, unnest(array ['HOLD', 'CAPTURE']) as kind;
insert into hold (id, payer, payee, amount, status, asked_at, finished_at)
select md5(:'asset' || 'trade' || n)::uuid, md5(:'asset' || 'buyer')::uuid, md5(:'asset' || 'seller')::uuid, 1, 'CAPTURED', now(), now()
from generate_series(1, :trades) as n;
commit;
