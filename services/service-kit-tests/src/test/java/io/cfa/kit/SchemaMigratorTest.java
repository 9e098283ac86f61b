package io.cfa.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.cfa.contract.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class SchemaMigratorTest {

    private final DataSource address = new DriverManagerDataSource(Database.another(), "postgres", "postgres");
    private final JdbcClient database = JdbcClient.create(address);

    @Test
    void theTablesOfTheKitComeIntoADatabaseThatHasOnlyTheServicesOwn() throws InterruptedException {
        // as the first release of a service has left it
        database.sql("create table thing (id int primary key)").update();
        database.sql("insert into thing (id) values (1)").update();
        database.sql("create table flyway_schema_history (installed_rank int primary key, version varchar(50),"
                        + " description varchar(200) not null, type varchar(20) not null, script varchar(1000) not null,"
                        + " checksum int, installed_by varchar(100) not null,"
                        + " installed_on timestamp not null default now(), execution_time int not null,"
                        + " success boolean not null)")
                .update();

        for (int start = 0; start < 2; start++) {
            SchemaMigrator schema = new SchemaMigrator(address);
            assertThat(schema.isReady()).isFalse();
            schema.migrate();
            assertThat(schema.isReady()).isTrue();
        }

        assertThat(rows("thing")).isOne();
        assertThat(rows("outbox")).isZero();
        assertThat(database.sql("select version, success from kit_schema_history order by installed_rank")
                        .query()
                        .listOfRows())
                .contains(Map.of("version", "1", "success", true));
    }

    @Test
    void aMigrationGivesUpSoonOnATableThatSomebodyHasLockedAndIsDoneLater() throws SQLException, InterruptedException {
        database.sql("create table flyway_schema_history (installed_rank int primary key, version varchar(50),"
                        + " description varchar(200) not null, type varchar(20) not null, script varchar(1000) not null,"
                        + " checksum int, installed_by varchar(100) not null,"
                        + " installed_on timestamp not null default now(), execution_time int not null,"
                        + " success boolean not null)")
                .update();
        SchemaMigrator schema = new SchemaMigrator(address);
        try (Connection other = address.getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table flyway_schema_history in access exclusive mode");
            assertThatThrownBy(schema::migrate).rootCause().hasMessageContaining("lock timeout");
            assertThat(schema.isReady()).isFalse();
        }
        schema.migrate();
        assertThat(schema.isReady()).isTrue();
    }

    /** Where only our side gave up, the statement would go on with its locks, and the next attempt behind it. */
    @Test
    void aMigrationThatTakesTooLongIsEndedByTheServerAndDoneLater() throws InterruptedException {
        database.sql("create table flyway_schema_history (installed_rank int primary key, version varchar(50),"
                        + " description varchar(200) not null, type varchar(20) not null, script varchar(1000) not null,"
                        + " checksum int, installed_by varchar(100) not null,"
                        + " installed_on timestamp not null default now(), execution_time int not null,"
                        + " success boolean not null)")
                .update();
        new SchemaMigrator(address).migrate();
        database.sql("drop table kit_schema_history, outbox, idempotency_key, audit_record, audit_outcome cascade")
                .update();
        database.sql("drop function audit_stays, audit_goes, audit_outcome_goes cascade")
                .update();
        database.sql("create function slow() returns event_trigger language plpgsql as"
                        + " $$ begin perform pg_sleep(300); end $$")
                .update();
        database.sql(
                        "create event trigger slow on ddl_command_end when tag in ('CREATE INDEX') execute function slow()")
                .update();
        SchemaMigrator schema = new SchemaMigrator(address, Duration.ofSeconds(2));
        assertThatThrownBy(schema::migrate).rootCause().hasMessageContaining("statement timeout");
        assertThat(schema.isReady()).isFalse();
        assertThat(database.sql("select count(*) from pg_stat_activity where query like '%create index%'"
                                + " and state = 'active' and pid <> pg_backend_pid() and datname = current_database()")
                        .query(Long.class)
                        .single())
                .isZero();
        database.sql("drop event trigger slow").update();
        schema.migrate();
        assertThat(schema.isReady()).isTrue();
    }

    /** As after a rollback: the image of before knows nothing of what came later. */
    @Test
    void aReleaseOfBeforeStartsOnTheSchemaOfALaterOne() throws InterruptedException {
        new SchemaMigrator(address).migrate();
        for (String history : new String[] {"flyway_schema_history", "kit_schema_history"}) {
            database.sql("insert into " + history + " (installed_rank, version, description, type, script, checksum,"
                            + " installed_by, execution_time, success)"
                            + " values (999, '999', 'later', 'SQL', 'V999__later.sql', 1, 'postgres', 1, true)")
                    .update();
        }
        SchemaMigrator before = new SchemaMigrator(address);
        before.migrate();
        assertThat(before.isReady()).isTrue();
    }

    @Test
    void aSchemaThatWasSeenToBeCurrentIsNotAskedAgain() throws InterruptedException {
        new SchemaMigrator(address).migrate();
        Connections connections = new Connections(address);
        SchemaMigrator schema = new SchemaMigrator(connections);
        schema.lookAhead(Runnable::run);
        assertThat(schema.isReady()).isFalse();
        int looked = connections.made;
        assertThat(looked).isPositive();
        schema.migrate();
        assertThat(schema.isReady()).isTrue();
        assertThat(connections.made).isEqualTo(looked);
    }

    @Test
    void whoLooksAheadChangesNothingAndWhatIsMissingIsMigratedLater() throws InterruptedException {
        SchemaMigrator schema = new SchemaMigrator(address);
        schema.lookAhead(Runnable::run);
        assertThat(tables()).isZero();
        schema.migrate();
        assertThat(schema.isReady()).isTrue();
        assertThat(rows("outbox")).isZero();
    }

    @Test
    void aMigrationThatIsNotTheOneOfTheImageIsNotTakenForCurrent() throws InterruptedException {
        new SchemaMigrator(address).migrate();
        database.sql("update kit_schema_history set checksum = 1 where version = '2'")
                .update();
        SchemaMigrator schema = new SchemaMigrator(address);
        schema.lookAhead(Runnable::run);
        assertThatThrownBy(schema::migrate).hasMessageContaining("checksum mismatch");
        assertThat(schema.isReady()).isFalse();
    }

    @Test
    void aDatabaseThatIsAwayWhenItIsLookedAtIsMigratedWhenItIsThere() throws InterruptedException {
        new SchemaMigrator(address).migrate();
        Connections connections = new Connections(address);
        connections.away = true;
        SchemaMigrator schema = new SchemaMigrator(connections);
        schema.lookAhead(Runnable::run);
        assertThatThrownBy(schema::migrate).rootCause().hasMessage("away");
        assertThat(schema.isReady()).isFalse();
        connections.away = false;
        schema.migrate();
        assertThat(schema.isReady()).isTrue();
    }

    @Test
    void requestsWaitForLocksAsBefore() throws InterruptedException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(((DriverManagerDataSource) address).getUrl());
            pool.setUsername("postgres");
            pool.setMaximumPoolSize(1);
            new SchemaMigrator(pool).migrate();
            assertThat(JdbcClient.create(pool)
                            .sql("show lock_timeout")
                            .query(String.class)
                            .single())
                    .isEqualTo("0");
            assertThat(JdbcClient.create(pool)
                            .sql("show statement_timeout")
                            .query(String.class)
                            .single())
                    .isEqualTo("0");
        }
    }

    private long tables() {
        return database.sql("select count(*) from information_schema.tables where table_schema = 'public'")
                .query(Long.class)
                .single();
    }

    private static final class Connections extends DelegatingDataSource {

        private int made;
        private boolean away;

        Connections(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            made++;
            if (away) {
                throw new SQLException("away");
            }
            return super.getConnection();
        }
    }

    private long rows(String table) {
        return database.sql("select count(*) from " + table).query(Long.class).single();
    }
}
