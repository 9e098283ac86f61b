package io.cfa.bank.hold;

import io.cfa.bank.ledger.Entry;
import io.cfa.bank.ledger.Kind;
import io.cfa.bank.ledger.Ledger;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The holds whose payee is still to be named: the world outside stands there, which nobody can name. What was paid of one is a captured hold of its own. */
@Repository
class Reserves {

    private static final String SELECT = "select hold.id, owner as payer, entry.amount,"
            + " case when status = 'HELD' then hold.amount else 0 end as left, status, hold.payer as account from hold"
            + " join account on account.id = hold.payer join entry on entry.id = hold.id and entry.kind = 'HOLD'"
            + " where hold.id = :id and hold.payee = :outside";

    private final JdbcClient database;

    Reserves(JdbcClient database) {
        this.database = database;
    }

    /** A reserve, and the account that it is set aside on. */
    record Standing(Reserve reserve, UUID account) {}

    /** Writes a reserve down, where the payer has an account and nothing stands under its id; returns that account. */
    Optional<UUID> add(UUID id, String payer, long amount, Instant at) {
        return database.sql("insert into hold (id, payer, payee, amount, status, asked_at)"
                        + " select :id, id, :outside, :amount, 'HELD', :at from account where owner = :payer"
                        + " on conflict (id) do nothing returning payer")
                .param("id", id)
                .param("outside", Ledger.OUTSIDE)
                .param("payer", payer)
                .param("amount", amount)
                .param("at", Timestamp.from(at))
                .query(UUID.class)
                .optional();
    }

    Optional<Standing> withId(UUID id) {
        return read(SELECT, id);
    }

    /** Until the transaction ends, nobody else pays from it. */
    Optional<Standing> locked(UUID id) {
        return read(SELECT + " for update of hold", id);
    }

    private Optional<Standing> read(String select, UUID id) {
        return database.sql(select)
                .param("id", id)
                .param("outside", Ledger.OUTSIDE)
                .query((row, number) -> new Standing(
                        new Reserve(
                                row.getObject("id", UUID.class),
                                row.getString("payer"),
                                row.getLong("amount"),
                                row.getLong("left"),
                                Hold.Status.valueOf(row.getString("status"))),
                        row.getObject("account", UUID.class)))
                .optional();
    }

    /** Writes down what is paid, of payees who have an account, and under ids where nothing stands; returns the entries that follow. */
    List<Entry> pay(UUID payer, List<Payout> payouts, Instant at) {
        return database.sql("insert into hold (id, payer, payee, amount, status, asked_at, finished_at)"
                        + " select paid.id, :payer, account.id, paid.amount, 'CAPTURED', :at, :at"
                        + " from unnest(:ids, :payees, :amounts) as paid (id, payee, amount)"
                        + " join account on account.owner = paid.payee and account.id <> :payer"
                        + " on conflict (id) do nothing returning id, payee, amount")
                .param("payer", payer)
                .param("at", Timestamp.from(at))
                .param("ids", payouts.stream().map(Payout::id).toArray(UUID[]::new))
                .param("payees", payouts.stream().map(Payout::payee).toArray(String[]::new))
                .param("amounts", payouts.stream().map(Payout::amount).toArray(Long[]::new))
                .query((row, number) -> new Entry(
                        row.getObject("id", UUID.class),
                        Kind.CAPTURE,
                        payer,
                        row.getObject("payee", UUID.class),
                        row.getLong("amount")))
                .list();
    }

    /** Those of some payouts that stand, as they are to be. */
    List<UUID> paid(UUID payer, List<Payout> payouts) {
        return database.sql("select hold.id from unnest(:ids, :payees, :amounts) as paid (id, payee, amount)"
                        + " join hold on hold.id = paid.id join account on account.id = hold.payee"
                        + " where hold.payer = :payer and account.owner = paid.payee and hold.amount = paid.amount"
                        + " and status = 'CAPTURED'")
                .param("payer", payer)
                .param("ids", payouts.stream().map(Payout::id).toArray(UUID[]::new))
                .param("payees", payouts.stream().map(Payout::payee).toArray(String[]::new))
                .param("amounts", payouts.stream().map(Payout::amount).toArray(Long[]::new))
                .query(UUID.class)
                .list();
    }

    /** Whether something stands under any of some ids. */
    List<UUID> standing(List<UUID> ids) {
        return database.sql("select id from hold where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(UUID.class)
                .list();
    }

    /** Takes what was paid; the last of it ends the reserve. */
    void take(UUID id, long amount, Instant at) {
        database.sql("update hold set amount = case when amount = :paid then amount else amount - :paid end,"
                        + " status = case when amount = :paid then 'CAPTURED' else status end,"
                        + " finished_at = case when amount = :paid then cast(:at as timestamptz) end where id = :id")
                .param("id", id)
                .param("paid", amount)
                .param("at", Timestamp.from(at))
                .update();
    }
}
