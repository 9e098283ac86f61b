-- words: the name's words in lower case and alphabetical order, see io.cfa.compliance.screening.Words
create table watched (
    id        uuid primary key,
    name      text not null check (length(name) between 1 and 200),
    words     text not null,
    reason    text not null check (length(reason) between 1 and 500),
    listed_at timestamptz not null
);

create index watched_by_words on watched (words);

create table screening (
    id          uuid primary key,
    name        text not null check (length(name) between 1 and 200),
    result      text not null check (result in ('APPROVED', 'REJECTED')),
    reason      text not null,
    screened_at timestamptz not null
);
