package io.cfa.maven.rollout.swarm;

import io.cfa.maven.model.ImageReference;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.rollout.plan.RolloutRequest;

/**
 * A deploy with a login of its own, which the swarm hands to the nodes that pull; on the manager it lies in a throwaway DOCKER_CONFIG, which is gone when the
 * command ends in whatever way.
 *
 * <p>The first line of standard input is the password, the rest the stack. A shell's {@code read} takes no byte more than its line.
 */
final class AuthenticatedDeploy {

    /** Arguments: the directory, the registry, the user, then the command. */
    private static final String SCRIPT = "set -e; umask 077; trap 'rm -rf \"$d\"' EXIT; trap 'exit 143' INT TERM; d=$1;"
            + " rm -rf \"$d\"; mkdir -p \"$d\"; own=${DOCKER_CONFIG:-$HOME/.docker}; ln -s \"$own/cli-plugins\" \"$own/contexts\" \"$d\";"
            + " DOCKER_CONTEXT=$(docker context show); export DOCKER_CONTEXT; IFS= read -r password;"
            + " auth=$(printf '%s:%s' \"$3\" \"$password\" | base64 | tr -d '\\n');"
            + " printf '{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}' \"$2\" \"$auth\" >\"$d/config.json\"; unset password auth; shift 3;"
            + " export DOCKER_CONFIG=\"$d\"; \"$@\"";

    /** What docker calls its own registry in its configuration. Source: docker/cli, {@code registry.IndexServer}. */
    private static final String HUB = "https://index.docker.io/v1/";

    private AuthenticatedDeploy() {}

    static Command of(String project, RolloutRequest.Login login, Command deploy) {
        String registry = login.registry().matches("(index\\.)?" + ImageReference.DOCKER_HUB.replace(".", "\\."))
                ? HUB
                : login.registry();
        String document = deploy.input().map(Secret::reveal).orElse("");
        return Command.of("sh", "-c", SCRIPT, "sh", project + "/.cfa/login", registry, login.user())
                .with(deploy.argv().toArray(String[]::new))
                .stdin(Secret.of(login.password().reveal() + "\n" + document))
                .within(deploy.timeout());
    }
}
