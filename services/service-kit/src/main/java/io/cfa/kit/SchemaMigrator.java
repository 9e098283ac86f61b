package io.cfa.kit;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Whether the tables are there: the service's own, then those of the kit, which have a history of their own. */
public final class SchemaMigrator {

    private static final int LOCK_TIMEOUT_SECONDS = 2;

    private final DataSource database;
    private volatile boolean ready;

    /** Of one database. */
    public SchemaMigrator(DataSource database) {
        this.database = database;
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
     * tried again.
     */
    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(ownConnections())
                .initSql("set lock_timeout = '" + LOCK_TIMEOUT_SECONDS + "s'");
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
