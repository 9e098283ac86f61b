package io.cfa.registry.authority;

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

/** The table of orders. */
@Repository
class Orders {

    private static final String SELECT = "select id, kind, asset, holder, heir, units, restriction, transfer,"
            + " document_sha256, reason, status, requested_by, requested_at, expires_at, decided_by, decided_at,"
            + " decision_reason, entry from authority_order ";

    private static final Map<String, List<SortKey>> SORTS =
            Map.of("requestedAt", List.of(SortKey.time("requested_at"), SortKey.uuid("id")));

    private final JdbcClient database;
    private final KeysetQuery<AuthorityOrder> list;

    Orders(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(database, SELECT, AuthorityOrder.class, SORTS);
    }

    /** Writes an order down, unless one stands under its id; tells whether this call did it. */
    boolean add(UUID id, OrderTerms terms, String operator, Instant at, Instant expires) {
        return database.sql("insert into authority_order (id, kind, asset, holder, heir, units, restriction, transfer,"
                                + " document_sha256, reason, status, requested_by, requested_at, expires_at)"
                                + " values (:id, :kind, :asset, :holder, :heir, :units, :restriction, :transfer,"
                                + " :document, :reason, 'REQUESTED', :by, :at, :expires) on conflict (id) do nothing")
                        .param("id", id)
                        .param("kind", terms.kind().name())
                        .param("asset", terms.asset())
                        .param("holder", terms.holder())
                        .param("heir", terms.heir())
                        .param("units", terms.units())
                        .param("restriction", terms.restriction())
                        .param("transfer", terms.transfer())
                        .param("document", terms.documentSha256())
                        .param("reason", terms.reason())
                        .param("by", operator)
                        .param("at", Timestamp.from(at))
                        .param("expires", Timestamp.from(expires))
                        .update()
                == 1;
    }

    /** Ends an order that waits. */
    void decide(UUID id, AuthorityOrder.Status status, String operator, Instant at, String reason, Long entry) {
        database.sql("update authority_order set status = :status, decided_by = :by, decided_at = :at,"
                        + " decision_reason = :reason, entry = :entry where id = :id and status = 'REQUESTED'")
                .param("id", id)
                .param("status", status.name())
                .param("by", operator)
                .param("at", Timestamp.from(at))
                .param("reason", reason)
                .param("entry", entry)
                .update();
    }

    /** Whether a transfer was reversed already. */
    boolean isReversed(UUID transfer) {
        return database.sql(
                        "select exists (select from authority_order where transfer = :transfer and status = 'APPROVED')")
                .param("transfer", transfer)
                .query(Boolean.class)
                .single();
    }

    Optional<AuthorityOrder> withId(UUID id) {
        return one("where id = :id", id);
    }

    /** Until the transaction ends, nobody else decides it. */
    Optional<AuthorityOrder> locked(UUID id) {
        return one("where id = :id for update", id);
    }

    private Optional<AuthorityOrder> one(String which, UUID id) {
        return database.sql(SELECT + which)
                .param("id", id)
                .query(AuthorityOrder.class)
                .optional();
    }

    /** Those of a status and an asset, where these are named. */
    Page<AuthorityOrder> of(AuthorityOrder.Status status, UUID asset, PageRequest page) {
        return list.page(page, Filter.all().with("status", status).with("asset", asset));
    }
}
