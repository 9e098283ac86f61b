package io.cfa.registry.chain;

import io.cfa.kit.DomainException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Time as the chain has it: it never goes back, whatever the clock does, and a moment that the register was read at is closed, as all that is entered
 * afterwards has a later time. So a moment is one place in the chain for good.
 */
@Repository
public class Moments {

    private final JdbcClient database;
    private final Clock clock;

    /** Over the service's database. */
    public Moments(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A moment, and where the chain was then.
     *
     * @param at      to the microsecond
     * @param entries how many entries there were
     * @param hash    that of the last, in hexadecimal digits
     */
    public record Position(Instant at, long entries, String hash) {}

    /** The time of what is entered under the locked head: now, or that of the last entry, or just behind the last moment that is closed. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Instant next() {
        return database.sql("select greatest(cast(:now as timestamptz),"
                        + " (select entered_at from entry order by seq desc limit 1),"
                        + " closed_until + interval '1 microsecond') from chain")
                .param("now", Timestamp.from(clock.instant()))
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    /** The same of what is no entry and yet a part of the register; nobody appends until this transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Instant lock() {
        database.sql("select entries from chain for update").query(Long.class).single();
        return next();
    }

    /**
     * Closes a moment that is over, and returns where the chain was then; in a transaction of its own, as whoever appends waits for it.
     *
     * @throws DomainException 422 that names {@code at}, if it is still to come, or before there was any register
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Position close(Instant asked) {
        Instant now = clock.instant();
        if (asked.isAfter(now)) {
            throw DomainException.unprocessable(
                            "moment-to-come",
                            "The register is read at a moment that is over; here it is %s.".formatted(now))
                    .about("at");
        }
        if (asked.isBefore(Instant.EPOCH)) {
            throw DomainException.unprocessable("moment-too-early", "There was no register before 1970.")
                    .about("at");
        }
        Instant at = asked.truncatedTo(ChronoUnit.MICROS);
        // where there is a younger entry, all that come are younger too
        database.sql("update chain set closed_until = :at where closed_until < :at"
                        + " and not exists (select from entry where entered_at > :at)")
                .param("at", Timestamp.from(at))
                .update();
        return database.sql(
                        "select seq, hash from entry where entered_at <= :at order by entered_at desc, seq desc limit 1")
                .param("at", Timestamp.from(at))
                .query((row, number) ->
                        new Position(at, row.getLong("seq"), HexFormat.of().formatHex(row.getBytes("hash"))))
                .optional()
                .orElseGet(() -> new Position(at, 0, HexFormat.of().formatHex(Entry.NO_HASH)));
    }
}
