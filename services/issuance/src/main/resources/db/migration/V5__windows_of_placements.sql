-- Only added to, so that the release before still runs on this after a rollback: it places at once, without a window, what it is asked to place then.
alter table issue
    -- when investors may subscribe: from the first, until the second
    add column opens_at          timestamptz,
    add column closes_at         timestamptz check (closes_at > opens_at or opens_at is null),
    -- fewer than these, and everybody has their money back
    add column minimum_units     bigint check (minimum_units is null or minimum_units > 0 and closes_at is not null),
    add column most_per_investor bigint check (most_per_investor > 0),
    add column qualified_only    boolean not null default false,
    -- how the placement ended; an issue stays OPEN then, as its asset is there
    add column outcome           text check (outcome in ('SOLD', 'FAILED', 'CANCELLED')),
    -- when settlement was asked to end it and has not answered
    add column end_asked_at      timestamptz;
create index issue_closing on issue (closes_at) where status = 'OPEN' and outcome is null and closes_at is not null;
create index issue_ending on issue (end_asked_at) where end_asked_at is not null;
