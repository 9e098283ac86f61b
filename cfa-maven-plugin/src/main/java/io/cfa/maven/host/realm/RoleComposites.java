package io.cfa.maven.host.realm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Roles that come with another role, beside the file: a role of the file's brings no other along, and what everybody has brings none of the file's, nor
 * any right to administer the realm. Else whoever buys would be an operator, and no list of roles would show it. Asks and changes nothing.
 *
 * <p>Source: Keycloak's admin API, {@code /roles/{role-name}/composites}; what everybody has is the role {@code default-roles-<realm>}.
 */
final class RoleComposites {

    private static final String ADMINISTRATION = "realm-management";

    private final RealmFile file;
    private final List<String> roles;

    /** Of the roles of the realm that a file names; where it names none, there is nothing to look for. */
    RoleComposites(RealmFile file) {
        this.file = file;
        this.roles = file.roles().isEmpty()
                ? List.of()
                : Stream.concat(
                                file.roles().stream()
                                        .filter(role -> !role.has("composites"))
                                        .map(role -> role.path("name").asText()),
                                Stream.of(ofEverybody(file)))
                        .toList();
    }

    /** The role that each account of a realm has. */
    static String ofEverybody(RealmFile file) {
        return "default-roles-" + file.name().toLowerCase(Locale.ROOT);
    }

    /** What to ask, beneath {@code /admin/realms/<realm>}. */
    List<String> paths() {
        return roles.stream().map(RoleComposites::path).toList();
    }

    /** Which of these must have been answered: those of roles that are there and bring others along, which most do not. */
    Set<Integer> needed(ObservedRealm observed) {
        return IntStream.range(0, roles.size())
                .filter(at -> observed.role(roles.get(at))
                        .filter(role -> role.path("composite").asBoolean())
                        .isPresent())
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What is to be taken away.
     *
     * @param answers one for each of {@link #paths()}, anything where none is needed
     */
    List<RealmChange> difference(ObservedRealm observed, List<JsonNode> answers) {
        List<RealmChange> changes = new ArrayList<>();
        needed(observed).forEach(at -> {
            String role = roles.get(at);
            List<JsonNode> brought = RealmFile.list(answers.get(at));
            boolean isOfEverybody = role.equals(ofEverybody(file));
            List<JsonNode> wrong = isOfEverybody
                    ? brought.stream().filter(each -> isPower(observed, each)).toList()
                    : brought;
            if (!wrong.isEmpty()) {
                changes.add(new RealmChange(
                        "role " + role + (isOfEverybody ? ", which everybody has" : "") + ": - " + names(wrong),
                        "DELETE",
                        path(role),
                        ids(wrong)));
            }
        });
        return changes;
    }

    /** Whether a role is one of the file's, of the realm or of a client, or one that administers. */
    private boolean isPower(ObservedRealm observed, JsonNode role) {
        if (!role.path("clientRole").asBoolean()) {
            return file.roles().stream().anyMatch(ours -> ours.path("name").equals(role.path("name")));
        }
        return Stream.concat(
                        file.clients().stream()
                                .map(client -> client.path("clientId").asText()),
                        Stream.of(ADMINISTRATION))
                .flatMap(client -> observed.client(client).stream())
                .anyMatch(client -> client.path("id").equals(role.path("containerId")));
    }

    private static String path(String role) {
        return "/roles/" + role + "/composites";
    }

    /** As Keycloak wants to be told of roles. */
    static ArrayNode ids(List<JsonNode> roles) {
        ArrayNode body = JsonNodeFactory.instance.arrayNode();
        roles.forEach(role -> body.addObject()
                .put("id", role.path("id").asText())
                .put("name", role.path("name").asText()));
        return body;
    }

    /** For people, in their order. */
    static String names(List<JsonNode> roles) {
        Set<String> names =
                roles.stream().map(role -> role.path("name").asText()).collect(Collectors.toCollection(TreeSet::new));
        return String.join(", ", names);
    }
}
