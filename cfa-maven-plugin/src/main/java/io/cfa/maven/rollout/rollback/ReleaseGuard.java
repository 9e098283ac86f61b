package io.cfa.maven.rollout.rollback;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.remote.RemoteHost;

/** Judges a release before a host is rolled back to it. */
@FunctionalInterface
public interface ReleaseGuard {

    /** Lets every release pass. */
    ReleaseGuard NONE = (host, target) -> {};

    /**
     * Judges one; changes nothing.
     *
     * @throws RolloutException if the host shall not be rolled back to it
     */
    void check(RemoteHost host, Release target);
}
