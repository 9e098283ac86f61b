package io.cfa.kit.openapi;

import io.cfa.kit.IdempotencyKeys;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;

/** What the document says of an operation that changes something: its idempotency key, its precondition, and what it answers where it made something. */
final class CommandParameters {

    private CommandParameters() {}

    static Parameter ifMatch() {
        return new HeaderParameter()
                .name("If-Match")
                .description("The ETag of the resource as the caller has read it: where it has changed since, 412"
                        + " `changed-meanwhile`")
                // without an example, which Swagger UI would send as it stands, and be told 412
                .schema(new StringSchema().maxLength(1000));
    }

    /** What stood there before is answered with 200, with the same content. */
    static void addCreated(ApiResponses responses) {
        ApiResponse found = responses.get("200");
        if (found != null && !responses.containsKey("201")) {
            found.setDescription("It stood under this id before");
            ApiResponse created = new ApiResponse().description("Created").content(found.getContent());
            created.addHeaderObject(
                    "Location",
                    new Header()
                            .description("Where it stands, relative to the address that was asked")
                            .schema(new StringSchema()));
            responses.addApiResponse("201", created);
        }
    }

    static Parameter key(boolean required) {
        return new HeaderParameter()
                .name(IdempotencyKeys.HEADER)
                .required(required)
                .description(
                        "Of the caller's choice, another one for each command: the same command under the same key happens once,"
                                + " and is answered with what was answered first")
                .schema(new StringSchema()
                        .minLength(1)
                        .maxLength(IdempotencyKeys.LONGEST)
                        .pattern("^[!-~]+$"))
                .example("4c1f3b7e-7d5e-4b0e-9a56-3f2f8f0d6a11");
    }
}
