package io.cfa.kit;

import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Whether the tables are there: the service's own, then those of the kit, which have a history of their own. */
public final class SchemaMigrator {

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
        Flyway.configure().dataSource(database).load().migrate();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/kit")
                .table("kit_schema_history")
                // the service's own tables are there before
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        ready = true;
        return BackgroundTask.DONE;
    }
}
