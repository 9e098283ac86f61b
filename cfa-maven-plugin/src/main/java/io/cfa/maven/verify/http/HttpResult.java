package io.cfa.maven.verify.http;

import java.net.URI;
import java.util.Set;

/**
 * What came of asking for a page.
 *
 * @param uri    the page, after redirects
 * @param status the status; 0 where nothing answered
 * @param type   the media type without parameters; empty where none was named
 * @param body   the text; empty where only status and type were asked for
 * @param silence why nothing answered, in a word or two; empty where something did
 */
public record HttpResult(URI uri, int status, String type, String body, String silence) {

    /** The silence of a port at which nobody listens. */
    public static final String REFUSED = "refused";

    static final String UNKNOWN_HOST = "unknown host";

    private static final Set<Integer> UNAVAILABLE = Set.of(502, 503, 504);

    private static final Set<String> FINAL = Set.of(REFUSED, UNKNOWN_HOST);

    static HttpResult of(URI uri, int status, String contentType, String body) {
        return new HttpResult(uri, status, contentType.replaceFirst("\\s*;.*", ""), body, "");
    }

    public static HttpResult silent(URI uri, String why) {
        return new HttpResult(uri, 0, "", "", why);
    }

    public boolean isSilent() {
        return !silence.isEmpty();
    }

    /** Whether nothing answered, and that need not stay so: a refusal, or a name that nobody knows, does. */
    public boolean mayAnswerLater() {
        return isSilent() && !FINAL.contains(silence);
    }

    /** Whether a page is not served just now (503, or 502 and 504 of what stands before it), which one question on a busy host does not settle. */
    public boolean isUnavailable() {
        return UNAVAILABLE.contains(status);
    }

    /** In a few words: {@code 500 application/problem+json}, {@code refused}. */
    public String describe() {
        return isSilent() ? silence : (status + " " + type).strip();
    }
}
