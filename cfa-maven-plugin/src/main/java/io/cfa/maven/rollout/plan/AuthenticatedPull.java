package io.cfa.maven.rollout.plan;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.remote.Command;
import java.util.List;
import java.util.Optional;

/**
 * A pull with a login of its own, in a throwaway DOCKER_CONFIG, which is gone when the command ends in whatever way.
 *
 * <p>It is one command because the credential must not outlive a lost connection, nor be missing after one. {@code docker login} is not used: it
 * hands the password to a credential store wherever the host has one, which fails without a desktop, or keeps it after the throwaway directory is
 * gone. The user's plugins and contexts stay reachable, as compose may be installed there, or in a directory that the user's configuration names, and the
 * engine be a rootless one.
 */
final class AuthenticatedPull {

    /** Arguments: the directory, the registry, the user. */
    private static final String PREPARE = "set -e; umask 077; trap 'rm -rf \"$1\"' EXIT; trap 'exit 143' HUP INT TERM;"
            + " rm -rf \"$1\"; mkdir -p \"$1\"; own=${DOCKER_CONFIG:-$HOME/.docker};"
            + " ln -s \"$own/cli-plugins\" \"$own/contexts\" \"$1\"; DOCKER_CONTEXT=$(docker context show); export DOCKER_CONTEXT;"
            + " auth=$({ printf '%s:' \"$3\"; cat; } | base64 | tr -d '\\n');"
            + " more=; [ ! -r \"$own/config.json\" ] || more=$(tr -d '\\n' <\"$own/config.json\" | sed -n"
            + " 's/.*[,{][[:space:]]*\\(\"cliPluginsExtraDirs\"[[:space:]]*:[[:space:]]*\\[[^]]*]\\).*/,\\1/p');"
            + " printf '{\"auths\":{\"%s\":{\"auth\":\"%s\"}}%s}' \"$2\" \"$auth\" \"$more\" >\"$1/config.json\"; ";

    /** What docker calls its own registry in its configuration. Source: docker/cli, {@code registry.IndexServer}. */
    private static final String HUB = "https://index.docker.io/v1/";

    private final String directory;
    private final RolloutRequest.Login login;

    AuthenticatedPull(String project, RolloutRequest.Login login) {
        this.directory = project + "/.cfa/login";
        this.login = login;
    }

    Command run(ComposeProject project, List<String> services) {
        Command pull = project.pull(services, Optional.of(directory));
        String registry = login.registry().matches("(index\\.)?" + ImageReference.DOCKER_HUB.replace(".", "\\."))
                ? HUB
                : login.registry();
        return Command.of("sh", "-c", PREPARE + pull.line(), "sh", directory, registry, login.user())
                .stdin(login.password())
                .within(pull.timeout());
    }
}
