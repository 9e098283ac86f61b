package io.cfa.gateway;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What a request that is passed on may cost; settings {@code cfa.limits.*}.
 *
 * @param atOnce    how many requests a service is sent at one time
 * @param own       how many may be on their way to a service, whatever the others do
 * @param shared    how many more may be on their way to any of them
 * @param waiting   how many may wait until they may be on their way
 * @param connect   how long a service may take to accept a connection
 * @param answer    how long it may take to answer
 * @param deadlines where it is another time, the first that fits
 * @param hold      how long a request waits for a service that is away
 * @param drain     how long a service goes on taking requests after it was told to stop
 * @param rate      how many requests a caller may make
 */
@ConfigurationProperties("cfa.limits")
record GatewayLimits(
        int atOnce,
        int own,
        int shared,
        int waiting,
        Duration connect,
        Duration answer,
        List<Deadline> deadlines,
        Duration hold,
        Duration drain,
        Rate rate) {

    /** Without deadlines of their own all paths have the same. */
    GatewayLimits {
        deadlines = deadlines == null ? List.of() : List.copyOf(deadlines);
    }

    /** So many a second over time, and so many at once. */
    record Rate(int perSecond, int burst) {}

    /** How long the answer to a path of the gateway, a pattern such as {@code /api/registry/chain/**}, may take. */
    record Deadline(String path, Duration answer) {

        private boolean fits(String asked) {
            return PathPatternParser.defaultInstance.parse(path).matches(PathContainer.parsePath(asked));
        }
    }

    /** How long the answer to a path may take. */
    Duration answerTo(String path) {
        return deadlines.stream()
                .filter(deadline -> deadline.fits(path))
                .findFirst()
                .map(Deadline::answer)
                .orElse(answer);
    }
}
