package io.cfa.maven.docker;

import io.cfa.maven.remote.Command;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code docker compose} commands of one project directory on the host.
 *
 * <p>Every command gets the same variables, so that what was pulled is what is started; all other values come from the host's own
 * {@code .env}. The files themselves are only read.
 *
 * @param directory   the directory of the host's {@code docker-compose.yml}
 * @param environment the variables that win over those of {@code .env}, in order
 */
public record ComposeProject(String directory, Map<String, String> environment) {

    private static final Duration PULL_LIMIT = Duration.ofMinutes(20);
    private static final Duration UP_LIMIT = Duration.ofMinutes(15);

    /** Copies, keeping the order. */
    public ComposeProject {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** The version of compose; fails where {@code docker compose} is not installed. */
    public static Query<String> version() {
        return new Query<>(Command.of("docker", "compose", "version", "--short"), String::strip);
    }

    /** Pulls every image of the project, with the credential in the directory {@code dockerConfig}, or else with the user's own. */
    public Command pull(Optional<String> dockerConfig) {
        Command pull = compose("pull", "--quiet").within(PULL_LIMIT);
        return dockerConfig.map(path -> pull.env("DOCKER_CONFIG", path)).orElse(pull);
    }

    /** Replaces what changed and starts what does not run. */
    public Command up() {
        return compose("up", "--detach", "--quiet-pull").within(UP_LIMIT);
    }

    private Command compose(String... arguments) {
        Command command = Command.of("docker", "compose").with(arguments).in(directory);
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            command = command.env(variable.getKey(), variable.getValue());
        }
        return command;
    }
}
