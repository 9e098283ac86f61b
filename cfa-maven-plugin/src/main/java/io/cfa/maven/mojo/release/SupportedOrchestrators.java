package io.cfa.maven.mojo.release;

import io.cfa.maven.model.Orchestrator;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.model.source.MalformedFileException;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a goal can work with, so that none does half of its work on a swarm.
 *
 * @param goal  such as {@code cfa:backup}
 * @param known what it works with
 */
public record SupportedOrchestrators(String goal, Set<Orchestrator> known) {

    /** Copies. */
    public SupportedOrchestrators {
        known = Set.copyOf(known);
    }

    /**
     * The one that the env file of a bundle names.
     *
     * @throws MalformedFileException where the goal does not work with it, before anything is asked or changed
     */
    public Orchestrator require(Path bundle) {
        EnvFile env = EnvFile.read(bundle.resolve(Stack.ENV_FILE));
        Orchestrator named = Orchestrator.of(env);
        if (!known.contains(named)) {
            throw new MalformedFileException(
                    env.entries().get(Orchestrator.VARIABLE).place(),
                    Orchestrator.VARIABLE + "=swarm, and " + goal
                            + " works with Docker Compose only; nothing was changed. Next: docs/swarm.md says what works on a"
                            + " swarm today and what to do by hand instead; on one host, remove the line");
        }
        return named;
    }
}
