package io.cfa.kit.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Puts into the document what is the same everywhere: what it is about, the problems that its operations refer to, a word on every tag, and examples of ids and times. */
final class OpenApiCompletion implements GlobalOpenApiCustomizer {

    private static final String REFERENCE = "#/components/responses/Problem";

    private static final Map<String, Object> EXAMPLES = Map.of(
            "uuid", "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10",
            "date-time", "2026-11-24T09:30:00Z",
            "date", "2026-11-24");

    @Override
    public void customise(OpenAPI document) {
        document.info(ApiInfo.of(document.getInfo().getTitle()));
        ProblemSchema.addTo(document.getComponents(), problems(document));
        describeTags(document);
        document.getComponents().getSchemas().values().forEach(OpenApiCompletion::exemplify);
        operations(document)
                .flatMap(operation ->
                        operation.getParameters() == null ? Stream.empty() : operation.getParameters().stream())
                .filter(parameter -> parameter.getExample() == null && parameter.getSchema() != null)
                .forEach(parameter -> exemplify(parameter.getSchema()));
    }

    private static Stream<Operation> operations(OpenAPI document) {
        return document.getPaths().values().stream().flatMap(path -> path.readOperations().stream());
    }

    private static Set<String> problems(OpenAPI document) {
        Set<String> statuses = new TreeSet<>();
        operations(document)
                .flatMap(operation -> operation.getResponses().values().stream())
                .filter(response ->
                        response.get$ref() != null && response.get$ref().startsWith(REFERENCE))
                .forEach(response -> statuses.add(response.get$ref().substring(REFERENCE.length())));
        return statuses;
    }

    private static void describeTags(OpenAPI document) {
        List<Tag> tags = new ArrayList<>(document.getTags() == null ? List.of() : document.getTags());
        Set<String> described = new HashSet<>();
        tags.forEach(tag -> described.add(tag.getName()));
        operations(document).flatMap(operation -> operation.getTags().stream()).forEach(name -> {
            if (described.add(name)) {
                tags.add(new Tag()
                        .name(name)
                        .description(name + " of " + document.getInfo().getTitle()));
            }
        });
        document.setTags(tags);
    }

    @SuppressWarnings("rawtypes")
    private static void exemplify(Schema<?> schema) {
        if (schema.getProperties() != null) {
            for (Schema property : schema.getProperties().values()) {
                exemplify(property);
            }
        }
        if (schema.getItems() != null) {
            exemplify(schema.getItems());
        }
        if (schema.getExample() == null && schema.getFormat() != null) {
            Object example = EXAMPLES.get(schema.getFormat());
            if (example != null) {
                ((Schema) schema).setExample(example);
            }
        }
    }
}
