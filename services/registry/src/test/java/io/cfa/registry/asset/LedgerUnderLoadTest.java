package io.cfa.registry.asset;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.RunningService;
import io.cfa.contract.Seed;
import io.cfa.kit.DomainException;
import io.cfa.kit.page.PageRequest;
import io.cfa.registry.chain.ChainVerifier;
import io.cfa.registry.chain.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever is transferred at once and in whatever order: units stay as many as there are, and the chain holds at every instant. */
class LedgerUnderLoadTest extends RunningService {

    private static final int THREADS = 12;
    private static final int COMMANDS = Seed.many(100);
    private static final int HOLDERS = 4;
    private static final int ASSETS = 3;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Ledger ledger;

    @Autowired
    private ChainVerifier chain;

    private final long seed = Seed.VALUE;
    private final List<String> holders = new ArrayList<>();
    private final List<UUID> assets = new ArrayList<>();
    private final List<UUID> ids = new ArrayList<>();
    private final Set<UUID> entered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    @BeforeEach
    void assetsHoldersAndIds() {
        Random random = new Random(seed);
        for (int i = 0; i < THREADS * COMMANDS * 2 / 3; i++) {
            ids.add(new UUID(random.nextLong(), random.nextLong()));
        }
        for (int i = 0; i < HOLDERS; i++) {
            holders.add(UUID.randomUUID().toString());
        }
        for (int i = 0; i < ASSETS; i++) {
            assets.add(UUID.randomUUID());
            ledger.create(assets.get(i), "Receivables", holders.get(i), 2000);
        }
    }

    @Test
    void randomTransfersOfManyAtOnceAddUpAndTheChainHolds() throws Exception {
        System.out.println("-Dcfa.seed=" + seed);
        long before = chain.verify(true).entries();
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(seed + i);
                running.add(threads.submit(() -> transfers(random)));
            }
            await().atMost(ofMinutes(5)).pollInterval(ofMillis(100)).until(() -> {
                assertThat(chain.verify(true).valid()).as("seed %d", seed).isTrue();
                return running.stream().allMatch(Future::isDone);
            });
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        System.out.printf("%d transfers in %d ms%n", entered.size(), (System.nanoTime() - start) / 1_000_000);

        Verification after = chain.verify(true);
        assertThat(after.valid()).as("seed %d: %s", seed, after).isTrue();
        assertThat(after.entries() - before).as("seed %d", seed).isEqualTo(entered.size());
        assertThat(answered.get()).as("seed %d: some came again", seed).isGreaterThan(entered.size());
        assertThat(refused.get()).as("seed %d: some were refused", seed).isPositive();
        for (UUID asset : assets) {
            assertThat(
                            ledger
                                    .holders(asset, null, null, new PageRequest(100, Optional.empty(), "holder"))
                                    .items()
                                    .stream()
                                    .mapToLong(Holding::units)
                                    .sum())
                    .as("seed %d", seed)
                    .isEqualTo(2000);
        }
        assertThat(database.sql(
                                "select count(*) from holding where units < 0 or units <>"
                                        + " coalesce((select sum(units) from entry where asset = holding.asset and to_holder = holder), 0)"
                                        + " - coalesce((select sum(units) from entry where asset = holding.asset and from_holder = holder), 0)")
                        .query(Long.class)
                        .single())
                .as("seed %d", seed)
                .isZero();
    }

    private void transfers(Random random) {
        for (int i = 0; i < COMMANDS; i++) {
            // one of few, so that some come twice, and all of its content by its id, so that they come as the same
            UUID id = ids.get(random.nextInt(ids.size()));
            Random content = new Random(id.getLeastSignificantBits());
            int from = content.nextInt(HOLDERS);
            int to = (from + 1 + content.nextInt(HOLDERS - 1)) % HOLDERS;
            try {
                entered.add(ledger.transfer(new TransferOrder(
                                id,
                                assets.get(content.nextInt(ASSETS)),
                                holders.get(from),
                                holders.get(to),
                                1 + content.nextInt(40)))
                        .resource()
                        .id());
                answered.incrementAndGet();
            } catch (DomainException e) {
                refused.incrementAndGet();
            }
        }
    }
}
