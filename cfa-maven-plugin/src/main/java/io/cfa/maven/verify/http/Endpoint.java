package io.cfa.maven.verify.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** What a service is asked for over HTTP, and what its answer has to be. */
public enum Endpoint {

    /** The page of Swagger UI; the script that it loads is asked for too, by {@link EndpointChecker}. */
    SWAGGER("/swagger", "/swagger", "200 with the HTML of Swagger UI") {
        @Override
        boolean isMet(HttpResult answer) {
            return answer.type().equals("text/html")
                    && SwaggerPage.script(answer).isPresent();
        }
    },

    /** The document that Swagger UI shows. */
    OPENAPI("/openapi", "/openapi", "200 with an OpenAPI 3 document that has paths") {
        @Override
        boolean isMet(HttpResult answer) {
            return json(answer)
                    .filter(document -> document.path("openapi").asText().startsWith("3."))
                    .filter(document -> document.path("paths").isObject()
                            && !document.path("paths").isEmpty())
                    .isPresent();
        }
    },

    /** The service's own opinion of itself and of what it stands on. */
    HEALTH("/health", "/health", "200 with status UP") {
        @Override
        boolean isMet(HttpResult answer) {
            return json(answer)
                    .filter(health -> health.path("status").asText().equals("UP"))
                    .isPresent();
        }
    },

    /** Keycloak's description of our realm. */
    REALM("dependency", "/realms/cfa/.well-known/openid-configuration", "200 with the issuer of the realm cfa") {
        @Override
        boolean isMet(HttpResult answer) {
            return json(answer)
                    .filter(realm -> realm.path("issuer").asText().endsWith("/realms/cfa"))
                    .isPresent();
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String probe;
    private final String path;
    private final String expected;

    Endpoint(String probe, String path, String expected) {
        this.probe = probe;
        this.path = path;
        this.expected = expected;
    }

    /** Whether type and content of an answer with status 200 are what they should be. */
    abstract boolean isMet(HttpResult answer);

    /** The name of the probe: a column of the table. */
    public String probe() {
        return probe;
    }

    String path() {
        return path;
    }

    /** What was expected instead, where an answer is not what it should be. */
    Optional<String> unmet(HttpResult answer) {
        return answer.status() == 200 && isMet(answer) ? Optional.empty() : Optional.of(expected);
    }

    private static Optional<JsonNode> json(HttpResult answer) {
        try {
            return Optional.ofNullable(JSON.readTree(answer.body()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
