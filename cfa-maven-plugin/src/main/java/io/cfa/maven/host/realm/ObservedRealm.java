package io.cfa.maven.host.realm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What Keycloak answered.
 *
 * @param realm   the realm's own settings
 * @param clients with their mappers, and without secrets
 * @param roles   of the realm
 */
record ObservedRealm(JsonNode realm, List<JsonNode> clients, List<JsonNode> roles) {

    Optional<JsonNode> client(String id) {
        return named(clients, "clientId", id);
    }

    Optional<JsonNode> role(String name) {
        return named(roles, "name", name);
    }

    static Optional<JsonNode> named(List<JsonNode> nodes, String field, String value) {
        return nodes.stream()
                .filter(node -> node.path(field).asText().equals(value))
                .findFirst();
    }
}
