-- Ten thousand deposits on one account, entered now, whose ids stand in bench_deposit for the statement that tells of them: account, deposits.
-- psql -v account=UUID -v owner=UUID -v deposits=N
begin;
insert into account (id, owner, opened_at) values (:'account', :'owner', now());
insert into entry (id, kind, debited, credited, amount, entered_at)
select gen_random_uuid(), 'DEPOSIT', '00000000-0000-0000-0000-000000000000', :'account', 100 + i, now()
from generate_series(1, :deposits) i;
update account set balance = balance + (select sum(amount) from entry where credited = :'account') where id = :'account';
update account set balance = balance - (select sum(amount) from entry where credited = :'account') where owner is null;
commit;
copy (select id, amount from entry where credited = :'account' order by seq) to stdout;
