package io.cfa.maven.host.realm;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Commands that speak with Keycloak's admin API inside its container, with nothing but the bash that its image has. The administrator's password and the
 * secrets of clients stay there: what leaves has them blanked, and what comes names them.
 */
final class KeycloakAdmin {

    /** In a path: the {@code id} of what the path before it was answered. */
    static final String ID_OF_THE_ANSWER_BEFORE = "{id}";

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final String project;

    /** Of the container of a compose project. */
    KeycloakAdmin(String project) {
        this.project = project;
    }

    /** Prints the variables of the container that are no secret, and for each path a line with status and answer. */
    Command observe(List<String> paths) {
        return command("observe.sh").with(paths.toArray(String[]::new));
    }

    /** Sends changes, and prints a line with the status of each, and what was said of one that was refused. */
    Command apply(String realm, List<RealmChange> changes) {
        return command("apply.sh")
                .stdin(Secret.of(changes.stream()
                        .map(change -> change.method() + " /admin/realms/" + realm + change.path() + " " + change.body()
                                + "\n")
                        .collect(Collectors.joining())));
    }

    private Command command(String script) {
        return Command.of("sh", "-c", read("on-the-host.sh"), "sh", project, read("admin.sh") + read(script))
                .within(LIMIT);
    }

    private static String read(String name) {
        try (InputStream stream = KeycloakAdmin.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
