-- Only added to, so that the release before still runs on this after a rollback; to it, what has lapsed is kept, and asked about again.
alter table payout
    -- when an operator found that a holder who has fewer units than are to be redeemed gets nothing for them, and who that was
    add column lapsed_at timestamptz,
    add column lapsed_by text;
