package io.cfa.kit;

import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Whether the tables are there: the service's own, then those of the kit, which have a history of their own. */
public final class SchemaMigrator {

    private final DataSource database;
    private volatile boolean ready;

    SchemaMigrator(DataSource database) {
        this.database = database;
    }

    /** Once true, it stays so. */
    public boolean isReady() {
        return ready;
    }

    Duration migrate() {
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
