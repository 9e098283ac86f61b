-- Only added to, so that the release before still runs on this after a rollback. Reservations are read page by page.
create index reservation_by_age on reservation (coalesce(reserved_at, released_at), id);
create index reservation_standing on reservation (coalesce(reserved_at, released_at), id) where status = 'RESERVED';
