package io.cfa.e2e;

import io.cfa.contract.Database;
import io.cfa.e2e.clock.FileClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time of the services and of their databases, which a test sets: a file says how far it is from the machine's. Services read it through
 * {@link io.cfa.e2e.clock.ClockReplacement}; a database has a function {@code now()} of its own, which stands before PostgreSQL's in the search path.
 */
final class TestClock {

    private static final String OWN_NOW =
            """
            create schema test_clock;
            create function test_clock.now() returns timestamptz language sql stable as
                $$ select pg_catalog.now() + pg_catalog.pg_read_file('%s')::bigint * interval '1 millisecond' $$;
            do $$ begin
                execute format('alter database %%I set search_path = public, test_clock, pg_catalog', current_database());
            end $$
            """;

    private final Path file;
    private final Clock clock;

    /** Not ahead yet. */
    TestClock(Path file) {
        this.file = file;
        this.clock = new FileClock(Clock.systemUTC(), file);
        put(0);
    }

    Path file() {
        return file;
    }

    /** The address of a new database that goes by this clock. */
    String database() {
        String url = Database.another();
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(OWN_NOW.formatted(file));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url;
    }

    Instant now() {
        return clock.instant();
    }

    /** From now on it is that late, everywhere at once. */
    void set(Instant time) {
        put(Duration.between(Instant.now(), time).toMillis());
    }

    private void put(long milliseconds) {
        try {
            Path next = Files.writeString(file.resolveSibling("clock.next"), Long.toString(milliseconds));
            // whoever reads meanwhile has the one before or this one
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
