package io.cfa.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.contract.Database;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class MigrationTest {

    private final DriverManagerDataSource source = new DriverManagerDataSource(Database.another(), "postgres", "");
    private final JdbcClient database = JdbcClient.create(source);

    @Test
    void tradesOfBeforeThereWereOffersHaveFailed() {
        Flyway.configure().dataSource(source).target("1").load().migrate();
        request();
        Flyway.configure().dataSource(source).load().migrate();
        assertThat(database.sql("select status, reason, finished_at is null as going, due_at from trade")
                        .query()
                        .singleRow())
                .containsEntry("status", "FAILED")
                .containsEntry("reason", "no-offer")
                .containsEntry("going", false)
                .containsEntry("due_at", null);
    }

    @Test
    void aTradeThatGoesOnHasAnOfferAndIsDueSometime() {
        Flyway.configure().dataSource(source).load().migrate();
        assertThatThrownBy(() -> request()).isInstanceOf(DataIntegrityViolationException.class);
    }

    private void request() {
        database.sql("insert into trade (id, asset, seller, buyer, units, amount, status, requested_at)"
                        + " values (:id, :id, 'seller', 'buyer', 1, 1, 'REQUESTED', now())")
                .param("id", UUID.randomUUID())
                .update();
    }
}
