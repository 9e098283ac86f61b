package io.cfa.maven.verify.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.cfa.maven.verify.http.HttpResult;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether an answer is what the service's own OpenAPI document says of it.
 *
 * <p>Source: OpenAPI Specification 3.1, "Responses Object": a status wins over its range ({@code 4XX}), and that over {@code default}.
 */
public final class ResponseSchema {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADDRESS = "https://service.invalid/openapi";

    private final HttpResult document;

    /** Of a document as the service gave it. */
    public ResponseSchema(HttpResult document) {
        this.document = document;
    }

    /**
     * What is wrong with an answer to a GET, in a few words; empty where it is as the document says.
     *
     * @param path that was asked for, as the service knows it
     */
    public Optional<String> problem(String path, HttpResult answer) {
        Optional<JsonNode> openapi =
                json(document).filter(json -> json.path("paths").isObject());
        if (openapi.isEmpty()) {
            return Optional.of("its OpenAPI document was not had (" + document.describe() + ")");
        }
        Optional<String> schema = schema(openapi.get(), path.replaceFirst("\\?.*", ""), answer);
        if (schema.isEmpty()) {
            return Optional.of("its OpenAPI document does not tell of GET " + path + " with " + answer.describe());
        }
        if (json(answer).isEmpty()) {
            return Optional.of("its body is no JSON");
        }
        try {
            List<Error> errors = SchemaRegistry.withDialect(
                            dialect(openapi.get().path("openapi").asText()),
                            builder -> builder.schemas(Map.of(ADDRESS, document.body())))
                    .getSchema(SchemaLocation.of(ADDRESS + "#" + schema.get()))
                    .validate(answer.body(), InputFormat.JSON);
            return errors.stream()
                    .findFirst()
                    .map(error -> "its body is not what its OpenAPI document says: " + error.getInstanceLocation() + " "
                            + error.getMessage());
        } catch (SchemaException e) {
            return Optional.of("its OpenAPI document has a schema that cannot be read: " + e.getMessage());
        }
    }

    /** What stands in the document beside its schemas is none of theirs, and worth no warning. */
    private static Dialect dialect(String version) {
        return Dialect.builder(version.startsWith("3.0") ? Dialects.getOpenApi30() : Dialects.getOpenApi31())
                .unknownKeywordFactory((name, context) -> new NonValidationKeyword(name))
                .build();
    }

    /** The place of the schema, as a JSON pointer. */
    private static Optional<String> schema(JsonNode openapi, String path, HttpResult answer) {
        for (Iterator<String> names = openapi.path("paths").fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (matches(name, path)) {
                String responses = "/paths/" + escaped(name) + "/get/responses";
                for (String status :
                        List.of(Integer.toString(answer.status()), answer.status() / 100 + "XX", "default")) {
                    String content = resolved(openapi, responses + "/" + status) + "/content/" + escaped(answer.type());
                    if (openapi.at(content + "/schema").isObject()) {
                        return Optional.of(content + "/schema");
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** A response may be one that stands elsewhere. */
    private static String resolved(JsonNode openapi, String pointer) {
        String reference = openapi.at(pointer).path("$ref").asText("");
        return reference.startsWith("#/") ? reference.substring(1) : pointer;
    }

    private static boolean matches(String template, String path) {
        String[] parts = template.split("\\{[^}]*}", -1);
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            pattern.append(i == 0 ? "" : "[^/]+").append(Pattern.quote(parts[i]));
        }
        return path.matches(pattern.toString());
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static Optional<JsonNode> json(HttpResult answer) {
        try {
            return Optional.ofNullable(JSON.readTree(answer.body())).filter(json -> !json.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
