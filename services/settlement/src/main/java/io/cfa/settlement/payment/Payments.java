package io.cfa.settlement.payment;

import io.cfa.kit.RequestIds;
import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of payments, as their issuers and the operator see them. */
@Repository
public class Payments {

    static final String COLUMNS =
            "id, asset, issuer, kind, holder, units, amount, record_at, pay_at, grace_days, status, reason,"
                    + " announced_at, overdue_at, defaulted_at, finished_at";

    private static final String SELECT = "select " + COLUMNS + " from payment ";
    private static final Map<String, List<SortKey>> SORTS =
            Map.of("announcedAt", List.of(SortKey.time("announced_at"), SortKey.uuid("id")));

    private final JdbcClient database;
    private final KeysetQuery<Payment> list;

    Payments(JdbcClient database) {
        this.database = database;
        this.list = new KeysetQuery<>(database, SELECT, Payments::payment, SORTS);
    }

    /** Writes a payment down, due at its record date, unless one stands under its id; tells whether this call did it. */
    boolean add(UUID id, PaymentTerms terms, Payment.Status status, Instant now) {
        return database.sql(
                                "insert into payment (id, asset, issuer, kind, holder, units, amount, record_at, pay_at, grace_days, status,"
                                        + " announced_at, due_at, request_id) values (:id, :asset, :issuer, :kind, :holder, :units,"
                                        + " :amount, :record, :pay, :grace, :status, :now, :record, :request) on conflict (id) do nothing")
                        .param("id", id)
                        .param("asset", terms.asset())
                        .param("issuer", terms.issuer())
                        .param("kind", terms.kind().name())
                        .param("holder", terms.holder())
                        .param("units", terms.units())
                        .param("amount", terms.amount())
                        .param("record", Timestamp.from(terms.recordAt()))
                        .param("pay", Timestamp.from(terms.payAt()))
                        .param("grace", terms.graceDays())
                        .param("status", status.name())
                        .param("now", Timestamp.from(now))
                        .param("request", RequestIds.current().orElse(null))
                        .update()
                == 1;
    }

    /** Nobody else announces anything for an asset until this transaction ends. */
    void lock(UUID asset) {
        database.sql("select 1 from pg_advisory_xact_lock(hashtextextended('payment ' || cast(:asset as text), 0))")
                .param("asset", asset)
                .query(Integer.class)
                .single();
    }

    /** A payment of the same kind whose time from the record date to its day meets that of another; redemptions are of one kind here. */
    Optional<UUID> overlapping(UUID id, PaymentTerms terms) {
        return database.sql("select id from payment where asset = :asset and id <> :id and status <> 'CANCELLED'"
                        + " and (kind = :kind or kind like '%REDEMPTION' and :kind like '%REDEMPTION')"
                        + " and (holder is not distinct from cast(:holder as text))"
                        + " and record_at <= :pay and pay_at >= :record limit 1")
                .param("asset", terms.asset())
                .param("id", id)
                .param("kind", terms.kind().name())
                .param("holder", terms.holder())
                .param("pay", Timestamp.from(terms.payAt()))
                .param("record", Timestamp.from(terms.recordAt()))
                .query(UUID.class)
                .optional();
    }

    /**
     * Whether units are taken back from those who hold an asset at a moment before this one: all of them, for good, or some, until they are. A holder's own
     * wish keeps nobody from trading.
     */
    private boolean redeems(UUID asset, Instant by, boolean isTrade) {
        return database.sql(
                        "select exists (select from payment where asset = :asset and holder is null"
                                + " and status <> 'CANCELLED' and record_at < :by and (kind = 'REDEMPTION' or kind = 'EARLY_REDEMPTION' and units is null"
                                + " or kind in ('PARTIAL_REDEMPTION', 'EARLY_REDEMPTION') and :trading and status not in ('DONE', 'KEEPING')))")
                .param("trading", isTrade)
                .param("asset", asset)
                .param("by", Timestamp.from(by))
                .query(Boolean.class)
                .single();
    }

    /** Whether nobody but the issuer holds any unit from a moment on that is not after this one. */
    boolean isRedeemed(UUID asset, Instant by) {
        return redeems(asset, by, false);
    }

    /** Whether units that are sold now, in a trade that is done by then at last, may be wanted for a redemption. */
    public boolean isRedemptionAhead(UUID asset, Instant by) {
        return redeems(asset, by, true);
    }

    /** Has a payment that waits go on now. */
    void hurry(UUID id) {
        database.sql(
                        "update payment set due_at = now() where id = :id and (status in ('DEFAULTED', 'KEEPING') or status = 'RESERVING' and overdue_at is not null)")
                .param("id", id)
                .update();
    }

    /** What a holder wished is announced; whoever is about to cancel it finds it changed. */
    void accept(UUID id) {
        database.sql(
                        "update payment set status = 'ANNOUNCED', claim = claim + 1 where id = :id and status = 'REQUESTED'")
                .param("id", id)
                .update();
    }

    /** Takes a payment back; whoever works on it finds it gone. */
    void cancel(UUID id, String reason, Instant at) {
        database.sql("update payment set status = 'CANCELLED', reason = :reason, finished_at = :at, due_at = null,"
                        + " claim = claim + 1 where id = :id and status in ('REQUESTED', 'ANNOUNCED')")
                .param("id", id)
                .param("reason", reason)
                .param("at", Timestamp.from(at))
                .update();
    }

    Optional<Payment> withId(UUID id) {
        return one("where id = :id", id);
    }

    /** Until the transaction ends, nobody else moves it on. */
    Optional<Payment> locked(UUID id) {
        return one("where id = :id for update", id);
    }

    private Optional<Payment> one(String which, UUID id) {
        return database.sql(SELECT + which)
                .param("id", id)
                .query(Payments::payment)
                .optional();
    }

    /** Those of an issuer, or everybody's where none is named. */
    Page<Payment> of(String issuer, UUID asset, Payment.Status status, PageRequest page) {
        return list.page(
                page, Filter.all().with("issuer", issuer).with("asset", asset).with("status", status));
    }

    static Payment payment(ResultSet row, int number) throws SQLException {
        return new Payment(
                row.getObject("id", UUID.class),
                row.getObject("asset", UUID.class),
                row.getString("issuer"),
                Payment.Kind.valueOf(row.getString("kind")),
                row.getString("holder"),
                row.getObject("units", Long.class),
                row.getLong("amount"),
                instant(row, "record_at"),
                instant(row, "pay_at"),
                row.getInt("grace_days"),
                Payment.Status.valueOf(row.getString("status")),
                row.getString("reason"),
                instant(row, "announced_at"),
                instant(row, "overdue_at"),
                instant(row, "defaulted_at"),
                instant(row, "finished_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
