-- Only added to, so that the release before still runs on this after a rollback.
-- a withdrawal that is not in it was made by a release before: nothing is known of it but its entry
create table withdrawal (
    id           uuid primary key,
    account      uuid not null references account,
    amount       bigint not null check (amount > 0),
    fee          bigint not null check (fee >= 0),
    status       text not null check (status in ('REQUESTED', 'SENT', 'EXECUTED', 'RETURNED')),
    requested_at timestamptz not null,
    sent_at      timestamptz,
    sent_by      text,
    finished_at  timestamptz,
    constraint withdrawal_sent check ((sent_at is null) = (sent_by is null)),
    constraint withdrawal_finished check ((finished_at is not null) = (status in ('EXECUTED', 'RETURNED')))
);
create index withdrawal_by_age on withdrawal (requested_at, id);
create index withdrawal_of_account on withdrawal (account, requested_at);
create index withdrawal_under_way on withdrawal (status, requested_at, id) where status in ('REQUESTED', 'SENT');

-- what the bank says of a day; each goes on where the one before has ended
create table statement (
    id          uuid primary key,
    seq         bigint generated always as identity unique,
    account     text not null,
    bank_id     text not null,
    day         date not null,
    opening     bigint not null,
    closing     bigint not null,
    credits     bigint not null check (credits >= 0),
    debits      bigint not null check (debits >= 0),
    lines       integer not null check (lines >= 0),
    sha256      bytea not null check (length(sha256) = 32),
    imported_by text not null,
    imported_at timestamptz not null,
    constraint statement_once unique (account, bank_id),
    constraint statement_of_a_day unique (account, day),
    constraint statement_adds_up check (closing = opening + credits - debits)
);

create table statement_line (
    id             uuid primary key,
    statement      uuid not null references statement,
    number         integer not null,
    credit         boolean not null,
    amount         bigint not null check (amount > 0),
    booked         date not null,
    bank_reference text,
    part           integer not null,
    end_to_end     text,
    remittance     text,
    -- an id of ours that its texts name
    reference      uuid,
    -- the entry that it is, by its seq; no reference, as entries refuse to be truncated in words of their own
    entry          bigint unique,
    -- operators have found out that it is no entry of ours
    explained      boolean not null default false,
    constraint statement_line_number unique (statement, number),
    constraint statement_line_once unique (bank_reference, part)
);
create index statement_line_open on statement_line (reference) where entry is null and not explained;

create table difference (
    id          uuid primary key,
    statement   uuid not null references statement,
    kind        text not null check (kind in ('LINE_WITHOUT_ENTRY', 'ENTRY_WITHOUT_LINE', 'OTHER_AMOUNT')),
    line        uuid unique references statement_line,
    entry       bigint unique,
    -- what the bank says less what we say, in kopecks
    amount      bigint not null,
    found_at    timestamptz not null,
    status      text not null default 'OPEN' check (status in ('OPEN', 'PROPOSED', 'RESOLVED')),
    resolution  text check (resolution in ('EXPLAINED', 'CREDITED', 'MATCHED')),
    account     uuid references account,
    reason      text,
    proposed_by text,
    resolved_by text,
    resolved_at timestamptz,
    constraint difference_of_what check (line is not null or entry is not null),
    constraint difference_resolved check ((status = 'RESOLVED') = (resolved_at is not null))
);
create index difference_by_age on difference (found_at, id);
create index difference_open on difference (found_at, id) where status <> 'RESOLVED';
create index difference_of_statement on difference (statement);

-- what everybody has at the end of a day, in a chain of hashes
create table closing (
    day       date primary key,
    number    bigint not null unique,
    ends_at   timestamptz not null,
    deposits  bigint not null,
    withdrawals bigint not null,
    balance   bigint not null,
    entries   bigint not null,
    accounts  bytea not null check (length(accounts) = 32),
    hash      bytea not null check (length(hash) = 32),
    closed_at timestamptz not null
);
-- of each account that a day has moved; one that is not there has what it had before
create table closing_balance (
    account uuid not null references account,
    day     date not null references closing deferrable initially deferred,
    free    bigint not null,
    held    bigint not null,
    primary key (account, day)
);
create index closing_balance_of_day on closing_balance (day, account);
create index entry_by_time on entry (entered_at);

create function closings_stay() returns trigger language plpgsql as $$
begin
    raise exception 'what a day has closed with is never changed';
end $$;
create trigger closings_stay before update or delete or truncate on closing execute function closings_stay();
create trigger closing_balances_stay before update or delete or truncate on closing_balance execute function closings_stay();
