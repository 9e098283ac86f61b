package io.cfa.maven.report;

import java.time.Instant;
import java.util.Optional;

/**
 * What a service runs.
 *
 * @param service   its name
 * @param container its container's name
 * @param state     state or health, in a few words
 * @param since     begin of the current run
 * @param image     the reference that the container was made from
 * @param revision  the commit that the image says it was built from
 * @param digest    the manifest digest that a registry holds the image under
 * @param restarts  how often the engine restarted it
 * @param startup   how it came up, where that is still known
 */
public record RunningService(
        String service,
        String container,
        String state,
        Instant since,
        String image,
        Optional<String> revision,
        Optional<String> digest,
        int restarts,
        Optional<Startup> startup) {}
