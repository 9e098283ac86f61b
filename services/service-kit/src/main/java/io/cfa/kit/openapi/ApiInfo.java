package io.cfa.kit.openapi;

import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;

/** What all documents say first. */
final class ApiInfo {

    private static final String RULES =
            """
            One of the seven backend services of a platform for digital financial assets.

            Money is counted in kopecks, assets in units: whole numbers, never fractions. Whoever is known by a `sub` is known by that of the \
            login's token.

            A thing is made by `PUT` under an id of the caller's choice, and a repeated call returns the first one; what happens to it later is a \
            `POST` with an `Idempotency-Key`. Whatever goes wrong is a problem of RFC 9457 whose `type` never changes.
            """;

    private ApiInfo() {}

    static Info of(String service) {
        return new Info()
                .title(service)
                .version("1")
                .description(RULES)
                .contact(new Contact().name("The CFA platform"))
                .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0.txt"));
    }
}
