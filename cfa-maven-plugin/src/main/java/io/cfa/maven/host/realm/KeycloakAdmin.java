package io.cfa.maven.host.realm;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Commands that speak with Keycloak's admin API inside its container, with nothing but the bash that its image has. The administrator's password and the
 * secrets of clients stay there: what leaves has them blanked, and what comes names them.
 *
 * @param host    that has the container
 * @param project of Docker Compose that it is of
 */
record KeycloakAdmin(RemoteHost host, String project) implements RealmAdmin {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Override
    public Result observe(List<String> paths) {
        return host.run(asking(paths));
    }

    @Override
    public Result apply(String realm, List<RealmChange> changes) {
        return host.run(command("apply.sh").stdin(Secret.of(AdminScript.lines(realm, changes))));
    }

    @Override
    public Optional<Command> observation(List<String> paths) {
        return Optional.of(asking(paths));
    }

    @Override
    public Result read(Result last) {
        return last;
    }

    private Command asking(List<String> paths) {
        return command("observe.sh").with(paths.toArray(String[]::new));
    }

    private Command command(String script) {
        return Command.of(
                        "sh",
                        "-c",
                        AdminScript.text("on-the-host.sh"),
                        "sh",
                        project,
                        AdminScript.text("admin.sh") + AdminScript.text(script))
                .within(LIMIT);
    }
}
