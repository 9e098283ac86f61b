package io.cfa.maven.rollout.plan;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.DockerCommands;
import io.cfa.maven.remote.Command;
import java.util.List;
import java.util.Optional;

/**
 * A pull that logs in first, into a throwaway DOCKER_CONFIG, which is gone when the command ends in whatever way.
 *
 * <p>It is one command because the credential must not outlive a lost connection, nor be missing after one.
 */
final class AuthenticatedPull {

    /** The user's own cli-plugins stay reachable: compose may be installed there. */
    private static final String PREPARE = "set -e; umask 077; trap 'rm -rf \"$1\"' EXIT; trap 'exit 143' HUP INT TERM;"
            + " rm -rf \"$1\"; mkdir -p \"$1\"; ln -s \"$HOME/.docker/cli-plugins\" \"$1/cli-plugins\"; ";

    private final String directory;
    private final RolloutRequest.Login login;

    AuthenticatedPull(String project, RolloutRequest.Login login) {
        this.directory = project + "/.cfa/login";
        this.login = login;
    }

    Command run(ComposeProject project, List<String> services) {
        Command logIn = DockerCommands.login(login.registry(), login.user(), login.password())
                .env("DOCKER_CONFIG", directory);
        Command pull = project.pull(services, Optional.of(directory));
        return Command.of("sh", "-c", PREPARE + logIn.line() + " >&2; " + pull.line(), "sh", directory)
                .stdin(login.password())
                .within(pull.timeout());
    }
}
