package io.cfa.maven.report.format;

import io.cfa.maven.report.RunningService;
import io.cfa.maven.report.Startup;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a service came up in a rollout, and what it waited for: a service that it needs and that became ready while it waited.
 *
 * @param service   its name
 * @param created   when its container was made
 * @param waited    until when it waited for another; where it waited for none, as created
 * @param ready     when it was ready
 * @param waitedFor the service that it waited for; the last one of several
 */
record StartupBar(String service, Instant created, Instant waited, Instant ready, Optional<String> waitedFor) {

    private static final double MILLIS = 1000.0;

    /** Of each service that was made since a time, in the order in which they were ready. */
    static List<StartupBar> since(Instant begin, List<RunningService> running) {
        List<RunningService> made = running.stream()
                .filter(service -> service.startup()
                        .filter(startup -> !startup.created().isBefore(begin)
                                && !startup.ready().isBefore(startup.created()))
                        .isPresent())
                .toList();
        return made.stream()
                .map(service -> of(service, made))
                .sorted(Comparator.comparing(StartupBar::ready))
                .toList();
    }

    private static StartupBar of(RunningService service, List<RunningService> made) {
        Startup startup = service.startup().orElseThrow();
        Optional<RunningService> last = made.stream()
                .filter(other -> startup.needs().contains(other.service())
                        && !other.service().equals(service.service()))
                .filter(other -> isWithin(ready(other), startup))
                .max(Comparator.comparing(StartupBar::ready));
        return new StartupBar(
                service.service(),
                startup.created(),
                last.map(StartupBar::ready).orElse(startup.created()),
                startup.ready(),
                last.map(RunningService::service));
    }

    private static Instant ready(RunningService service) {
        return service.startup().orElseThrow().ready();
    }

    private static boolean isWithin(Instant time, Startup startup) {
        return time.isAfter(startup.created()) && time.isBefore(startup.ready());
    }

    /** {@code ready after 136.0 s}. */
    String whole() {
        return "ready after " + seconds(ready);
    }

    /** {@code 60.0 s of it waiting for keycloak}. */
    Optional<String> part() {
        return waitedFor.map(other -> seconds(waited) + " of it waiting for " + other);
    }

    private String seconds(Instant until) {
        return String.format(
                Locale.ROOT, "%.1f s", Duration.between(created, until).toMillis() / MILLIS);
    }
}
