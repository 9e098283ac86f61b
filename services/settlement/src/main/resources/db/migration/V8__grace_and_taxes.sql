-- Only added to, so that the release before still runs on this after a rollback; to it, a payment whose days of grace run is one that waits for its money.
alter table payment
    -- so many days after its day the money may still come before it is a default
    add column grace_days smallint not null default 0 check (grace_days between 0 and 30),
    -- when the money was first missing
    add column overdue_at timestamptz;

alter table payout
    -- what kind of taxpayer the holder was when it was apportioned, and the rate, in hundredths of a per cent
    add column taxpayer text,
    add column tax_rate integer check (tax_rate between 0 and 10000);
