package io.cfa.kit;

import jakarta.servlet.http.HttpServletResponse;

/**
 * What every answer tells a browser beside its content: that it is of the type that it says, is shown in no frame, runs nothing, and that no other host
 * learns the address that a link was followed from. Swagger UI has a policy of its own.
 */
public final class ResponseHeaders {

    /** Of Content Security Policy Level 3. */
    public static final String CONTENT_POLICY = "Content-Security-Policy";

    /** The policy of what is not a page: a browser that shows it loads and runs nothing for it. */
    public static final String NOTHING =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private ResponseHeaders() {}

    /** Sets them on an answer that is given before Spring Security sees its request. */
    public static void set(HttpServletResponse response) {
        response.setHeader(CONTENT_POLICY, NOTHING);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Frame-Options", "DENY");
    }
}
