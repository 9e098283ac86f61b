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

    private static final URI BLANK = URI.create("about:blank");

    /** Of statuses that a framework answers by itself; any other has its reason phrase. */
    private static final Map<Integer, String> TYPES = Map.of(
            400, "validation",
            401, "unauthorized",
            403, "forbidden",
            404, "not-found",
            405, "method-not-allowed",
            413, "too-large",
            415, "unsupported-media-type",
            500, "internal",
            503, "unavailable");

    private Problem() {}

    /** One problem; the type is a word such as {@code not-found}. */
    public static ProblemDetail of(HttpStatusCode status, String type, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(typed(type));
        return complete(problem);
    }

    /** Gives a problem of a framework what ours have. */
    static ProblemDetail complete(ProblemDetail problem) {
        if (problem.getType() == null || problem.getType().equals(BLANK)) {
            problem.setType(typed(typeOf(HttpStatusCode.valueOf(problem.getStatus()))));
        }
        problem.setInstance(RequestIds.current().map(Problem::instance).orElse(null));
        return problem;
    }

    /** Answers outside of Spring MVC; the texts are ours and hold nothing that JSON would have to escape. */
    public static void write(HttpServletResponse response, HttpStatus status, String type, String detail)
            throws IOException {
        String instance = RequestIds.current()
                .map(id -> ",\"instance\":\"" + instance(id) + "\"")
                .orElse("");
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream()
                .write("{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"%s}"
                        .formatted(typed(type), status.getReasonPhrase(), status.value(), detail, instance)
                        .getBytes(UTF_8));
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
        return URI.create("urn:cfa:problem:" + type);
    }

    private static URI instance(String requestId) {
        return URI.create("urn:cfa:request:" + requestId);
    }
}
