package io.cfa.maven.verify.swarm;

import io.cfa.maven.docker.swarm.SwarmInfo;
import io.cfa.maven.report.Finding;
import java.util.Optional;

/** Says what keeps a host from changing something of a swarm. */
public final class ManagerRefusal {

    private ManagerRefusal() {}

    /**
     * What is wrong with it; nothing of a manager that most of the managers agree with.
     *
     * @param host as a person names it
     */
    public static Optional<Finding> of(String host, SwarmInfo info) {
        if (info.error().isEmpty() && info.manager()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                host,
                info.error().isEmpty() ? info.node().isEmpty() ? "in no swarm" : "a worker of a swarm" : info.error(),
                "a manager, and most of the managers there",
                info.error().isEmpty()
                        ? "name a manager with -Dcfa.host, or make a swarm with `docker swarm init` there; on one host"
                                + " remove CFA_ENGINE"
                        : "bring the other managers back; where they are gone for good, `docker swarm init"
                                + " --force-new-cluster` on this one"));
    }
}
