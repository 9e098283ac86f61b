-- Only added to, so that the release before still runs on this after a rollback: it takes the units with the request, which is the default here.
alter table trade
    add column units_taken  boolean not null default true,
    add column expires_at   timestamptz,
    add column cancelled_at timestamptz;

comment on column trade.units_taken is 'whether its units have been taken from the offer, and go back when it fails';
comment on column trade.expires_at is 'from then on it turns back, unless the asset has moved; never, where null';
comment on column trade.cancelled_at is 'when its buyer or an operator has asked for it to turn back';
