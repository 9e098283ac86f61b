package io.cfa.bank.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.bank.ledger.Entries;
import io.cfa.bank.ledger.Ledger;
import io.cfa.bank.ledger.Totals;
import io.cfa.contract.Database;
import io.cfa.kit.page.PageRequest;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrationTest {

    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final JdbcClient database = JdbcClient.create(source);

    @Test
    void whatTheFirstVersionHasWrittenIsKeptAndAddsUp() {
        source.setUrl(Database.another());
        source.setUser("postgres");
        Flyway.configure().dataSource(source).target("1").load().migrate();
        UUID account = UUID.randomUUID();
        UUID deposit = UUID.randomUUID();
        database.sql("insert into account (id, owner, balance, opened_at) values (:id, 'anna', 70, now())")
                .param("id", account)
                .update();
        database.sql("update account set balance = -70 where owner is null").update();
        database.sql("insert into entry (id, kind, debited, credited, amount, entered_at)"
                        + " values (:id, 'DEPOSIT', :outside, :account, 70, now())")
                .param("id", deposit)
                .param("outside", Ledger.OUTSIDE)
                .param("account", account)
                .update();

        Flyway.configure().dataSource(source).load().migrate();

        assertThat(new Entries(database).totals()).isEqualTo(new Totals(70, 0, 70, 0, 0));
        Accounts accounts = new Accounts(database);
        assertThat(accounts.ownedBy("anna").orElseThrow().held()).isZero();
        assertThat(new Entries(database)
                        .postings(account, null, PageRequest.first("-enteredAt"))
                        .items())
                .hasSize(1)
                .allSatisfy(posting -> {
                    assertThat(posting.id()).isEqualTo(deposit);
                    assertThat(posting.amount()).isEqualTo(70);
                });
    }
}
