package io.cfa.maven.host.realm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cfa.maven.remote.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a Keycloak answered.
 *
 * @param host      as a person names it
 * @param paths     that were asked for
 * @param lines     for each of them status and answer
 * @param variables of its container that are no secret
 */
record AdminAnswers(String host, List<String> paths, List<String> lines, Map<String, String> variables) {

    static final int NO_CONTAINER = 3;

    private static final int NOT_YET = 4;
    private static final int REFUSED = 5;
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads what {@link RealmAdmin#observe} gave; nothing where Keycloak is not there yet.
     *
     * @throws RealmException where it refuses the administrator, or could not be asked
     */
    static Optional<AdminAnswers> of(String host, List<String> paths, Result result) {
        switch (result.exitStatus()) {
            case 0 -> {
                // read below
            }
            case NO_CONTAINER, NOT_YET -> {
                return Optional.empty();
            }
            case REFUSED ->
                throw new RealmException(
                        "Keycloak on " + host + " refuses the user admin with secrets/keycloak_admin_password",
                        "write the password that counts there into that file; the runbook says how to set another");
            default ->
                throw new RealmException(
                        "Keycloak on " + host + " could not be asked for its realm (exit status " + result.exitStatus()
                                + "): " + result.error().lines().findFirst().orElse(""),
                        "see cfa:doctor");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        result.output().lines().forEach(line -> {
            if (line.startsWith("env ") && line.contains("=")) {
                variables.put(line.substring(4, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            } else if (line.startsWith("GET ") && lines.size() < paths.size()) {
                lines.add(line.substring(4));
            }
        });
        if (lines.size() != paths.size()) {
            throw new RealmException(
                    "Keycloak on " + host + " gave " + lines.size() + " of " + paths.size() + " answers",
                    "see cfa:logs -Dcfa.services=keycloak");
        }
        return Optional.of(new AdminAnswers(host, paths, lines, variables));
    }

    /**
     * One of them.
     *
     * @throws RealmException where it is none with 200 and JSON
     */
    JsonNode at(int index) {
        String path = paths.get(index);
        String[] parts = lines.get(index).split(" ", 2);
        try {
            if (parts[0].equals("200") && parts.length == 2) {
                return JSON.readTree(parts[1]);
            }
        } catch (JsonProcessingException e) {
            throw new RealmException(
                    "Keycloak on " + host + " answered GET " + path + " with something that is not JSON",
                    "see cfa:logs -Dcfa.services=keycloak");
        }
        throw new RealmException(
                "Keycloak on " + host + " answered " + parts[0] + " to GET " + path,
                "see cfa:logs -Dcfa.services=keycloak");
    }
}
