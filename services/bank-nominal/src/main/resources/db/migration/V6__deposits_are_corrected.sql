-- Only added to, so that the release before still runs on this after a rollback: a correction that was proposed is an explanation to it.
alter table difference
    -- whether a further entry makes the wrong deposit what the bank says
    add column corrected  boolean not null default false check (not corrected or resolution = 'EXPLAINED' and entry is not null),
    -- that entry, by its seq
    add column correction bigint unique check (correction is null or corrected);
