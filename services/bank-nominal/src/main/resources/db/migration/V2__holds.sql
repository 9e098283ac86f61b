-- held: what holds have set aside; it is the owner's still, but not free
alter table account add column held bigint not null default 0 check (held >= 0);

-- ids are chosen by different callers, so each kind of command counts its own
alter table entry drop constraint entry_id_key;
alter table entry add constraint entry_once unique (id, kind);

-- a hold and its release move money between the two pockets of one account
alter table entry drop constraint entry_kind_check;
alter table entry add constraint entry_kind_check
    check (kind in ('DEPOSIT', 'WITHDRAWAL', 'HOLD', 'CAPTURE', 'RELEASE'));
alter table entry drop constraint entry_check;
alter table entry add constraint entry_sides check ((debited = credited) = (kind in ('HOLD', 'RELEASE')));

-- an account's own entries are read from the youngest on
drop index entry_debited;
drop index entry_credited;
create index entry_debited on entry (debited, seq);
create index entry_credited on entry (credited, seq);
-- what the totals are summed from
create index entry_over_the_border on entry (kind, amount) where kind in ('DEPOSIT', 'WITHDRAWAL');

-- both sides of each entry; what an account's pocket has is the sum of these
create view posting as
select seq, id, kind, debited as account, -amount as amount, entered_at,
       case when kind in ('CAPTURE', 'RELEASE') then 'HELD' else 'FREE' end as pocket
from entry
union all
select seq, id, kind, credited, amount, entered_at,
       case when kind = 'HOLD' then 'HELD' else 'FREE' end
from entry;

-- where nobody pays, the release came without a hold, and what comes after it is refused
create table hold (
    id          uuid primary key,
    payer       uuid references account,
    payee       uuid references account,
    amount      bigint not null,
    status      text not null check (status in ('HELD', 'CAPTURED', 'RELEASED')),
    asked_at    timestamptz not null,
    finished_at timestamptz check ((finished_at is null) = (status = 'HELD')),
    constraint hold_or_tombstone check (
        case when payer is null then payee is null and amount = 0 and status = 'RELEASED'
             else payee is not null and payee <> payer and amount > 0 end)
);
