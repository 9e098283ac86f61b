package io.cfa.kit.backlog;

import io.cfa.kit.DatabaseClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;

/** The backlog as metrics, counted every so often and not at each scrape. */
final class BacklogMetrics {

    private static final Duration EVERY = Duration.ofSeconds(15);

    private final Backlogs backlogs;
    private final MultiGauge waiting;
    private final MultiGauge stuck;
    private final MultiGauge lag;

    BacklogMetrics(Backlogs backlogs, MeterRegistry meters) {
        this.backlogs = backlogs;
        this.waiting = MultiGauge.builder("cfa.backlog.waiting")
                .description("Items that are not at their end, and events that are not published")
                .register(meters);
        this.stuck = MultiGauge.builder("cfa.backlog.stuck")
                .description("Items that have failed five times or more, or are due for a minute and taken by nobody")
                .register(meters);
        this.lag = MultiGauge.builder("cfa.backlog.lag")
                .description("For how long the oldest event waits")
                .baseUnit("seconds")
                .register(meters);
    }

    Duration step() {
        Backlog now = backlogs.now();
        List<MultiGauge.Row<?>> outbox = List.of(
                MultiGauge.Row.of(Tags.of("queue", "outbox"), now.outbox().waiting()));
        List<MultiGauge.Row<?>> all = new java.util.ArrayList<>(outbox);
        now.queues().forEach(queue -> all.add(MultiGauge.Row.of(Tags.of("queue", queue.name()), queue.waiting())));
        waiting.register(all, true);
        stuck.register(
                now.queues().stream()
                        .<MultiGauge.Row<?>>map(
                                queue -> MultiGauge.Row.of(Tags.of("queue", queue.name()), queue.stuck()))
                        .toList(),
                true);
        long seconds = now.outbox().since() == null
                ? 0
                : Math.max(
                        0,
                        Duration.between(now.outbox().since(), DatabaseClock.now())
                                .toSeconds());
        lag.register(List.of(MultiGauge.Row.of(Tags.of("queue", "outbox"), seconds)), true);
        return EVERY;
    }
}
