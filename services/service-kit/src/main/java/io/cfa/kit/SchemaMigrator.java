package io.cfa.kit;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Whether the tables are there: the service's own, then those of the kit, which have a history of their own. Whether they are as they should be already
 * can be looked at while the service still starts, on the other core; what changes them waits until it has started.
 */
public final class SchemaMigrator {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaMigrator.class);
    private static final Duration TO_LOCK = Duration.ofSeconds(2);

    /** Less than the 30 s after which our side hangs up. */
    private static final Duration OF_A_STATEMENT = Duration.ofSeconds(25);

    private final DataSource database;
    private final Duration ofAStatement;
    private final AtomicReference<FutureTask<Boolean>> look = new AtomicReference<>();
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

    /** Has somebody look whether there is anything to migrate; it changes nothing, and that it has failed is said by {@link #migrate}. */
    public void lookAhead(Executor somebody) {
        FutureTask<Boolean> task = new FutureTask<>(this::isCurrent);
        look.set(task);
        somebody.execute(task);
    }

    /** Migrates what is not seen to be current, or fails where the database is not there yet; one step of a {@link BackgroundTask}. */
    public Duration migrate() throws InterruptedException {
        if (!wasSeenToBeCurrent()) {
            ofTheService().migrate();
            ofTheKit().migrate();
        }
        ready = true;
        return BackgroundTask.DONE;
    }

    /** Each migration of ours is there as it is in the image, and none has failed; later ones may be there too. */
    private boolean isCurrent() {
        return ofTheService().validateWithResult().validationSuccessful
                && ofTheKit().validateWithResult().validationSuccessful;
    }

    private boolean wasSeenToBeCurrent() throws InterruptedException {
        FutureTask<Boolean> task = look.getAndSet(null);
        try {
            return task != null && task.get();
        } catch (ExecutionException e) {
            LOG.debug("the schema could not be looked at", e);
            return false;
        }
    }

    private Flyway ofTheService() {
        return flyway().load();
    }

    private Flyway ofTheKit() {
        return flyway().locations("classpath:db/kit")
                .table("kit_schema_history")
                // the service's own tables are there before
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
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
