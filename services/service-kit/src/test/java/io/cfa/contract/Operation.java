package io.cfa.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * One operation of an API document.
 *
 * @param method such as {@code PUT}
 * @param path   as the document has it, with variables
 * @param takes  the type of the body that it takes, or nothing
 * @param document what the document says of it
 */
record Operation(String method, String path, String takes, JsonNode document) {

    static final String[] ROLES = {"investor", "issuer", "operator"};

    static List<Operation> of(JsonNode document) {
        List<Operation> operations = new ArrayList<>();
        document.at("/paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> operations.add(new Operation(
                        operation.getKey().toUpperCase(Locale.ROOT),
                        path.getKey(),
                        operation.getValue().at("/requestBody/content").propertyNames().stream()
                                .findFirst()
                                .orElse(""),
                        operation.getValue()))));
        return operations;
    }

    /** One of its parameters; missing where it has none of this name. */
    JsonNode parameter(String name) {
        return document.at("/parameters")
                .valueStream()
                .filter(parameter -> parameter.at("/name").asString().equals(name))
                .findFirst()
                .orElse(document.at("/no/such/parameter"));
    }

    /** A path that nothing stands at. */
    String anyPath() {
        return path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
    }

    String bodyType() {
        return takes.isEmpty() ? "application/json" : takes;
    }

    /** A body of the right type that says nothing. */
    String body() {
        return takes.isEmpty() ? "" : "{}";
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
