package io.cfa.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.kit.DomainException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.support.TransactionTemplate;

/** A test of a rule itself, called as its controller calls it, on offers and trades that stand as the test wants them: no worker moves them on. */
public abstract class SettlementRuleTest extends SettlementWithoutWorkers {

    protected static final String SELLER = UUID.randomUUID().toString();

    @Autowired
    protected JdbcClient database;

    @Autowired
    protected TransactionTemplate transaction;

    /** The database is that of other tests, which count what waits. */
    @AfterEach
    void endWhatWasBegun() {
        database.sql("update trade set status = 'FAILED', due_at = null, finished_at = now() where seller = :seller"
                        + " and finished_at is null")
                .param("seller", SELLER)
                .update();
    }

    protected static Authentication caller(String subject, String... roles) {
        return new TestingAuthenticationToken(
                subject, "", Stream.of(roles).map(role -> "ROLE_" + role).toArray(String[]::new));
    }

    /** Refused with that type and that sentence, about that field. */
    protected static void assertRefused(ThrowingCallable call, String type, String detail, String field) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DomainException.class, refusal -> assertThat(
                        List.of(refusal.type(), refusal.getMessage(), String.valueOf(refusal.field())))
                .isEqualTo(List.of(type, detail, String.valueOf(field))));
    }

    protected static void assertRefused(ThrowingCallable call, String type, String detail) {
        assertRefused(call, type, detail, null);
    }

    /** An offer of 100 units at 1000 kopecks, of which so many are left. */
    protected final UUID offer(long left, Instant closesAt, Long minimum, Long mostPerBuyer) {
        UUID id = UUID.randomUUID();
        database.sql(
                        "insert into offer (id, asset, seller, units, units_left, unit_price, status, offered_at, closes_at,"
                                + " minimum_units, most_per_buyer) values (:id, gen_random_uuid(), :seller, 100, :left, 1000, 'OPEN', now(),"
                                + " :closes, :minimum, :most)")
                .param("id", id)
                .param("seller", SELLER)
                .param("left", left)
                .param("closes", closesAt == null ? null : Timestamp.from(closesAt))
                .param("minimum", minimum)
                .param("most", mostPerBuyer)
                .update();
        return id;
    }

    /** A trade of some of an offer's units, due in an hour, for the fifth time. */
    protected final UUID trade(UUID offer, String buyer, long units, String status, boolean confirmed) {
        UUID id = UUID.randomUUID();
        boolean over = status.equals("DONE") || status.equals("FAILED");
        database.sql("insert into trade (id, offer, asset, seller, buyer, units, amount, status, requested_at, due_at,"
                        + " finished_at, attempts, units_taken, confirmed, expires_at) select :id, id, asset, seller, :buyer, :units,"
                        + " :units * unit_price, :status, now(), case when :over then null else now() + interval '1 hour' end,"
                        + " case when :over then now() end, 5, true, :confirmed, now() + interval '2 hours'"
                        + " from offer where id = :offer")
                .param("id", id)
                .param("offer", offer)
                .param("buyer", buyer)
                .param("units", units)
                .param("status", status)
                .param("over", over)
                .param("confirmed", confirmed)
                .update();
        return id;
    }

    protected final void set(String table, UUID id, String what) {
        database.sql("update " + table + " set " + what + " where id = :id")
                .param("id", id)
                .update();
    }

    /** What a column, or an expression of some, is of a row. */
    protected final String value(String table, UUID id, String what) {
        return database.sql("select cast(" + what + " as text) from " + table + " where id = :id")
                .param("id", id)
                .query(String.class)
                .optional()
                .orElse("null");
    }
}
