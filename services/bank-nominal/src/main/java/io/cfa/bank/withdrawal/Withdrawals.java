package io.cfa.bank.withdrawal;

import io.cfa.bank.ledger.Withdrawal;
import io.cfa.bank.ledger.Withdrawal.Status;
import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of how far withdrawals have come. */
@Repository
class Withdrawals {

    private static final String SELECT =
            "select id, account, amount, requested_at as entered_at, fee, status from withdrawal";

    private static final Map<String, List<SortKey>> SORTS =
            Map.of("enteredAt", List.of(SortKey.time("entered_at"), SortKey.uuid("id")));

    private final JdbcClient database;
    private final KeysetQuery<Withdrawal> list;

    Withdrawals(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(database, SELECT, Withdrawal.class, SORTS);
    }

    /**
     * Until the transaction ends, nobody else asks for money of an account to go. Not its row: entries lock that of the world outside before those of
     * accounts.
     */
    void lock(UUID account) {
        database.sql("select pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .param("id", account.toString())
                .query(row -> {});
    }

    /** What was taken out of an account since then, in kopecks, and not returned. */
    long takenSince(UUID account, Instant since) {
        return database.sql("select coalesce(sum(entry.amount), 0)::bigint from entry left join withdrawal"
                        + " on withdrawal.id = entry.id where entry.kind = 'WITHDRAWAL' and entry.debited = :account"
                        + " and entry.entered_at >= :since and coalesce(withdrawal.status, 'REQUESTED') <> 'RETURNED'")
                .param("account", account)
                .param("since", Timestamp.from(since))
                .query(Long.class)
                .single();
    }

    /** Opens an account of the operator's own, which nobody asks for, unless it is there. */
    void openAccountOf(String owner) {
        database.sql("insert into account (id, owner, opened_at) values (gen_random_uuid(), :owner, now())"
                        + " on conflict (owner) do nothing")
                .param("owner", owner)
                .update();
    }

    void add(UUID id, UUID account, long amount, long fee, Instant at) {
        database.sql("insert into withdrawal (id, account, amount, fee, status, requested_at)"
                        + " values (:id, :account, :amount, :fee, 'REQUESTED', :at)")
                .param("id", id)
                .param("account", account)
                .param("amount", amount)
                .param("fee", fee)
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Those of a status, where it is named. */
    Page<Withdrawal> page(Status status, PageRequest page) {
        return list.page(page, Filter.all().with("status", status));
    }

    Optional<Withdrawal> withId(UUID id) {
        return read(id, "");
    }

    /** Until the transaction ends, nobody else changes it. */
    Optional<Withdrawal> locked(UUID id) {
        return read(id, " for update");
    }

    private Optional<Withdrawal> read(UUID id, String locking) {
        return database.sql(SELECT + " where id = :id" + locking)
                .param("id", id)
                .query(Withdrawal.class)
                .optional();
    }

    Optional<String> owner(UUID account) {
        return database.sql("select owner from account where id = :id")
                .param("id", account)
                .query(String.class)
                .optional();
    }

    void sent(UUID id, String operator, Instant at) {
        database.sql("update withdrawal set status = 'SENT', sent_at = :at, sent_by = :by where id = :id")
                .param("id", id)
                .param("by", operator)
                .param("at", Timestamp.from(at))
                .update();
    }

    void finish(UUID id, Status status, Instant at) {
        database.sql("update withdrawal set status = :status, finished_at = :at where id = :id")
                .param("id", id)
                .param("status", status.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Those whose entries a statement has, and that are not executed yet. */
    List<UUID> paidBy(UUID statement) {
        return database.sql("select withdrawal.id from statement_line line join entry on entry.seq = line.entry"
                        + " join withdrawal on withdrawal.id = entry.id where line.statement = :statement"
                        + " and entry.kind = 'WITHDRAWAL' and withdrawal.status in ('REQUESTED', 'SENT')"
                        + " order by withdrawal.id")
                .param("statement", statement)
                .query(UUID.class)
                .list();
    }

    /** Those that a statement has back: a credit of the same amount under their id. */
    List<UUID> givenBackBy(UUID statement) {
        return database.sql("select withdrawal.id from statement_line line join withdrawal"
                        + " on withdrawal.id = line.reference and withdrawal.amount = line.amount"
                        + " where line.statement = :statement and line.credit and line.entry is null"
                        + " and withdrawal.status = 'EXECUTED' order by withdrawal.id")
                .param("statement", statement)
                .query(UUID.class)
                .list();
    }
}
