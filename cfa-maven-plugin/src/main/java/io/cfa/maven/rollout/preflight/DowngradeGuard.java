package io.cfa.maven.rollout.preflight;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.rollout.plan.RolloutOptions;
import java.util.Optional;

/** Refuses to let an older commit replace a newer one. */
public final class DowngradeGuard {

    private DowngradeGuard() {}

    /**
     * Compares a commit with the one that runs.
     *
     * @return what could not be told
     * @throws RolloutException if it is older, and that was not allowed
     */
    public static Optional<String> check(
            String host, String revision, Optional<String> running, RolloutOptions around) {
        if (running.isEmpty()
                || revision.startsWith(running.get())
                || running.get().startsWith(revision)) {
            return Optional.empty();
        }
        return switch (around.ancestry().isAncestor(revision, running.get())) {
            case NO -> Optional.empty();
            case UNKNOWN ->
                Optional.of("whether " + revision + " is older than " + running.get() + ", which runs on " + host
                        + ", cannot be told: the history at hand is shallow, or lacks one of them; going on");
            case YES -> {
                if (!around.allowOlder()) {
                    throw new RolloutException(host + " runs " + running.get() + ", and " + revision
                            + " is an older commit, an ancestor of it;"
                            + " nothing was changed. Next: roll out a newer commit, roll back with cfa:rollback, or insist with"
                            + " -Dcfa.allowOlder");
                }
                yield Optional.of(revision + " is older than " + running.get() + ", which runs on " + host
                        + "; going on, as cfa.allowOlder says");
            }
        };
    }
}
