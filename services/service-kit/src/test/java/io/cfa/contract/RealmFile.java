package io.cfa.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The realm of the bundle, which says what each service may call at the others. */
public final class RealmFile {

    private static final Path FILE = Path.of("deploy/docker-compose-at-vps/cfa2/keycloak/realm-cfa.json");

    private RealmFile() {}

    /** The file as it is read by Keycloak, but for its variables. */
    public static JsonNode json() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve(FILE))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException(
                        "there is no " + FILE + " above " + Path.of("").toAbsolutePath());
            }
        }
        try {
            return new JsonMapper().readTree(Files.readString(directory.resolve(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The roles of a service's own client, such as {@code registry.transfer}; none of a client that is not there. */
    public static String[] rolesOf(String client) {
        return StreamSupport.stream(json().at("/users").spliterator(), false)
                .filter(user -> user.at("/serviceAccountClientId").asString("").equals(client))
                .flatMap(user -> user.at("/clientRoles").properties().stream())
                .flatMap(at -> StreamSupport.stream(at.getValue().spliterator(), false)
                        .map(role -> at.getKey() + "." + role.asString()))
                .toArray(String[]::new);
    }
}
