package io.cfa.maven.host.realm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** What speaks with the admin API, for a bash, and what it is told. */
final class AdminScript {

    /** In a path: the {@code id} of what the path before it was answered. */
    static final String ID_OF_THE_ANSWER_BEFORE = "{id}";

    private AdminScript() {}

    /** In a path: the {@code id} of a client, out of the answer to an earlier path that lists them. */
    static String idOfClient(String client) {
        return "{client " + client + "}";
    }

    /** A line for each change: method, path, body. */
    static String lines(String realm, List<RealmChange> changes) {
        return changes.stream()
                .map(change -> change.method() + " /admin/realms/" + realm + change.path() + " " + change.body() + "\n")
                .collect(Collectors.joining());
    }

    static String text(String name) {
        try (InputStream stream = AdminScript.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
