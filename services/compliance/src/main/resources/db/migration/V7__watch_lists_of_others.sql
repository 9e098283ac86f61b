-- Only added to, so that the release before still runs on this after a rollback; to it, names of uploaded lists are names like others.
alter table watched
    -- whose list it is on; null where an operator has listed it by itself
    add column list    text,
    -- the version of that list which has listed, changed or removed it last
    add column version uuid;
create index watched_of_a_list on watched (list, words) where list is not null and removed_at is null;
create index watched_of_a_version on watched (version) where version is not null and compare_at is not null;

create table watch_list_version (
    id           uuid primary key,
    list         text not null check (list ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    as_of        date not null,
    sha256       text not null,
    -- different names in it, and how it differs from the version that it replaces
    names        integer not null default 0,
    added        integer not null default 0,
    removed      integer not null default 0,
    changed      integer not null default 0,
    status       text not null check (status in ('TO_CONFIRM', 'IN_FORCE', 'REPLACED')),
    replaces     uuid,
    uploaded_by  text not null,
    uploaded_at  timestamptz not null,
    confirmed_by text,
    in_force_at  timestamptz check ((in_force_at is null) = (status = 'TO_CONFIRM'))
);
create unique index watch_list_in_force on watch_list_version (list) where status = 'IN_FORCE';
create index watch_list_version_by_age on watch_list_version (list, uploaded_at, id);
create index watch_list_to_confirm on watch_list_version (uploaded_at, id) where status = 'TO_CONFIRM';

-- what a version changes; each name once, whatever its spelling
create table watch_list_change (
    version uuid not null references watch_list_version,
    words   text not null,
    kind    text not null check (kind in ('ADDED', 'REMOVED', 'CHANGED', 'KEPT')),
    name    text not null check (length(name) between 1 and 200),
    reason  text not null check (length(reason) between 1 and 500),
    primary key (version, words)
);
