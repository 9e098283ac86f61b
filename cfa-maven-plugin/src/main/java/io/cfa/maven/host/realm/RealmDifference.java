package io.cfa.maven.host.realm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares a realm with its file; asks and changes nothing. What the file does not name is left alone, and people always; lists that it names, such
 * as redirect addresses, are exactly those of the file.
 */
final class RealmDifference {

    private static final Set<String> SEPARATE =
            Set.of("id", "realm", "roles", "clients", "users", "groups", "secret", "protocolMappers");

    private static final String SECRET_OF = "secretOf";
    private static final String MAPPERS = "/protocol-mappers/models";

    /** Which Keycloak before 25 gave each client with an account. */
    private static final Set<String> OF_KEYCLOAK = Set.of("Client ID", "Client Host", "Client IP Address");

    private static final String OF_A_SESSION = "oidc-usersessionmodel-note-mapper";

    private final RealmFile file;
    private final ObservedRealm observed;
    private final List<RealmChange> changes = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    private RealmDifference(RealmFile file, ObservedRealm observed) {
        this.file = file;
        this.observed = observed;
    }

    /** What is to be done now; what needs something that is made first comes up when that is there. */
    static List<RealmChange> between(RealmFile file, ObservedRealm observed) {
        RealmDifference difference = new RealmDifference(file, observed);
        difference.update("realm " + file.name(), file.root(), observed.realm(), "");
        file.roles().forEach(difference::role);
        file.clients().forEach(difference::client);
        difference.missing();
        return List.copyOf(difference.changes);
    }

    private void role(JsonNode wanted) {
        String name = wanted.path("name").asText();
        observed.role(name)
                .ifPresentOrElse(
                        there -> update("role " + name, wanted, there, "/roles/" + name),
                        () -> changes.add(new RealmChange("role " + name + ": missing", "POST", "/roles", wanted)));
    }

    private void client(JsonNode wanted) {
        String id = wanted.path("clientId").asText();
        observed.client(id)
                .ifPresentOrElse(
                        there -> {
                            String path = "/clients/" + there.path("id").asText();
                            update("client " + id, wanted, there, path);
                            secret(id, wanted, there, path);
                            wanted.path("protocolMappers").forEach(mapper -> mapper(id, mapper, there, path));
                            if (wanted.has("protocolMappers")) {
                                otherMappers(id, wanted, there, path);
                            }
                        },
                        () -> missing.add(id));
    }

    /** Whether it is that of the file which the realm's file names, the container alone knows; it has said so, or has blanked another. */
    private void secret(String client, JsonNode wanted, JsonNode there, String path) {
        String named = wanted.path("secret").asText();
        if (named.matches("\\$\\{\\w+}")
                && there.has("secret")
                && !named.equals("${" + there.path(SECRET_OF).asText() + "}")) {
            changes.add(new RealmChange(
                    "client " + client + ": secret: not that of " + named,
                    "PUT",
                    path,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("clientId", client)
                            .put("secret", named)));
        }
    }

    /** Keycloak's own import makes clients with their roles, accounts and what those may do, and leaves alone what is there. */
    private void missing() {
        if (!missing.isEmpty()) {
            ObjectNode all = file.root().deepCopy();
            all.put("ifResourceExists", "SKIP");
            changes.add(
                    new RealmChange("clients missing: " + String.join(", ", missing), "POST", "/partialImport", all));
        }
    }

    private void mapper(String client, JsonNode wanted, JsonNode there, String path) {
        String name = wanted.path("name").asText();
        String what = "client " + client + ": mapper " + name;
        ObservedRealm.named(RealmFile.list(there.path("protocolMappers")), "name", name)
                .ifPresentOrElse(
                        mapper -> update(
                                what,
                                wanted,
                                mapper,
                                path + MAPPERS + "/" + mapper.path("id").asText()),
                        () -> changes.add(new RealmChange(what + ": missing", "POST", path + MAPPERS, wanted)));
    }

    /** A mapper can write any role into each token of a client. Those that Keycloak itself gave clients with an account tell who is logged in, no more. */
    private void otherMappers(String client, JsonNode wanted, JsonNode there, String path) {
        List<JsonNode> named = RealmFile.list(wanted.path("protocolMappers"));
        for (JsonNode mapper : there.path("protocolMappers")) {
            String name = mapper.path("name").asText();
            boolean isOfKeycloak = OF_KEYCLOAK.contains(name)
                    && mapper.path("protocolMapper").asText().equals(OF_A_SESSION);
            if (ObservedRealm.named(named, "name", name).isEmpty() && !isOfKeycloak) {
                changes.add(new RealmChange(
                        "client " + client + ": mapper " + name + ": not in the file",
                        "DELETE",
                        path + MAPPERS + "/" + mapper.path("id").asText(),
                        MissingNode.getInstance()));
            }
        }
    }

    /** One request for all that differs; it has what is there besides, as some of Keycloak's updates replace the whole. */
    private void update(String what, JsonNode wanted, JsonNode there, String path) {
        ObjectNode body = path.isEmpty() ? JsonNodeFactory.instance.objectNode() : there.deepCopy();
        body.remove(List.of("secret", SECRET_OF));
        List<String> lines = new ArrayList<>();
        for (Iterator<Map.Entry<String, JsonNode>> fields = wanted.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            JsonNode before = there.path(field.getKey());
            if (!SEPARATE.contains(field.getKey()) && !covers(before, field.getValue())) {
                lines.add(field.getKey() + ": " + told(before, field.getValue()));
                body.set(field.getKey(), merged(before, field.getValue()));
            }
        }
        if (!lines.isEmpty()) {
            changes.add(new RealmChange(what + ": " + String.join("; ", lines), "PUT", path, body));
        }
    }

    /** Lists are the same in any order; of an object only what the file names is compared. */
    private static boolean covers(JsonNode there, JsonNode wanted) {
        if (wanted.isArray()) {
            return there.isArray() && set(there).equals(set(wanted));
        }
        if (wanted.isObject()) {
            for (Iterator<Map.Entry<String, JsonNode>> fields = wanted.fields(); fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                if (!covers(there.path(field.getKey()), field.getValue())) {
                    return false;
                }
            }
            return true;
        }
        return there.asText().equals(wanted.asText());
    }

    private static JsonNode merged(JsonNode there, JsonNode wanted) {
        if (!there.isObject() || !wanted.isObject()) {
            return wanted;
        }
        ObjectNode merged = there.deepCopy();
        wanted.fields()
                .forEachRemaining(
                        field -> merged.set(field.getKey(), merged(there.path(field.getKey()), field.getValue())));
        return merged;
    }

    private static String told(JsonNode there, JsonNode wanted) {
        if (wanted.isArray()) {
            Set<JsonNode> before = set(there);
            List<String> lines = new ArrayList<>();
            set(there).stream().filter(each -> !set(wanted).contains(each)).forEach(each -> lines.add("- " + each));
            set(wanted).stream().filter(each -> !before.contains(each)).forEach(each -> lines.add("+ " + each));
            lines.sort(null);
            return String.join(", ", lines);
        }
        if (wanted.isObject()) {
            List<String> lines = new ArrayList<>();
            wanted.fields().forEachRemaining(field -> {
                if (!covers(there.path(field.getKey()), field.getValue())) {
                    lines.add(field.getKey() + " " + told(there.path(field.getKey()), field.getValue()));
                }
            });
            return String.join(", ", lines);
        }
        return (there.isMissingNode() ? "nothing" : there.toString()) + " → " + wanted;
    }

    private static Set<JsonNode> set(JsonNode array) {
        return new HashSet<>(RealmFile.list(array));
    }
}
