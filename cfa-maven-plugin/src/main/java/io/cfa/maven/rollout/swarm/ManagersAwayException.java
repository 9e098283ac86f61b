package io.cfa.maven.rollout.swarm;

import io.cfa.maven.host.RolloutException;

/** The managers do not answer any more, as where most of them are away: nothing can be verified, and nothing taken back, until they do. */
final class ManagersAwayException extends RolloutException {

    private static final long serialVersionUID = 1L;

    ManagersAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
