package io.cfa.maven.mojo.release;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.model.Orchestrator;
import io.cfa.maven.model.Stack;

/** Chooses where a stack runs. */
public final class ReleaseTargets {

    private ReleaseTargets() {}

    /** The one that an orchestrator means, by way of a host and its directory of compose and env. */
    public static ReleaseTarget of(Orchestrator orchestrator, HostContext context, String directory, Stack stack) {
        return orchestrator == Orchestrator.SWARM
                ? new SwarmTarget(context, directory, stack)
                : new ComposeTarget(context, directory, stack);
    }
}
