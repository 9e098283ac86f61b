package io.cfa.bank.hold;

import io.cfa.bank.hold.Hold.Status;
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

/** The table of holds. */
@Repository
class Holds {

    private static final String SELECT =
            "select hold.id, payer.owner as payer, payee.owner as payee, amount, status, asked_at from hold"
                    + " left join account payer on payer.id = hold.payer left join account payee on payee.id = hold.payee";

    private static final Map<String, List<SortKey>> SORTS =
            Map.of("askedAt", List.of(SortKey.time("asked_at"), SortKey.uuid("id")));

    private final JdbcClient database;
    private final KeysetQuery<Hold> list;

    Holds(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(database, SELECT, Hold.class, SORTS);
    }

    /** The accounts of a hold and their owners, and how much it is. */
    record Parties(UUID payer, UUID payee, String payerOwner, String payeeOwner, long amount) {

        Hold hold(UUID id, Status status) {
            return new Hold(id, payerOwner, payeeOwner, amount, status);
        }
    }

    /** Writes a hold down, where both parties have an account and none stands under its id; returns the payer's account. */
    Optional<UUID> add(Hold hold, Instant at) {
        return database.sql("insert into hold (id, payer, payee, amount, status, asked_at)"
                        + " select :id, payer.id, payee.id, :amount, 'HELD', :at from account payer, account payee"
                        + " where payer.owner = :payer and payee.owner = :payee"
                        + " on conflict (id) do nothing returning payer")
                .param("id", hold.id())
                .param("amount", hold.amount())
                .param("at", Timestamp.from(at))
                .param("payer", hold.payer())
                .param("payee", hold.payee())
                .query(UUID.class)
                .optional();
    }

    /** Refuses a hold that never came; tells whether none stands under its id. Waits for one that is being written at this instant. */
    boolean addReleased(UUID id, Instant at) {
        return database.sql("insert into hold (id, amount, status, asked_at, finished_at)"
                                + " values (:id, 0, 'RELEASED', :at, :at) on conflict (id) do nothing")
                        .param("id", id)
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    /** Ends a hold; empty where it had ended before, or is none. */
    Optional<Parties> finish(UUID id, Status status, Instant at) {
        return database.sql(
                        "update hold set status = :status, finished_at = :at from account payer, account payee"
                                + " where hold.id = :id and status = 'HELD' and payer.id = hold.payer and payee.id = hold.payee"
                                + " returning hold.payer, hold.payee, payer.owner as payer_owner, payee.owner as payee_owner, amount")
                .param("status", status.name())
                .param("at", Timestamp.from(at))
                .param("id", id)
                .query((row, number) -> new Parties(
                        row.getObject("payer", UUID.class),
                        row.getObject("payee", UUID.class),
                        row.getString("payer_owner"),
                        row.getString("payee_owner"),
                        row.getLong("amount")))
                .optional();
    }

    /** Those of a status that were asked for so many seconds ago, or before, where these are named. */
    Page<Hold> of(Status status, Long olderThan, PageRequest page) {
        return list.page(
                page,
                Filter.all()
                        .with("status", status)
                        .with("asked_at < now() - :older_than * interval '1 second'", "older_than", olderThan));
    }

    Optional<Hold> withId(UUID id) {
        return database.sql(SELECT + " where hold.id = :id")
                .param("id", id)
                .query(Hold.class)
                .optional();
    }
}
