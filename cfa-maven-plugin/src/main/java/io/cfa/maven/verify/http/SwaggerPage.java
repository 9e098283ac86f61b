package io.cfa.maven.verify.http;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells Swagger UI's page by what makes it one: that it loads Swagger UI's own script. */
final class SwaggerPage {

    private static final Pattern SCRIPT = Pattern.compile(
            "<script[^>]*\\ssrc\\s*=\\s*[\"']([^\"']*swagger-ui-bundle[^\"']*)[\"']", Pattern.CASE_INSENSITIVE);

    private SwaggerPage() {}

    /** Where the script is that a page loads. */
    static Optional<URI> script(HttpResult page) {
        Matcher matcher = SCRIPT.matcher(page.body());
        try {
            return matcher.find() ? Optional.of(page.uri().resolve(matcher.group(1))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with the script's answer; a server that answers everything with its start page is not taken for it. */
    static Optional<String> unmet(HttpResult script) {
        return script.status() == 200 && script.type().contains("javascript")
                ? Optional.empty()
                : Optional.of("200 with JavaScript, as the page loads it");
    }
}
