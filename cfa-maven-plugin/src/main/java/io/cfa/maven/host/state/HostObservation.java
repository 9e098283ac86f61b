package io.cfa.maven.host.state;

import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.model.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What a planner knows of a host.
 *
 * @param state  what runs
 * @param log    what was rolled out before
 * @param images those of our repositories that lie there
 * @param bundle the hash of its compose and env
 */
public record HostObservation(HostState state, ReleaseLog log, List<LocalImage> images, Optional<Digest> bundle) {

    public static HostObservation of(PreflightFacts facts, HostState state) {
        return new HostObservation(state, facts.log(), facts.images(), facts.bundle());
    }

    /** Whether compose or env are others than at the last attempt, as far as is known. */
    public boolean hasOtherBundle() {
        return log.last(1).stream()
                .flatMap(attempt -> attempt.bundle().stream())
                .anyMatch(before -> !Optional.of(before).equals(bundle));
    }
}
