-- Only added to, so that the release before still runs on this after a rollback: it proves holdings by summing all entries.
-- what everybody held at a checkpoint, as one digest, and its signature; null where a release of before has signed
alter table checkpoint
    add column holdings bytea check (length(holdings) = 32),
    add column holdings_signature bytea,
    add constraint checkpoint_holdings check ((holdings is null) = (holdings_signature is null));
