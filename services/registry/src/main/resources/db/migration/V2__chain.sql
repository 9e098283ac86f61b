-- what stood in the entry of the creation only
alter table asset add column issuer text, add column units bigint check (units > 0);
update asset set issuer = entry.to_holder, units = entry.units from entry where entry.id = asset.id;
alter table asset alter column issuer set not null, alter column units set not null;

create index holding_of_asset on holding (asset);

-- the ids of issues and of trades are chosen by different callers, so each kind counts its own
alter table entry drop constraint entry_id_key;
create unique index entry_creation on entry (id) where from_holder is null;
create unique index entry_transfer on entry (id) where from_holder is not null;
alter table entry add constraint entry_sides check (from_holder <> to_holder);

-- the last entry's number and hash; whoever appends locks this row, so that one comes after the other
create table chain (
    single  boolean primary key default true check (single),
    entries bigint not null,
    hash    bytea not null check (length(hash) = 32)
);

-- from here on numbered without gaps, by whoever holds the head; what each hash covers stands in Entry.hash, and this is the same
alter table entry alter column seq drop identity;
alter table entry add column hash bytea check (length(hash) = 32);
alter table entry disable trigger entries_stay;
do $$
declare
    number   bigint := 0;
    previous bytea := decode(repeat('00', 32), 'hex');
    old      record;
begin
    for old in select * from entry order by seq loop
        number := number + 1;
        previous := sha256(convert_to(concat_ws(E'\n', encode(previous, 'hex'), number, old.id, old.asset,
            coalesce(old.from_holder, ''), old.to_holder, old.units,
            (extract(epoch from old.entered_at) * 1000000)::bigint), 'UTF8'));
        update entry set seq = number, hash = previous where seq = old.seq;
    end loop;
    insert into chain (entries, hash) values (number, previous);
end $$;
alter table entry enable trigger entries_stay;
alter table entry alter column hash set not null;
