package io.cfa.kit.openapi;

import io.cfa.kit.api.PageRequest;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.math.BigDecimal;

/** What the document says of an operation that answers with pages. */
final class PageParameters {

    private PageParameters() {}

    static void addTo(Operation operation) {
        operation.addParametersItem(new QueryParameter()
                .name("limit")
                .description("How many at most")
                .schema(new IntegerSchema()
                        .minimum(BigDecimal.ONE)
                        .maximum(BigDecimal.valueOf(PageRequest.MOST))
                        ._default(PageRequest.USUAL))
                .example(PageRequest.USUAL));
        operation.addParametersItem(new QueryParameter()
                .name("cursor")
                .description("Where the page before ended: from the header Link of its answer")
                .schema(new StringSchema())
                .example("MjAyNi0xMS0yNFQwOTozMDowMFogOGExZjZmMGU"));
        ApiResponse page = operation.getResponses().get("200");
        if (page != null) {
            page.addHeaderObject(
                    "Link",
                    new Header()
                            .description("The next page, where there is one: <?cursor=…>; rel=\"next\" (RFC 8288)")
                            .schema(new StringSchema()));
        }
    }
}
