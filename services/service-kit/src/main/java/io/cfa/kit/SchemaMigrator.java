package io.cfa.kit;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Whether the tables are there: the service's own, then those of the kit, which have a history of their own. */
public final class SchemaMigrator {

    private static final Duration TO_LOCK = Duration.ofSeconds(2);

    /** Less than the 30 s after which our side hangs up. */
    private static final Duration OF_A_STATEMENT = Duration.ofSeconds(25);

    private final DataSource database;
    private final Duration ofAStatement;
    private volatile boolean ready;

    /** Of one database. */
    public SchemaMigrator(DataSource database) {
        this(database, OF_A_STATEMENT);
    }

    SchemaMigrator(DataSource database, Duration ofAStatement) {
        this.database = database;
        this.ofAStatement = ofAStatement;
    }

    /** Once true, it stays so. */
    public boolean isReady() {
        return ready;
    }

    /** Migrates, or fails where the database is not there yet; one step of a {@link BackgroundTask}. */
    public Duration migrate() {
        flyway().load().migrate();
        flyway().locations("classpath:db/kit")
                .table("kit_schema_history")
                // the service's own tables are there before
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        ready = true;
        return BackgroundTask.DONE;
    }

    /**
     * A statement that waits for a lock has all others wait behind it, the reads of the release before too: it gives up soon, and the migration is
     * tried again. And one that takes too long is ended by the server: where our side alone gave up, it would go on there with its locks, and the next
     * attempt behind it. What takes longer on the data of an installation belongs into several statements, or is done beside the requests.
     */
    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(ownConnections())
                .initSql("set lock_timeout = '%dms'; set statement_timeout = '%dms'"
                        .formatted(TO_LOCK.toMillis(), ofAStatement.toMillis()));
    }

    /** Not those of the pool, which would keep the setting for the requests that get them next. */
    private DataSource ownConnections() {
        if (!(database instanceof HikariDataSource pool)) {
            return database;
        }
        DriverManagerDataSource own =
                new DriverManagerDataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
        own.setConnectionProperties(pool.getDataSourceProperties());
        return own;
    }
}
