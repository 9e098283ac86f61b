package io.cfa.registry.asset;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Database;
import io.cfa.registry.chain.ChainVerifier;
import io.cfa.registry.chain.Entry;
import io.cfa.registry.chain.HashChain;
import io.cfa.registry.chain.Verification;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Each test has a database of its own, as it does to it what only a superuser can. */
class HashChainTest {

    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final JdbcClient database = JdbcClient.create(source);
    private final JdbcTransactionManager transactions = new JdbcTransactionManager(source);
    private final ChainVerifier chain = new ChainVerifier(new HashChain(database), transactions);
    private final TransactionTemplate alone = new TransactionTemplate(transactions);
    private final UUID asset = UUID.randomUUID();

    @BeforeEach
    void emptyDatabase() {
        source.setUrl(Database.another());
        source.setUser("postgres");
    }

    @Test
    void nothingEnteredIsValidToo() {
        migrate();
        assertThat(chain.verify()).isEqualTo(new Verification(true, 0, "0".repeat(64), null));
    }

    @Test
    void whatTheFirstVersionHasWrittenGetsItsHashes() {
        Flyway.configure().dataSource(source).target("1").load().migrate();
        UUID another = UUID.randomUUID();
        for (UUID id : new UUID[] {asset, another}) {
            database.sql("insert into asset (id, name, created_at) values (:id, 'Дебиторка 2026/1', now())")
                    .param("id", id)
                    .update();
            // numbers have gaps there: a transaction that was rolled back has used one
            database.sql("select nextval('entry_seq_seq')").query(Long.class).single();
            database.sql("insert into entry (id, asset, to_holder, units, entered_at)"
                            + " values (:id, :id, 'Эмитент', 1000, '1969-07-20T20:17:40.123456Z')")
                    .param("id", id)
                    .update();
            database.sql("insert into holding (asset, holder, units) values (:id, 'Эмитент', 1000)")
                    .param("id", id)
                    .update();
        }

        migrate();

        assertThat(chain.verify().valid()).isTrue();
        assertThat(chain.verify().entries()).isEqualTo(2);
        Asset migrated = ledger().asset(another);
        assertThat(migrated.issuer()).isEqualTo("Эмитент");
        assertThat(migrated.units()).isEqualTo(1000);

        create(UUID.randomUUID());
        transfer("Эмитент");
        assertThat(chain.verify().valid()).isTrue();
        assertThat(chain.verify().entries()).isEqualTo(4);
    }

    @Test
    void whatIsChangedIsNamed() {
        sixEntries();
        for (String change : new String[] {
            "units = units + 1",
            "to_holder = 'thief'",
            "from_holder = 'victim'",
            "id = gen_random_uuid()",
            "entered_at = entered_at - interval '1 microsecond'"
        }) {
            database.sql("create table before as table entry").update();
            tamper("update entry set " + change + " where seq = 4");
            assertThat(chain.verify().valid()).as(change).isFalse();
            assertThat(chain.verify().firstBroken()).as(change).isEqualTo(4);
            tamper("delete from entry");
            tamper("insert into entry table before");
            database.sql("drop table before").update();
            assertThat(chain.verify().valid()).isTrue();
        }
    }

    @Test
    void whatIsChangedTogetherWithItsHashIsSeenAtTheEntryBehindIt() {
        migrate();
        create(asset);
        Transfer before = transfer("issuer");
        Transfer changed = transfer("issuer");
        transfer("issuer");
        Entry forged =
                new Entry(changed.entry(), changed.id(), asset, changed.from(), changed.to(), 999, changed.enteredAt());
        String hash = HexFormat.of().formatHex(forged.hash(HexFormat.of().parseHex(before.hash())));
        tamper("update entry set units = 999, hash = decode('" + hash + "', 'hex') where seq = 3");
        assertThat(chain.verify().firstBroken()).isEqualTo(4);
    }

    @Test
    void whatIsDroppedIsNamed() {
        sixEntries();
        tamper("delete from entry where seq = 6");
        assertThat(chain.verify()).satisfies(broken -> {
            assertThat(broken.valid()).isFalse();
            assertThat(broken.firstBroken()).as("the youngest").isEqualTo(6);
        });
        tamper("delete from entry where seq = 3");
        assertThat(chain.verify().firstBroken()).as("one in the middle").isEqualTo(3);
        tamper("delete from entry where seq = 1");
        assertThat(chain.verify().firstBroken()).as("the first").isEqualTo(1);
    }

    @Test
    void whatIsSlippedInIsNamed() {
        sixEntries();
        tamper(
                "insert into entry (seq, id, asset, from_holder, to_holder, units, entered_at, hash)"
                        + " select 7, gen_random_uuid(), asset, to_holder, from_holder, 1, now(), hash from entry where seq = 6");
        assertThat(chain.verify().firstBroken()).isEqualTo(7);
    }

    @Test
    void anotherHeadIsNoHead() {
        sixEntries();
        database.sql("update chain set hash = sha256('forged')").update();
        assertThat(chain.verify().firstBroken()).isEqualTo(6);
    }

    private void migrate() {
        Flyway.configure().dataSource(source).load().migrate();
    }

    private void sixEntries() {
        migrate();
        create(asset);
        for (int i = 0; i < 5; i++) {
            transfer("issuer");
        }
    }

    private void create(UUID id) {
        alone.executeWithoutResult(transaction -> ledger().create(id, "Receivables", "issuer", 1000));
    }

    private Transfer transfer(String from) {
        return alone.execute(
                transaction -> ledger().transfer(new TransferOrder(UUID.randomUUID(), asset, from, "anna", 10)));
    }

    private Ledger ledger() {
        return new Ledger(
                new Assets(database),
                new Holdings(database),
                new Transfers(database),
                new ChainWriter(new HashChain(database), (type, aggregate, data) -> {}),
                Clock.tick(Clock.systemUTC(), ChronoUnit.MICROS.getDuration()));
    }

    /** As a superuser can, and nobody else: the trigger does not see it. */
    private void tamper(String statement) {
        database.sql("alter table entry disable trigger entries_stay").update();
        database.sql(statement).update();
        database.sql("alter table entry enable trigger entries_stay").update();
    }
}
