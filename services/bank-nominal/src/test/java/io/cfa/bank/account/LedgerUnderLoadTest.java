package io.cfa.bank.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.bank.hold.HoldService;
import io.cfa.bank.ledger.Ledger;
import io.cfa.bank.ledger.Totals;
import io.cfa.contract.RunningService;
import io.cfa.contract.Seed;
import io.cfa.kit.DomainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever is asked of the ledger at once and in whatever order: it adds up, at every instant. */
class LedgerUnderLoadTest extends RunningService {

    private static final int THREADS = 12;
    private static final int COMMANDS = Seed.many(150);
    private static final int OWNERS = 4;
    private static final int HOLDS = 200;

    @Autowired
    private JdbcClient database;

    @Autowired
    private AccountService accounts;

    @Autowired
    private Ledger ledger;

    @Autowired
    private HoldService holds;

    private final long seed = Seed.VALUE;
    private final List<Account> owners = new ArrayList<>();
    private final List<UUID> ids = new ArrayList<>();
    private final AtomicLong deposited = new AtomicLong();
    private final AtomicLong withdrawn = new AtomicLong();
    private final AtomicInteger refused = new AtomicInteger();

    @BeforeEach
    void accountsAndIds() {
        Random random = new Random(seed);
        for (int i = 0; i < OWNERS; i++) {
            owners.add(accounts.open(UUID.randomUUID().toString()).resource());
        }
        for (int i = 0; i < HOLDS; i++) {
            ids.add(new UUID(random.nextLong(), random.nextLong()));
        }
    }

    @RepeatedTest(2)
    void randomCommandsOfManyAtOnceAddUpAndNothingIsNegative() throws Exception {
        System.out.println("-Dcfa.seed=" + seed);
        Totals before = ledger.totals();
        assertAddsUp(before);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(seed + i);
                running.add(threads.submit(() -> commands(random)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }

        Totals after = ledger.totals();
        assertAddsUp(after);
        assertThat(after.deposits() - before.deposits()).as("seed %d", seed).isEqualTo(deposited.get());
        assertThat(after.withdrawals() - before.withdrawals())
                .as("seed %d", seed)
                .isEqualTo(withdrawn.get());
        assertThat(refused.get()).as("seed %d: something was refused too", seed).isPositive();
        assertNothing(
                "is negative", "select count(*) from account where owner is not null and (balance < 0 or held < 0)");
        assertNothing(
                "differs from its entries",
                "select count(*) from account where balance <> coalesce((select"
                        + " sum(amount) from posting where account = account.id and pocket = 'FREE'), 0) or held <>"
                        + " coalesce((select sum(amount) from posting where account = account.id and pocket = 'HELD'), 0)");
        assertNothing(
                "holds other than its holds",
                "select count(*) from account where owner is not null and held <>"
                        + " coalesce((select sum(amount) from hold where payer = account.id and status = 'HELD'), 0)");
        assertNothing(
                "both captured and released, or neither",
                "select count(*) from hold where payer is not null and"
                        + " (select array_agg(kind order by seq) from entry where entry.id = hold.id) <>"
                        + " case status when 'HELD' then array['HOLD'] when 'CAPTURED' then array['HOLD', 'CAPTURE']"
                        + " else array['HOLD', 'RELEASE'] end");
        assertNothing("moved by a tombstone", "select count(*) from hold join entry using (id) where payer is null");
        assertThat(database.sql("select sum(amount) from posting")
                        .query(Long.class)
                        .single())
                .as("seed %d", seed)
                .isZero();
    }

    private void commands(Random random) {
        for (int i = 0; i < COMMANDS; i++) {
            try {
                command(random);
            } catch (DomainException e) {
                refused.incrementAndGet();
            }
            if (i % 20 == 0) {
                assertAddsUp(ledger.totals());
            }
        }
    }

    private void command(Random random) {
        Account owner = owners.get(random.nextInt(OWNERS));
        UUID hold = ids.get(random.nextInt(HOLDS));
        switch (random.nextInt(8)) {
            case 0 -> {
                long amount = 1 + random.nextInt(200);
                ledger.deposit(UUID.randomUUID(), owner.id(), amount);
                deposited.addAndGet(amount);
            }
            case 1 -> {
                long amount = 1 + random.nextInt(300);
                ledger.withdraw(UUID.randomUUID(), owner.id(), amount);
                withdrawn.addAndGet(amount);
            }
            case 2, 3, 4 -> {
                // by its id alone, so that whoever asks again asks for the same
                Random content = new Random(hold.getLeastSignificantBits());
                int payer = content.nextInt(OWNERS);
                int payee = (payer + 1 + content.nextInt(OWNERS - 1)) % OWNERS;
                holds.hold(hold, owners.get(payer).owner(), owners.get(payee).owner(), 1 + content.nextInt(150));
            }
            case 5, 6 -> holds.capture(hold);
            default -> holds.release(hold);
        }
    }

    private void assertAddsUp(Totals totals) {
        assertThat(totals.deposits() - totals.withdrawals())
                .as("seed %d: %s", seed, totals)
                .isEqualTo(totals.balances() + totals.held());
        assertThat(totals.wrongAccounts()).as("seed %d", seed).isZero();
    }

    private void assertNothing(String what, String query) {
        assertThat(database.sql(query).query(Long.class).single())
                .as("seed %d: %s", seed, what)
                .isZero();
    }
}
