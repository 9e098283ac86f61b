package io.cfa.maven.report;

import java.time.Instant;
import java.util.Set;

/**
 * How a service came up.
 *
 * @param created when its container was made
 * @param started when its program began: later than that where it waited for others to be healthy
 * @param ready   when its health check was good for the first time
 * @param needs   the services that it cannot do without, as its container says
 */
public record Startup(Instant created, Instant started, Instant ready, Set<String> needs) {

    /** Copies. */
    public Startup {
        needs = Set.copyOf(needs);
    }
}
