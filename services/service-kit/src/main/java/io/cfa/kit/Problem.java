package io.cfa.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** Problem details of RFC 9457 as all services give them: the type is stable, the instance is the id of the request. */
public final class Problem {

    /** What each type begins with. */
    public static final String TYPE = "urn:cfa:problem:";

    private static final URI BLANK = URI.create("about:blank");

    /** Of statuses that a framework answers by itself; any other has its reason phrase. */
    private static final Map<Integer, String> TYPES = Map.ofEntries(
            Map.entry(400, "validation"),
            Map.entry(401, "unauthorized"),
            Map.entry(403, "forbidden"),
            Map.entry(404, "not-found"),
            Map.entry(405, "method-not-allowed"),
            Map.entry(408, "request-timeout"),
            Map.entry(413, "too-large"),
            Map.entry(415, "unsupported-media-type"),
            Map.entry(500, "internal"),
            Map.entry(503, "unavailable"),
            Map.entry(429, "rate-limited"),
            Map.entry(502, "answer-lost"),
            Map.entry(504, "gateway-timeout"));

    private Problem() {}

    /** One problem; the type is a word such as {@code not-found}. */
    public static ProblemDetail of(HttpStatusCode status, String type, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(typed(type));
        return complete(problem);
    }

    /** Gives a problem of a framework what ours have. */
    public static ProblemDetail complete(ProblemDetail problem) {
        if (problem.getType() == null || problem.getType().equals(BLANK)) {
            problem.setType(typed(typeOf(HttpStatusCode.valueOf(problem.getStatus()))));
        }
        problem.setInstance(RequestIds.current().map(Problem::instance).orElse(null));
        return problem;
    }

    /** Answers outside of Spring MVC; the detail is ours and holds nothing that JSON would have to escape. */
    public static void write(HttpServletResponse response, HttpStatusCode status, String type, String detail)
            throws IOException {
        response.setStatus(status.value());
        ResponseHeaders.set(response);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(text(status, type, detail).getBytes(UTF_8));
    }

    /** A problem as JSON; without a type it is that of its status, and the detail, which may be null, holds nothing that JSON escapes. */
    public static String text(HttpStatusCode status, String type, String detail) {
        HttpStatus known = HttpStatus.resolve(status.value());
        String instance = RequestIds.current()
                .map(id -> ",\"instance\":\"" + instance(id) + "\"")
                .orElse("");
        return "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d%s%s}"
                .formatted(
                        typed(type == null ? typeOf(status) : type),
                        known == null ? "Status " + status.value() : known.getReasonPhrase(),
                        status.value(),
                        detail == null ? "" : ",\"detail\":\"" + detail + "\"",
                        instance);
    }

    /** The word that stands for a status where nothing more is known. */
    public static String typeOf(int status) {
        return typeOf(HttpStatusCode.valueOf(status));
    }

    private static String typeOf(HttpStatusCode status) {
        String named = TYPES.get(status.value());
        if (named != null) {
            return named;
        }
        HttpStatus known = HttpStatus.resolve(status.value());
        return known == null
                ? "status-" + status.value()
                : known.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static URI typed(String type) {
        return URI.create(TYPE + type);
    }

    private static URI instance(String requestId) {
        return URI.create("urn:cfa:request:" + requestId);
    }
}
