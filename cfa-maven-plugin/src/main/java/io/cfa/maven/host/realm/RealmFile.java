package io.cfa.maven.host.realm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cfa.maven.host.RolloutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The realm as its file says it, with the container's variables put in as Keycloak's import puts them in.
 *
 * @param root the representation of a realm, as Keycloak's admin API has it
 */
record RealmFile(JsonNode root) {

    /** Where it lies in a bundle. */
    static final String PATH = "keycloak/realm-cfa.json";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads it.
     *
     * @param variables those that are no secret; a placeholder of another stays
     * @throws RolloutException where it is no realm
     */
    static RealmFile parse(String text, Map<String, String> variables) {
        StringBuilder filled = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            String value = variables.get(placeholder.group(1));
            placeholder.appendReplacement(
                    filled,
                    Matcher.quoteReplacement(
                            value == null
                                    ? placeholder.group()
                                    : JSON.getNodeFactory()
                                            .textNode(value)
                                            .toString()
                                            .replaceAll("^\"|\"$", "")));
        }
        placeholder.appendTail(filled);
        try {
            JsonNode root = JSON.readTree(filled.toString());
            if (root != null && root.isObject() && root.path("realm").isTextual()) {
                return new RealmFile(root);
            }
        } catch (JsonProcessingException e) {
            throw new RealmException(
                    PATH + ":" + e.getLocation().getLineNr() + "  is not JSON",
                    "mend it in the repository, and sync again");
        }
        throw new RealmException(
                PATH + "  has no name of a realm; expected \"realm\": \"…\"",
                "mend it in the repository, and sync again");
    }

    /** Variables that it names and the container does not have; those of secrets are not known here. */
    List<String> unknownVariables() {
        return PLACEHOLDER
                .matcher(root.toString())
                .results()
                .map(match -> match.group(1))
                .filter(name -> !name.contains("SECRET"))
                .distinct()
                .toList();
    }

    String name() {
        return root.get("realm").textValue();
    }

    List<JsonNode> clients() {
        return list(root.path("clients"));
    }

    List<JsonNode> roles() {
        return list(root.path("roles").path("realm"));
    }

    /** Of each client that has roles a list of them. */
    JsonNode clientRoles() {
        return root.path("roles").path("client");
    }

    /** The accounts of clients of which it says what they may do; no people. */
    List<JsonNode> accounts() {
        return list(root.path("users")).stream()
                .filter(user ->
                        !clientOf(user).isEmpty() && user.path("clientRoles").isObject())
                .toList();
    }

    static String clientOf(JsonNode account) {
        return account.path("serviceAccountClientId").asText();
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        return all;
    }
}
