package io.cfa.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.contract.Database;
import io.cfa.kit.SchemaMigrator;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class AuditRetentionTest {

    private static final Duration YEAR = Duration.ofDays(365);

    private final DriverManagerDataSource source = new DriverManagerDataSource(Database.another(), "postgres", "");
    private final JdbcClient database = JdbcClient.create(source);

    @BeforeEach
    void anAudit() throws InterruptedException {
        new SchemaMigrator(source).migrate();
    }

    @Test
    void whatIsOldGoesWithItsOutcomeAndWhatIsYoungStays() {
        add("anna", 3, "400 days");
        add("anna", 2, "1 day");
        assertThat(new AuditRetention(database, YEAR, 100_000).forget()).isEqualTo(3);
        assertThat(of("anna")).isEqualTo(2);
        assertThat(count("audit_outcome")).isEqualTo(2);
        assertThat(new AuditRetention(database, YEAR, 100_000).forget()).isZero();
    }

    @Test
    void ofALoginThatAsksForAllTooMuchItsOwnOldestGoAndNobodyElses() {
        add("anna", 2, "2 days");
        add("mallory", 100_007, "1 day");
        assertThat(new AuditRetention(database, YEAR, 100_000).forget()).isEqualTo(7);
        assertThat(of("anna")).isEqualTo(2);
        assertThat(of("mallory")).isEqualTo(100_000);
        assertThat(count("audit_outcome")).isEqualTo(100_002);
    }

    @Test
    void nobodyDeletesWhatIsYoungAndHasFewAfterItAndNobodyChangesAnything() {
        add("anna", 2, "89 days");
        add("boris", 2, "91 days");
        for (String statement : new String[] {
            "delete from audit_record where subject = 'anna'",
            "delete from audit_record",
            "delete from audit_outcome",
            "update audit_record set subject = 'boris'",
            "update audit_outcome set status = 200",
            "truncate audit_record",
            "truncate audit_outcome"
        }) {
            assertThatThrownBy(() -> database.sql(statement).update())
                    .as(statement)
                    .hasMessageContaining("the audit is only ever added to");
        }
        assertThat(database.sql("delete from audit_record where subject = 'boris'")
                        .update())
                .isEqualTo(2);
    }

    @Test
    void lessThanTheTablesLetGoIsRefusedAtTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuditRetention(database, Duration.ofDays(89), 100_000))
                .withMessage(
                        "cfa.audit.keep is PT2136H and cfa.audit.most-of-a-login is 100000; expected 90d and 100000, or more."
                                + " Next: set them so");
        assertThatIllegalArgumentException().isThrownBy(() -> new AuditRetention(database, YEAR, 99_999));
    }

    private void add(String subject, int records, String age) {
        database.sql(
                        "with added as (insert into audit_record (at, subject, roles, address, request_id, operation, path)"
                                + " select now() - cast(:age as interval), :subject, 'investor', '127.0.0.1', '', 'PUT /things/{id}', '/things/1'"
                                + " from generate_series(1, :records) returning number)"
                                + " insert into audit_outcome (record, status, outcome) select number, 201, 'done' from added")
                .param("age", age)
                .param("subject", subject)
                .param("records", records)
                .update();
    }

    private long of(String subject) {
        return count("audit_record where subject = '" + subject + "'");
    }

    private long count(String from) {
        return database.sql("select count(*) from " + from).query(Long.class).single();
    }
}
