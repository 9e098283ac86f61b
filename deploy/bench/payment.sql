-- Ten thousand holders of an asset who can be paid: approved at compliance, with an account at the bank; run once in each of their databases, which are told
-- apart by their tables. Variables: asset, that of ledger.sql; holders, how many; issuer, the sub of the login that pays.
\set ON_ERROR_STOP on
select to_regclass('screening') is not null as compliance, to_regclass('account') is not null as bank, to_regclass('asset') is not null as registry \gset
\if :compliance
insert into screening (id, name, result, reason, screened_at)
select md5(:'asset' || n)::uuid, 'Bench holder ' || n, 'APPROVED', 'a benchmark', now() from generate_series(0, :holders - 1) as n;
\endif
\if :bank
insert into account (id, owner, opened_at)
select gen_random_uuid(), md5(:'asset' || n)::uuid::text, now() from generate_series(0, :holders - 1) as n;
vacuum analyze account;
\endif
\if :registry
update asset set issuer = :'issuer' where id = :'asset';
\endif
