package io.cfa.e2e;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;

/** Kills processes as {@code kill -9} does, at random moments, and starts each of them again a moment later. */
final class ProcessKiller {

    private final Stack stack;
    private final List<String> victims;
    private final Random random;
    private final List<String> killed = new ArrayList<>();

    ProcessKiller(Stack stack, List<String> victims, Random random) {
        this.stack = stack;
        this.victims = victims;
        this.random = random;
    }

    /** Kills somebody each time that so many more trades were asked for; returns who it was, and afterwards all are ready again. */
    List<String> happen(int times, int apart, IntSupplier trades) {
        for (int next = apart; killed.size() < times; next += apart) {
            int moment = next + random.nextInt(apart / 2);
            await().atMost(ofMinutes(5)).pollInterval(ofMillis(10)).until(() -> trades.getAsInt() >= moment);
            killOne();
        }
        victims.stream().map(stack::service).forEach(Stack::awaitReady);
        return killed;
    }

    private void killOne() {
        String victim = victims.get(random.nextInt(victims.size()));
        ServiceProcess process = stack.service(victim);
        // it may have been killed a moment ago
        Stack.awaitReady(process);
        process.kill();
        killed.add(victim);
        // how long it is away is drawn by lot
        await().pollDelay(ofMillis(random.nextInt(500))).until(() -> true);
        process.start();
    }
}
