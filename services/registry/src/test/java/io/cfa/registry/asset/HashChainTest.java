package io.cfa.registry.asset;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.cfa.contract.Database;
import io.cfa.registry.chain.ChainVerifier;
import io.cfa.registry.chain.Checkpoints;
import io.cfa.registry.chain.Entry;
import io.cfa.registry.chain.HashChain;
import io.cfa.registry.chain.HeadSigner;
import io.cfa.registry.chain.HeldUnits;
import io.cfa.registry.chain.Moments;
import io.cfa.registry.chain.Patrol;
import io.cfa.registry.chain.SignedHeads;
import io.cfa.registry.chain.Verification;
import io.cfa.registry.restriction.Restrictions;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Each test has a database of its own, as it does to it what only a superuser can. */
class HashChainTest {

    private final HikariDataSource source = new HikariDataSource();
    private final JdbcClient database = JdbcClient.create(source);
    private final JdbcTransactionManager transactions = new JdbcTransactionManager(source);
    private final HeadSigner signer = new HeadSigner("a secret of a test");
    private final List<String> events = new ArrayList<>();
    private final Patrol patrol = new Patrol(new HashChain(database));
    private final ChainVerifier chain = new ChainVerifier(
            new HashChain(database),
            new HeldUnits(database),
            new SignedHeads(
                    new Checkpoints(database, signer),
                    signer,
                    (type, aggregate, data) -> events.add(type + " " + data),
                    Clock.systemUTC()),
            patrol,
            transactions);
    private final TransactionTemplate alone = new TransactionTemplate(transactions);
    private final UUID asset = UUID.randomUUID();

    @BeforeEach
    void aDatabase() {
        source.setJdbcUrl(Database.migrated());
        source.setUsername("postgres");
        source.setMaximumPoolSize(2);
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void nothingEnteredIsValidToo() {
        assertThat(chain.verify(true)).isEqualTo(new Verification(true, 0, "0".repeat(64), null, 0, 0, null));
    }

    @Test
    void whatTheFirstVersionHasWrittenGetsItsHashes() {
        source.setJdbcUrl(Database.another());
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

        Flyway.configure().dataSource(source).load().migrate();

        assertThat(chain.verify(true).valid()).isTrue();
        assertThat(chain.verify(true).entries()).isEqualTo(2);
        Asset migrated = ledger().asset(another);
        assertThat(migrated.issuer()).isEqualTo("Эмитент");
        assertThat(migrated.units()).isEqualTo(1000);

        create(UUID.randomUUID());
        transfer("Эмитент");
        assertThat(chain.verify(true).valid()).isTrue();
        assertThat(chain.verify(true).entries()).isEqualTo(4);
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
            assertThat(chain.verify(true).valid()).as(change).isFalse();
            assertThat(chain.verify(true).firstBroken()).as(change).isEqualTo(4);
            tamper("delete from entry");
            tamper("insert into entry table before");
            database.sql("drop table before").update();
            assertThat(chain.verify(true).valid()).isTrue();
        }
    }

    @Test
    void whatIsChangedTogetherWithItsHashIsSeenAtTheEntryBehindIt() {
        create(asset);
        Transfer before = transfer("issuer");
        Transfer changed = transfer("issuer");
        transfer("issuer");
        Entry forged =
                new Entry(changed.entry(), changed.id(), asset, changed.from(), changed.to(), 999, changed.enteredAt());
        String hash = HexFormat.of().formatHex(forged.hash(HexFormat.of().parseHex(before.hash())));
        tamper("update entry set units = 999, hash = decode('" + hash + "', 'hex') where seq = 3");
        assertThat(chain.verify(true).firstBroken()).isEqualTo(4);
    }

    @Test
    void whatIsDroppedIsNamed() {
        sixEntries();
        tamper("delete from entry where seq = 6");
        assertThat(chain.verify(true)).satisfies(broken -> {
            assertThat(broken.valid()).isFalse();
            assertThat(broken.firstBroken()).as("the youngest").isEqualTo(6);
        });
        tamper("delete from entry where seq = 3");
        assertThat(chain.verify(true).firstBroken()).as("one in the middle").isEqualTo(3);
        tamper("delete from entry where seq = 1");
        assertThat(chain.verify(true).firstBroken()).as("the first").isEqualTo(1);
    }

    @Test
    void whatIsSlippedInIsNamed() {
        sixEntries();
        tamper(
                "insert into entry (seq, id, asset, from_holder, to_holder, units, entered_at, hash)"
                        + " select 7, gen_random_uuid(), asset, to_holder, from_holder, 1, now(), hash from entry where seq = 6");
        assertThat(chain.verify(true).firstBroken()).isEqualTo(7);
    }

    @Test
    void anotherHeadIsNoHead() {
        sixEntries();
        database.sql("update chain set hash = sha256('forged')").update();
        assertThat(chain.verify(true).firstBroken()).isEqualTo(6);
    }

    @Test
    void aHoldingThatNobodyHasEnteredIsSeenAndSoIsOneThatWasChanged() {
        sixEntries();
        for (String change : new String[] {
            "insert into holding select asset, 'thief', 5 from entry where seq = 1",
            "update holding set units = units + case holder when 'anna' then 1 else -1 end",
            "delete from holding where holder = 'anna'"
        }) {
            database.sql("create table before as table holding").update();
            database.sql(change).update();
            assertThat(chain.verify(false).valid()).as(change).isFalse();
            assertThat(chain.verify(false).wrongHoldings()).as(change).isPositive();
            assertThat(chain.verify(false).firstBroken()).as(change).isNull();
            database.sql("delete from holding").update();
            database.sql("insert into holding table before").update();
            database.sql("drop table before").update();
        }
        assertThat(chain.verify(false).valid()).isTrue();
    }

    @Test
    void aProofIsSignedAndTheNextBeginsThereAndACutTailShows() {
        sixEntries();
        assertThat(chain.verify(false).from()).isZero();
        assertThat(events).singleElement().asString().startsWith("registry.chain-head Checkpoint[entries=6,");
        transfer("issuer");
        assertThat(chain.verify(false).from()).isEqualTo(6);
        assertThat(chain.verify(false).from()).isEqualTo(7);

        tamper("delete from entry where seq > 5");
        database.sql("update chain set entries = 5, hash = (select hash from entry where seq = 5)")
                .update();
        database.sql("update holding set units = case holder when 'anna' then 40 else 960 end")
                .update();
        for (boolean all : new boolean[] {true, false}) {
            assertThat(chain.verify(all).valid())
                    .as("it is a chain, but not the one that was signed")
                    .isFalse();
            assertThat(chain.verify(all).firstBroken()).isEqualTo(6);
        }
    }

    @Test
    void aHeadThatNobodyHasSignedIsNotBelieved() {
        sixEntries();
        chain.verify(false);
        database.sql("update checkpoint set hash = sha256('forged')").update();
        assertThat(chain.verify(false).from()).isZero();
        assertThat(chain.verify(false).from())
                .as("it was proven from the start, and is signed again")
                .isEqualTo(6);
        database.sql("delete from checkpoint").update();
        database.sql("insert into checkpoint select 3, hash, now(), '' from entry where seq = 3")
                .update();
        assertThat(chain.verify(false).from()).isZero();
    }

    @Test
    void whatIsHeldIsSignedWithTheHeadAndAProofFromThereSumsNoEntries() {
        sixEntries();
        assertThat(chain.verify(false).holdingsAsSigned()).isNull();
        transfer("issuer");
        create(UUID.randomUUID());
        assertThat(chain.verify(false)).satisfies(proof -> {
            assertThat(proof.from()).isEqualTo(6);
            assertThat(proof.entries()).isEqualTo(8);
            assertThat(proof.holdingsAsSigned()).isTrue();
            assertThat(proof.valid()).isTrue();
        });
        // what all entries add up to is not asked for: this one is before the head, and found by who reads all
        tamper("update entry set units = units + 1 where seq = 4");
        assertThat(chain.verify(false).valid()).isTrue();
        assertThat(chain.verify(true).firstBroken()).isEqualTo(4);
    }

    @Test
    void aHoldingThatWasChangedBehindASignedHeadIsSeen() {
        sixEntries();
        chain.verify(false);
        transfer("issuer");
        for (String change : new String[] {
            "insert into holding select asset, 'thief', 5 from entry where seq = 1",
            "update holding set units = units + case holder when 'anna' then 1 else -1 end",
            "update holding set holder = 'boris' where holder = 'anna'",
            "delete from holding where holder = 'anna'"
        }) {
            database.sql("create table before as table holding").update();
            database.sql(change).update();
            assertThat(chain.verify(false)).as(change).satisfies(proof -> {
                assertThat(proof.valid()).isFalse();
                assertThat(proof.holdingsAsSigned()).isFalse();
                assertThat(proof.wrongHoldings()).isPositive();
                assertThat(proof.from()).isEqualTo(6);
            });
            database.sql("delete from holding").update();
            database.sql("insert into holding table before").update();
            database.sql("drop table before").update();
        }
        assertThat(chain.verify(false).valid()).isTrue();
    }

    @Test
    void anEntryAndItsHoldingThatWereChangedTogetherAreSeenToo() {
        sixEntries();
        chain.verify(false);
        tamper("update entry set units = 20 where seq = 4");
        database.sql("update holding set units = units + case holder when 'anna' then 10 else -10 end")
                .update();
        assertThat(chain.verify(false)).satisfies(proof -> {
            assertThat(proof.valid()).isFalse();
            assertThat(proof.wrongHoldings()).as("they add up").isZero();
            assertThat(proof.holdingsAsSigned()).isFalse();
        });
    }

    @Test
    void whatWasSignedAsHeldAndIsChangedIsSeenUntilAllWasReadAndSignedAgain() {
        sixEntries();
        chain.verify(false);
        for (String change : new String[] {"holdings = sha256('forged')", "holdings_signature = sha256('forged')"}) {
            database.sql("update checkpoint set " + change).update();
            assertThat(chain.verify(false).valid()).as(change).isFalse();
            assertThat(chain.verify(false).holdingsAsSigned()).isFalse();
            assertThat(chain.verify(true).valid()).isTrue();
            assertThat(chain.verify(false).holdingsAsSigned()).isTrue();
        }
        database.sql("update checkpoint set holdings = null, holdings_signature = null")
                .update();
        assertThat(chain.verify(false)).as("one of a release of before").satisfies(proof -> {
            assertThat(proof.valid()).isTrue();
            assertThat(proof.holdingsAsSigned()).isNull();
        });
        assertThat(chain.verify(false).holdingsAsSigned())
                .as("it is signed now")
                .isTrue();
    }

    @Test
    void whatHoldersAreCalledMovesNothingFromOneLineOfTheDigestToAnother() {
        sixEntries();
        chain.verify(false);
        // as if both were one holder, whose name has the line of the other in it
        database.sql("update holding set holder = holder || E'\t1\n' || asset where holder = 'anna'")
                .update();
        assertThat(chain.verify(false).valid()).isFalse();
    }

    @Test
    void thePatrolFindsWhatWasChangedBeforeTheSignedHeadAndEachProofSaysSoUntilItIsMended() {
        sixEntries();
        chain.verify(false);
        tamper("update entry set entered_at = entered_at - interval '1 day' where seq = 2");
        assertThat(chain.verify(false).valid()).as("it begins at entry 6").isTrue();
        patrol.goOn();
        assertThat(chain.verify(false).valid()).isFalse();
        assertThat(chain.verify(false).firstBroken()).isEqualTo(2);
        tamper("update entry set entered_at = entered_at + interval '1 day' where seq = 2");
        assertThat(chain.verify(true).valid()).isTrue();
        assertThat(chain.verify(false).valid()).isTrue();
    }

    @Test
    void thePatrolGoesOnWhereItHasRestedAndBeginsAnewTheDayAfter() {
        sixEntries();
        assertThat(patrol.goOn(4)).isEqualTo(Duration.ofSeconds(1));
        tamper("update entry set units = 1 where seq = 2");
        assertThat(patrol.goOn(4)).isEqualTo(Duration.ofDays(1));
        assertThat(patrol.firstBroken()).as("it was past it").isNull();
        patrol.goOn(4);
        assertThat(patrol.firstBroken()).isEqualTo(2);
    }

    private void sixEntries() {
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
                transaction -> ledger().transfer(new TransferOrder(UUID.randomUUID(), asset, from, "anna", 10))
                        .resource());
    }

    private Ledger ledger() {
        Clock clock = Clock.tick(Clock.systemUTC(), ChronoUnit.MICROS.getDuration());
        Transfers transfers = new Transfers(database);
        Holdings holdings = new Holdings(database);
        return new Ledger(
                new Assets(database),
                holdings,
                transfers,
                new Refusals(transfers, holdings, new Restrictions(database)),
                new ChainWriter(
                        new HashChain(database), (type, aggregate, data) -> {}, clock, new Moments(database, clock)));
    }

    /** As a superuser can, and nobody else: the trigger does not see it. */
    private void tamper(String statement) {
        database.sql("alter table entry disable trigger entries_stay").update();
        database.sql(statement).update();
        database.sql("alter table entry enable trigger entries_stay").update();
    }
}
