-- A ledger as large as a busy year's, into registry's database: an asset of 200 000 holders, and a million entries with the hashes that the service would
-- have given them. Variables: asset, a new id; holders, where it shall be others than 200 000, with five entries each. What stood before stays, and the
-- chain goes on from it.
\set ON_ERROR_STOP on
\if :{?holders}
\else
  \set holders 200000
\endif
set session_replication_role = replica; -- the foreign key holds by construction
begin;
select entries as before, encode(hash, 'hex') as hash from chain for update \gset
select (extract(epoch from now()) * 1000000)::bigint as micros \gset
insert into asset (id, name, created_at, issuer, units)
values (:'asset', 'A million entries', timestamptz 'epoch' + :micros * interval '1 microsecond', md5(:'asset')::uuid, 10 * :holders);

-- 0 creates; 1 to 200 000, or however many holders there are, give ten units to each holder; then each gives one to the next, four times over
insert into entry (seq, id, asset, from_holder, to_holder, units, entered_at, hash)
with recursive appended (n, seq, id, from_holder, to_holder, units, hash) as (
    select 0, :before + 1::bigint, :'asset'::uuid, '', md5(:'asset')::uuid::text, 10 * :holders,
        sha256(convert_to(concat_ws(E'\n', :'hash', :before + 1, :'asset', :'asset', '', md5(:'asset')::uuid, 10 * :holders, :micros), 'UTF8'))
    union all
    select next.*, sha256(convert_to(concat_ws(E'\n', encode(appended.hash, 'hex'), next.seq, next.id, :'asset',
        next.from_holder, next.to_holder, next.units, :micros), 'UTF8'))
    from appended, lateral (select n + 1, seq + 1, md5(:'asset' || 'entry' || n)::uuid,
        case when n < :holders then md5(:'asset')::uuid::text else md5(:'asset' || n % :holders)::uuid::text end,
        md5(:'asset' || (case when n < :holders then n else n + 1 end) % :holders)::uuid::text,
        case when n < :holders then 10 else 1 end) as next (n, seq, id, from_holder, to_holder, units)
    where appended.n < 5 * :holders
)
select seq, id, :'asset', nullif(from_holder, ''), to_holder, units, timestamptz 'epoch' + :micros * interval '1 microsecond', hash from appended;

insert into holding (asset, holder, units)
select :'asset', md5(:'asset' || n)::uuid, 10 from generate_series(0, :holders - 1) as n;
update chain set (entries, hash) = (select seq, hash from entry order by seq desc limit 1);
commit;
vacuum analyze entry, holding;
