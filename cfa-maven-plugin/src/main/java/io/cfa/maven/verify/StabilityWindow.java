package io.cfa.maven.verify;

import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.Durations;
import io.cfa.maven.docker.ProjectContainers.Clock;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Service;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * How much of the window is still to be watched after a first look: a container's window begins when it was started, by the host's clock, and the
 * second look shows whether it is still the same run of the same container.
 *
 * <p>Nothing is taken off for one that is not healthy, or of which nobody can tell since when it runs. Half of the window is watched in any case
 * after a health check that was not good, and all of it after a restart of the engine's own accord, unless that was long ago.
 *
 * @param length  of the window
 * @param first   what the first look found
 * @param longest the container that has to be watched for longest; absent where there is none
 * @param rest    for how long that is
 */
record StabilityWindow(Duration length, ContainerSnapshot first, Optional<Container> longest, Duration rest) {

    /** A loop of crashes that is slower than so many windows is hardly ever seen by watching for one. */
    private static final int LOOPS = 10;

    static StabilityWindow of(ContainerSnapshot first, Collection<Service> services, Duration length) {
        Optional<Container> longest = services.stream()
                .flatMap(service -> first.of(service.name()).stream())
                .max(Comparator.comparing(container -> rest(container, first.clock(), length)));
        return new StabilityWindow(
                length,
                first,
                longest,
                longest.map(container -> rest(container, first.clock(), length)).orElse(length));
    }

    private static Duration rest(Container container, Optional<Clock> clock, Duration length) {
        Optional<Duration> age = clock.flatMap(now -> now.since(container.startedAt()));
        boolean loops = container.restarts() > 0
                && age.filter(up -> up.compareTo(length.multipliedBy(LOOPS)) >= 0)
                        .isEmpty();
        if (age.isEmpty() || !container.isHealthy() || loops) {
            return length;
        }
        Duration well = clock.flatMap(now -> container.start().well().flatMap(now::since))
                .orElse(Duration.ZERO);
        Duration over = shorter(age.get(), well.plus(length.dividedBy(2)));
        return length.minus(shorter(over, length));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whether less than the whole is watched. */
    boolean isShortened() {
        return rest.compareTo(length) < 0;
    }

    /** Whether the host's clock went on since the first look: else what it said of ages is worth nothing. */
    boolean goesOn(ContainerSnapshot second) {
        return first.clock()
                .flatMap(before -> second.clock().filter(after -> !after.now().isBefore(before.now())))
                .isPresent();
    }

    /** What is done, for people. */
    String describe() {
        if (!isShortened()) {
            return "watching for restarts for " + length.toSeconds() + " s";
        }
        String youngest = longest.map(Container::service).orElse("") + " is up for " + up();
        return rest.isZero()
                ? "not watching for restarts: all are up for " + length.toSeconds()
                        + " s or longer, and are looked at again"
                : "watching for restarts for " + rest.plusMillis(999).toSeconds() + " s of " + length.toSeconds()
                        + " s: " + youngest;
    }

    private String up() {
        return longest.flatMap(container -> first.clock().flatMap(now -> now.since(container.startedAt())))
                .map(Durations::describe)
                .orElse("?");
    }
}
