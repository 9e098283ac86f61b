package io.cfa.maven.model;

import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.model.source.MalformedFileException;
import java.util.Optional;

/** What makes containers of the static file: Docker Compose on one host, or the Swarm of a Docker engine on several. */
public enum Orchestrator {
    /** {@code docker compose up} on one host. */
    COMPOSE,
    /** {@code docker stack deploy} at a manager of a swarm. */
    SWARM;

    /** The variable of the env file that says which. */
    public static final String VARIABLE = "CFA_ENGINE";

    /**
     * Which one an env file names; nothing where it leaves that to the host.
     *
     * @throws MalformedFileException where it names another
     */
    public static Optional<Orchestrator> named(EnvFile env) {
        return Optional.ofNullable(env.entries().get(VARIABLE)).map(entry -> of(entry.value())
                .orElseThrow(() -> new MalformedFileException(
                        entry.place(),
                        VARIABLE + "=" + entry.value() + "; expected compose or swarm",
                        "write one of them,"
                                + " or remove the line: the host says then whether it is a manager of a swarm")));
    }

    /** The one of this word; absent where there is none. */
    public static Optional<Orchestrator> of(String word) {
        return switch (word) {
            case "compose" -> Optional.of(COMPOSE);
            case "swarm" -> Optional.of(SWARM);
            default -> Optional.empty();
        };
    }
}
