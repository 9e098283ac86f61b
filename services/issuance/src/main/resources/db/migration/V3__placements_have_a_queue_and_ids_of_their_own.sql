-- Only added to, so that the release before still runs on this after a rollback.
alter table issue
    -- the fencing number of whoever drives its placement, and the id of the request that asked for it
    add column claim      bigint not null default 0,
    add column request_id text,
    -- the offer of its placement; null where none was asked for, or where the release before has: then it is the issue's id
    add column offer      uuid;

update issue set offer = id where status in ('OPENING', 'OPEN');
