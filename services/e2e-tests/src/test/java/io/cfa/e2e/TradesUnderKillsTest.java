package io.cfa.e2e;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Seed;
import io.cfa.e2e.TestMarket.Wanted;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Hundreds of trades at once, while settlement, the registry and the bank are killed at random moments and started again: each trade is done or
 * has failed, with all that belongs to that and nothing else, and nothing is lost. {@code -Dcfa.seed=…} repeats what was drawn by lot.
 */
class TradesUnderKillsTest {

    /** With -Dcfa.whole three times as many as in a build. */
    private static final boolean WHOLE = System.getProperty("cfa.whole") != null;

    private static final int KILLS = Integer.getInteger("cfa.kills", WHOLE ? 6 : 2);
    private static final int TRADES_BETWEEN_KILLS = WHOLE ? 75 : 50;
    /** However long the killed take to start again: a machine that is slow has no more to do for it. */
    private static final int TRADES = TRADES_BETWEEN_KILLS * (KILLS + 1);

    private static final int CLIENTS = 6;
    /** In this order the seed of a build draws settlement, which leads a trade, and the registry, which moves the asset. */
    private static final List<String> VICTIMS = List.of("bank-nominal", "registry", "settlement");

    private final Stack stack = Stack.shared();
    private final TestMarket market = new TestMarket(stack);
    private final Set<UUID> ended = new HashSet<>();
    private final AtomicBoolean placementsEnd = new AtomicBoolean();

    @Test
    void whateverIsKilledEachTradeIsDoneOrHasFailedAndNothingIsLost() throws Exception {
        long begin = System.nanoTime();
        market.open();
        market.place();
        UUID lost = market.aTradeThatIsLost();
        List<String> killed = tradeWhileKilling();
        await().atMost(ofMinutes(3)).pollInterval(ofMillis(500)).until(this::nothingGoesOn);
        await().atMost(ofMinutes(3))
                .pollInterval(ofMillis(500))
                .untilAsserted(() -> assertThat(market.reservation(lost)).isEqualTo("RELEASED"));
        assertThat(market.hold(lost)).isEqualTo("RELEASED");

        LedgerAudit books = new LedgerAudit(stack, market);
        Map<String, Long> reasons =
                books.in("FAILED").collect(Collectors.groupingBy(books::reason, Collectors.counting()));
        long done = books.in("DONE").count();
        System.out.printf(
                "%d kills %s; %d trades requested, %d done, failed: %s; %d s%n",
                killed.size(),
                killed,
                market.wanted.size(),
                done,
                reasons,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));

        books.eachTradeIsDoneOrHasFailed();
        books.moneyAddsUp();
        books.assetsAddUp();
        books.offersAddUp();
        books.limitsAddUp();
        Map<String, Long> placed = market.wanted.stream()
                .filter(wanted -> market.placements.contains(wanted.offer()))
                .collect(Collectors.groupingBy(
                        wanted -> books.status(wanted) + " " + books.reason(wanted), Collectors.counting()));
        assertThat(placed)
                .as("below its minimum everybody has everything back; once it is reached all go on")
                .isEqualTo(Map.of("FAILED minimum-not-reached", 4L, "DONE ", 8L));
        assertThat(done).as("else this proves nothing").isGreaterThan(TRADES_BETWEEN_KILLS);
        // the last units of an offer are wanted by two at once, and taken when the money is held
        assertThat(reasons.keySet())
                .contains("insufficient-funds", "insufficient-units", "limit-exceeded", "minimum-not-reached")
                .isSubsetOf(
                        "insufficient-funds",
                        "insufficient-units",
                        "limit-exceeded",
                        "minimum-not-reached",
                        "offer-exhausted");
    }

    private List<String> tradeWhileKilling() throws InterruptedException, ExecutionException {
        AtomicBoolean open = new AtomicBoolean(true);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> trading = IntStream.range(0, CLIENTS)
                    .<Future<?>>mapToObj(client -> clients.submit(() -> trade(Seed.random(client), open)))
                    .toList();
            List<String> killed = new ProcessKiller(stack, VICTIMS, Seed.random(CLIENTS))
                    .happen(KILLS, TRADES_BETWEEN_KILLS, market.wanted::size);
            open.set(false);
            for (Future<?> client : trading) {
                client.get();
            }
            return killed;
        } finally {
            open.set(false);
            clients.shutdown();
        }
    }

    private void trade(Random random, AtomicBoolean open) {
        market.tryTheImpossible();
        while (open.get() && market.wanted.size() < TRADES) {
            market.act(random);
            if (market.wanted.size() > TRADES_BETWEEN_KILLS && placementsEnd.compareAndSet(false, true)) {
                market.endPlacements();
            }
        }
    }

    private boolean nothingGoesOn() {
        return market.wanted.stream()
                .filter(wanted -> wanted.answer() < 300 && !ended.contains(wanted.id()))
                .allMatch(this::hasEnded);
    }

    private boolean hasEnded(Wanted wanted) {
        Reply trade = stack.get(market.operator, "settlement", "/trades/" + wanted.id());
        boolean end = List.of("DONE", "FAILED").contains(trade.ok().text("/status"));
        return end && ended.add(wanted.id());
    }
}
