package io.cfa.bank.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Database;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A day that is closed takes no entry, though a clock was set back into it: the entry is put behind it, whole. */
class ClockSetBackTest {

    private static final Instant END = Instant.parse("2026-11-29T21:00:00Z");

    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final JdbcClient database = JdbcClient.create(source);
    private final Entries entries = new Entries(database);
    private final UUID anna = UUID.randomUUID();
    private final UUID boris = UUID.randomUUID();

    @BeforeEach
    void aDayIsClosed() {
        source.setUrl(Database.migrated());
        source.setUser("postgres");
        for (UUID id : List.of(anna, boris)) {
            database.sql("insert into account (id, owner, opened_at, balance, held) values (:id, :owner, now(), 0, 10)")
                    .param("id", id)
                    .param("owner", id.toString())
                    .update();
        }
        database.sql("insert into closing values ('2026-11-29', 1, :end, 0, 0, 0, 0, sha256('a'), sha256('b'), :end)")
                .param("end", Timestamp.from(END))
                .update();
    }

    @Test
    void entriesOfAnEarlierClockAreBehindTheClosedDay() {
        UUID deposit = UUID.randomUUID();
        UUID capture = UUID.randomUUID();
        Instant yesterday = END.minusSeconds(86_400);
        assertThat(entries.add(new Entry(deposit, Kind.DEPOSIT, Ledger.OUTSIDE, anna, 5), yesterday))
                .isTrue();
        assertThat(entries.capture(List.of(new Entry(capture, Kind.CAPTURE, anna, boris, 5)), yesterday))
                .isTrue();
        assertThat(enteredAt(deposit)).isEqualTo(END);
        assertThat(enteredAt(capture)).isEqualTo(END);
    }

    @Test
    void aClockThatIsAheadOfTheClosedDayIsTaken() {
        UUID deposit = UUID.randomUUID();
        Instant today = END.plusSeconds(7);
        entries.add(new Entry(deposit, Kind.DEPOSIT, Ledger.OUTSIDE, anna, 5), today);
        assertThat(enteredAt(deposit)).isEqualTo(today);
    }

    private Instant enteredAt(UUID id) {
        return database.sql("select entered_at from entry where id = :id")
                .param("id", id)
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
    }
}
