package io.cfa.registry.extract;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the API's document says of an operation that answers with an extract. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
        responseCode = "200",
        description = "The extract",
        content = {
            @Content(mediaType = "application/json", schema = @Schema(implementation = Extract.class)),
            @Content(mediaType = "application/pdf", schema = @Schema(type = "string", format = "binary"))
        })
@ApiResponse(responseCode = "422", ref = "#/components/responses/Problem422")
@ApiResponse(responseCode = "429", ref = "#/components/responses/Problem429")
@interface AnswersWithExtract {}
