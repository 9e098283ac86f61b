package io.cfa.bank.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.cfa.bank.ledger.BankDay;
import io.cfa.bank.ledger.Ledger;
import io.cfa.contract.Database;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Days that are closed, in a database of their own. */
class ClosingTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);

    private final HikariDataSource source = new HikariDataSource();
    private final JdbcClient database = JdbcClient.create(source);
    private final Closings closings = new Closings(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    private final List<String> told = new ArrayList<>();
    private final UUID anna = UUID.fromString("00000000-0000-0000-0000-00000000000a");
    private final UUID boris = UUID.fromString("00000000-0000-0000-0000-00000000000b");

    @BeforeEach
    void twoHaveAccounts() {
        source.setJdbcUrl(Database.migrated());
        source.setUsername("postgres");
        source.setMaximumPoolSize(2);
        for (UUID id : List.of(anna, boris)) {
            database.sql("insert into account (id, owner, opened_at) values (:id, :owner, now())")
                    .param("id", id)
                    .param("owner", id.toString())
                    .update();
        }
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void eachDayIsClosedOnceInItsOrderWithWhatEverybodyHas() {
        enter("DEPOSIT", Ledger.OUTSIDE, anna, 1000, FIRST);
        enter("HOLD", anna, anna, 300, FIRST);
        enter("CAPTURE", anna, boris, 300, FIRST.plusDays(2));
        enter("WITHDRAWAL", anna, Ledger.OUTSIDE, 100, FIRST.plusDays(2));

        assertThat(closeAll(FIRST.plusDays(3))).containsExactly(FIRST, FIRST.plusDays(1), FIRST.plusDays(2));
        assertThat(closeAll(FIRST.plusDays(3))).as("once").isEmpty();
        Closing first = closings.of(FIRST).orElseThrow();
        Closing quiet = closings.of(FIRST.plusDays(1)).orElseThrow();
        Closing last = closings.of(FIRST.plusDays(2)).orElseThrow();
        assertThat(first.deposits()).isEqualTo(1000);
        assertThat(first.balance()).isEqualTo(1000);
        assertThat(quiet.entries()).isZero();
        assertThat(quiet.balance()).isEqualTo(1000);
        assertThat(last.withdrawals()).isEqualTo(100);
        assertThat(last.balance()).isEqualTo(900);
        assertThat(first.hash()).isEqualTo(first.hashBehind("0".repeat(64)));
        assertThat(quiet.hash()).isEqualTo(quiet.hashBehind(first.hash()));
        assertThat(balance(anna, FIRST)).isEqualTo("700 300");
        assertThat(balance(anna, FIRST.plusDays(2))).isEqualTo("600 0");
        assertThat(balance(boris, FIRST.plusDays(2))).isEqualTo("300 0");
        assertThat(verify()).isEqualTo(new Proof(true, 3, last.hash(), null));
        assertThat(told)
                .containsExactly(
                        "bank-nominal.day-closed 2026-11-02",
                        "bank-nominal.day-closed 2026-11-03",
                        "bank-nominal.day-closed 2026-11-04");
    }

    @Test
    void noDayIsClosedBeforeWhatBeganBeforeMidnightHasEnded() {
        enter("DEPOSIT", Ledger.OUTSIDE, anna, 1000, FIRST);
        Instant midnight = BankDay.endOf(FIRST);
        assertThat(closeAt(midnight.minusSeconds(1))).isEmpty();
        assertThat(closeAt(midnight.plusSeconds(299))).isEmpty();
        assertThat(closeAt(midnight.plusSeconds(301))).isPresent();
    }

    @Test
    void withoutEntriesThereAreNoDays() {
        assertThat(closeAll(FIRST)).isEmpty();
        assertThat(verify()).isEqualTo(new Proof(true, 0, "0".repeat(64), null));
    }

    @Test
    void whatIsClosedIsNeverChangedAndWhoeverDoesItAllTheSameIsSeen() {
        enter("DEPOSIT", Ledger.OUTSIDE, anna, 1000, FIRST);
        enter("DEPOSIT", Ledger.OUTSIDE, boris, 5, FIRST.plusDays(1));
        closeAll(FIRST.plusDays(2));
        for (String change : List.of(
                "update closing set balance = 0",
                "delete from closing_balance",
                "truncate closing cascade",
                "update closing_balance set free = 1")) {
            assertThatThrownBy(() -> database.sql(change).update()).as(change).hasMessageContaining("never changed");
        }
        database.sql("alter table closing_balance disable trigger all").update();
        database.sql("update closing_balance set free = 6 where account = :id")
                .param("id", boris)
                .update();
        assertThat(verify().firstBroken()).isEqualTo(FIRST.plusDays(1));
        database.sql("update closing_balance set free = 5 where account = :id")
                .param("id", boris)
                .update();
        assertThat(verify().valid()).isTrue();
        database.sql("alter table closing disable trigger all").update();
        database.sql("update closing set deposits = 999, balance = 999 where number = 1")
                .update();
        assertThat(verify().firstBroken()).isEqualTo(FIRST);
    }

    @Test
    void anEntryThatIsSlippedIntoAClosedDayIsSeen() {
        enter("DEPOSIT", Ledger.OUTSIDE, anna, 1000, FIRST);
        closeAll(FIRST.plusDays(1));
        assertThat(verify().valid()).isTrue();
        enter("DEPOSIT", Ledger.OUTSIDE, boris, 1, FIRST);
        assertThat(verify()).satisfies(proof -> {
            assertThat(proof.valid()).isFalse();
            assertThat(proof.firstBroken()).isEqualTo(FIRST);
        });
    }

    private List<LocalDate> closeAll(LocalDate day) {
        List<LocalDate> closed = new ArrayList<>();
        Instant at = BankDay.startOf(day).plusSeconds(3600);
        for (Optional<Closing> next = closeAt(at); next.isPresent(); next = closeAt(at)) {
            closed.add(next.get().day());
        }
        return closed;
    }

    private Optional<Closing> closeAt(Instant at) {
        return transaction.execute(status -> service(at).closeNext());
    }

    private Proof verify() {
        return transaction.execute(status -> service(Instant.EPOCH).verify());
    }

    private ClosingService service(Instant at) {
        return new ClosingService(
                closings, (type, aggregate, data) -> told.add(type + " " + aggregate), Clock.fixed(at, ZoneOffset.UTC));
    }

    private void enter(String kind, UUID from, UUID to, long amount, LocalDate day) {
        database.sql("insert into entry (id, kind, debited, credited, amount, entered_at)"
                        + " values (gen_random_uuid(), :kind, :from, :to, :amount, :at)")
                .param("kind", kind)
                .param("from", from)
                .param("to", to)
                .param("amount", amount)
                .param("at", Timestamp.from(BankDay.startOf(day).plusSeconds(7)))
                .update();
    }

    private String balance(UUID account, LocalDate day) {
        return database.sql("select free || ' ' || held from closing_balance where account = :account and day = :day")
                .param("account", account)
                .param("day", day)
                .query(String.class)
                .single();
    }
}
