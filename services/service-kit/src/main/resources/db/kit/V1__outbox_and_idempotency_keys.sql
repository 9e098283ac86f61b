-- events that were written together with what they tell of, in the order of their sequence
create table outbox (
    sequence     bigint generated always as identity primary key,
    id           uuid not null default gen_random_uuid(),
    type         text not null,
    aggregate    text not null,
    data         text not null,
    happened_at  timestamptz not null default now(),
    published_at timestamptz
);
create index outbox_waiting on outbox (sequence) where published_at is null;
create index outbox_published on outbox (published_at) where published_at is not null;

-- what was answered to a command, for its repetitions; while the answer is null, no other transaction sees the row
create table idempotency_key (
    caller       text not null,
    key          text not null,
    request      bytea,
    status       int,
    content_type text,
    location     text,
    body         bytea,
    kept_at      timestamptz not null default now(),
    primary key (caller, key)
);
create index idempotency_key_kept_at on idempotency_key (kept_at);
