package io.cfa.kit.openapi;

import io.cfa.kit.Problem;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** What a problem looks like, and what each status of one means here. */
final class ProblemSchema {

    private static final String SCHEMA = "Problem";

    private record Meaning(String type, String description, String detail) {}

    private static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            Map.entry(
                    "400",
                    new Meaning(
                            "validation",
                            "The request is not as it must be; `errors` names the fields",
                            "Invalid request.")),
            Map.entry(
                    "401",
                    new Meaning(
                            "unauthorized",
                            "No valid access token of the realm, or one that is not meant for our services",
                            "This needs a valid bearer token of our realm in the header Authorization.")),
            Map.entry(
                    "403",
                    new Meaning(
                            "forbidden",
                            "None of the roles that may do this",
                            "The caller's roles do not allow this.")),
            Map.entry(
                    "404",
                    new Meaning(
                            "not-found",
                            "There is no such thing, or none that the caller may see",
                            "There is no such thing.")),
            Map.entry(
                    "409",
                    new Meaning(
                            "id-taken",
                            "It cannot be done as things stand; the `type` says why",
                            "Something else stands under this id.")),
            Map.entry("413", new Meaning("too-large", "The body is too large", "The body is too large.")),
            Map.entry(
                    "415",
                    new Meaning(
                            "unsupported-media-type", "The body is of another type", "The body is of another type.")),
            Map.entry(
                    "422",
                    new Meaning(
                            "idempotency-key-reused",
                            "It makes no sense, however things stand; the `type` says why",
                            "Another request was sent under this Idempotency-Key.")),
            Map.entry("500", new Meaning("internal", "A mistake of the service", "Internal Server Error")),
            Map.entry(
                    "503",
                    new Meaning(
                            "unavailable",
                            "Something that the service needs does not answer; to be tried again, with the same key",
                            "The database does not answer.")),
            Map.entry(
                    "408",
                    new Meaning(
                            "request-timeout",
                            "The body did not come in time",
                            "The body did not come within 15 seconds.")),
            Map.entry(
                    "412",
                    new Meaning(
                            "changed-meanwhile",
                            "It has changed since it was read under this tag",
                            "It has changed since it was read: read it again and decide anew.")),
            Map.entry(
                    "429",
                    new Meaning(
                            "rate-limited",
                            "Too many requests in too short a time; `Retry-After` says when to come back",
                            "Too many requests of one caller in too short a time.")),
            Map.entry(
                    "502",
                    new Meaning(
                            "answer-lost",
                            "The service was asked and its answer was lost: what was asked may have been done",
                            "The service registry was asked, and its answer was lost: what was asked may have been done.")),
            Map.entry(
                    "504",
                    new Meaning(
                            "gateway-timeout",
                            "The service does not answer in time; to be tried again, with the same key",
                            "The service registry does not answer in time.")));

    private ProblemSchema() {}

    /** The response of a status, by its name in the components. */
    static ApiResponse reference(String status) {
        return new ApiResponse().$ref("#/components/responses/" + nameOf(status));
    }

    static void addTo(Components components, Iterable<String> statuses) {
        components.addSchemas(SCHEMA, schema());
        for (String status : statuses) {
            components.addResponses(
                    nameOf(status),
                    new ApiResponse()
                            .description(MEANINGS.get(status).description())
                            .content(content(status)));
        }
    }

    static Content content(String status) {
        return new Content()
                .addMediaType(
                        "application/problem+json",
                        new MediaType()
                                .schema(new Schema<>().$ref("#/components/schemas/" + SCHEMA))
                                .example(example(status)));
    }

    /** The name of a status's response among the components. */
    static String nameOf(String status) {
        return SCHEMA + status;
    }

    private static Map<String, Object> example(String status) {
        Meaning meaning = MEANINGS.get(status);
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", Problem.TYPE + meaning.type());
        problem.put("title", HttpStatus.valueOf(Integer.parseInt(status)).getReasonPhrase());
        problem.put("status", Integer.valueOf(status));
        problem.put("detail", meaning.detail());
        problem.put("instance", "urn:cfa:request:4f1c9a52-6f3e-4c0a-b5cf-51d20f8a1c3e");
        if (status.equals("400")) {
            problem.put("errors", List.of(Map.of("field", "name", "message", "must not be blank")));
        }
        return problem;
    }

    private static Schema<?> schema() {
        return new ObjectSchema()
                .description("What went wrong, as RFC 9457 has it")
                .addProperty(
                        "type",
                        text("What kind of problem it is; it never changes, so programs decide by it")
                                .format("uri")
                                .example(Problem.TYPE + "validation"))
                .addProperty("title", text("The status in words").example("Bad Request"))
                .addProperty(
                        "status",
                        new IntegerSchema()
                                .description("The status of the answer")
                                .example(400))
                .addProperty("detail", text("What is wrong, for a person").example("Invalid request."))
                .addProperty(
                        "instance",
                        text("The request's id, which the log knows it by")
                                .format("uri")
                                .example("urn:cfa:request:4f1c9a52-6f3e-4c0a-b5cf-51d20f8a1c3e"))
                .addProperty(
                        "errors",
                        new ArraySchema()
                                .description("The fields that are not as they must be")
                                .items(new ObjectSchema()
                                        .description("A field and what is wrong with it")
                                        .addProperty(
                                                "field",
                                                text("Its name, with dots where it lies deeper")
                                                        .example("name"))
                                        .addProperty(
                                                "message", text("What is wrong").example("must not be blank"))))
                .required(List.of("type", "title", "status"));
    }

    private static Schema<?> text(String description) {
        return new StringSchema().description(description);
    }
}
