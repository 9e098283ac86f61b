package io.cfa.issuance.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Database;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class MigrationTest {

    private static final String WRITTEN_BY_THE_FIRST_RELEASE =
            "insert into issue (id, issuer, name, units, unit_price, status, drafted_at)"
                    + " values (gen_random_uuid(), 'the issuer', 'Receivables 2026/1', 1000, 150000, 'DRAFT', now())";

    private final DriverManagerDataSource source = new DriverManagerDataSource(Database.another(), "postgres", "");
    private final JdbcClient database = JdbcClient.create(source);

    @Test
    void whatTheFirstReleaseHasDraftedStaysAndItGoesOnDraftingAfterARollback() {
        Flyway.configure().dataSource(source).target("1").load().migrate();
        database.sql(WRITTEN_BY_THE_FIRST_RELEASE).update();
        Flyway.configure().dataSource(source).load().migrate();
        database.sql(WRITTEN_BY_THE_FIRST_RELEASE).update();

        assertThat(database.sql("select count(*) from issue where issuer = 'the issuer' and units = 1000"
                                + " and status = 'DRAFT' and decision_sha256 is null")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
        assertThat(new PlacementQueue(database).leases().take(1)).isEmpty();
    }
}
