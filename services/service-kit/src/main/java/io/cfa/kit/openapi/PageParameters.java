package io.cfa.kit.openapi;

import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
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

    static void addTo(Operation operation, SortedBy sorted) {
        if (sorted != null) {
            operation.addParametersItem(sort(sorted.value()));
        }
        operation.addParametersItem(new QueryParameter()
                .name("limit")
                .description("How many at most")
                .schema(new IntegerSchema()
                        .minimum(BigDecimal.ONE)
                        .maximum(BigDecimal.valueOf(PageRequest.MOST))
                        ._default(PageRequest.USUAL))
                .example(PageRequest.USUAL));
        // without an example, which Swagger UI would send as it stands: no cursor holds that was not given out
        operation.addParametersItem(new QueryParameter()
                .name("cursor")
                .description("Where the page before ended: from the header Link of its answer")
                .schema(new StringSchema()));
        ApiResponse page = operation.getResponses().get("200");
        if (page != null) {
            page.addHeaderObject(
                    "Link",
                    new Header()
                            .description("The next page, where there is one: <?cursor=…>; rel=\"next\" (RFC 8288)")
                            .schema(new StringSchema()));
        }
    }

    private static QueryParameter sort(String[] fields) {
        StringSchema either = new StringSchema();
        for (String field : fields) {
            String name = field.replaceFirst("^-", "");
            either.addEnumItem(name);
            either.addEnumItem("-" + name);
        }
        either.setDefault(fields[0]);
        QueryParameter parameter = new QueryParameter();
        parameter
                .name("sort")
                .description("What the list is sorted by; with a minus in front the largest or youngest comes first")
                .schema(either)
                .example(fields[0]);
        return parameter;
    }
}
