package io.cfa.maven.image.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What came back.
 *
 * @param status  of HTTP
 * @param headers without regard to capitals
 * @param body    empty where it went elsewhere
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

    private static final int LONGEST = 300;

    public boolean isGood() {
        return status / 100 == 2;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Whether it is a page for people: of a captive portal, a proxy, or a web server that is no registry. */
    public boolean isHtml() {
        String text = new String(body, 0, Math.min(body.length, LONGEST), StandardCharsets.UTF_8).stripLeading();
        return header("Content-Type")
                        .filter(type -> type.startsWith("text/html"))
                        .isPresent()
                || text.regionMatches(true, 0, "<!doctype html", 0, 14)
                || text.regionMatches(true, 0, "<html", 0, 5);
    }

    /**
     * Why a registry refuses, in its own words and on one line; empty where it does not say.
     *
     * <p>Source: OCI distribution specification 1.1, "Error codes".
     */
    public String reason() {
        if (isHtml()) {
            return "an HTML page, which no registry sends";
        }
        boolean plain = header("Content-Type")
                .filter(type -> type.startsWith("text/plain"))
                .isPresent();
        return ErrorBody.reason(body, plain);
    }
}
