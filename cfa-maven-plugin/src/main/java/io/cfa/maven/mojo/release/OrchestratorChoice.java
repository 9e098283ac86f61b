package io.cfa.maven.mojo.release;

import io.cfa.maven.docker.swarm.StacksOfHost;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.model.Orchestrator;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.remote.RemoteHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * What makes containers of a stack: what its env file names; where it names nothing, the host says.
 *
 * @param named  by the env file
 * @param listed whether several hosts are named, which only a swarm has
 */
public record OrchestratorChoice(Optional<Orchestrator> named, boolean listed) {

    /** By the env file of a bundle, and the hosts that are named. */
    public static OrchestratorChoice of(Path bundle, List<String> hosts) {
        return new OrchestratorChoice(named(bundle), hosts.size() > 1);
    }

    /** What the env file of a bundle names. */
    public static Optional<Orchestrator> named(Path bundle) {
        return Orchestrator.named(EnvFile.read(bundle.resolve(Stack.ENV_FILE)));
    }

    /**
     * Begins to find out, while something else is done.
     *
     * @param project the stack's name
     */
    public CompletableFuture<Orchestrator> begin(HostSession session, String project, Consumer<String> say) {
        return named.or(() -> Optional.of(Orchestrator.SWARM).filter(any -> listed))
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> session.login().thenApply(host -> of(host, project, say)));
    }

    /** What was found out. */
    public static Orchestrator of(CompletableFuture<Orchestrator> begun) {
        try {
            return begun.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : e;
        }
    }

    /**
     * What a host says.
     *
     * @throws RolloutException where it has the project twice, by a stack and by Docker Compose
     */
    static Orchestrator of(RemoteHost host, String project, Consumer<String> say) {
        StacksOfHost found = StacksOfHost.of(project).ask(host);
        if (found.hasStack() && found.containers() > 0) {
            throw new RolloutException(host.name() + " has the stack " + project + " of a swarm (" + found.services()
                    + " services) and " + found.containers() + " containers that Docker Compose made of the same"
                    + " project, and " + Orchestrator.VARIABLE + " of " + Stack.ENV_FILE
                    + " does not say which is meant; nothing was changed. Next: write " + Orchestrator.VARIABLE
                    + "=swarm or " + Orchestrator.VARIABLE + "=compose into it, and end the other one");
        }
        if (!isSwarm(found)) {
            return Orchestrator.COMPOSE;
        }
        say.accept(Orchestrator.VARIABLE + "=swarm is taken: " + host.name() + " is "
                + switch (found.role()) {
                    case MANAGER ->
                        "a manager of a swarm of " + found.nodes() + " nodes that has " + found.services()
                                + " services of the stack " + project;
                    case WORKER -> "a worker of a swarm that has tasks of the stack " + project;
                    default -> "a manager that cannot speak for its swarm";
                });
        return Orchestrator.SWARM;
    }

    /** A swarm of one node alone, on which nothing is yet, may be there for something else. */
    private static boolean isSwarm(StacksOfHost found) {
        return switch (found.role()) {
            case NONE -> false;
            case WORKER -> found.hasStack();
            case LOST -> found.containers() == 0;
            case MANAGER -> found.hasStack() || found.containers() == 0 && found.nodes() > 1;
        };
    }
}
