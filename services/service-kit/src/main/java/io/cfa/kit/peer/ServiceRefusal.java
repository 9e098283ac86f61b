package io.cfa.kit.peer;

import java.util.Optional;
import java.util.Set;
import org.springframework.http.ProblemDetail;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/**
 * Whether another service has understood a question and said no. Only a 400, 403, 409 or 422 with a problem of ours is that; a 404 is none, as
 * an address that was given to somebody else answers so to everything, and what has no problem of ours may come from anybody.
 */
public final class ServiceRefusal {

    private static final Set<Integer> ANSWERS = Set.of(400, 403, 409, 422);
    private static final String PROBLEM = "urn:cfa:problem:";

    /** Says that we may not ask, which a realm that is not as it should be does, and nothing of what was asked for. */
    private static final String MAY_NOT_ASK = "forbidden";

    private ServiceRefusal() {}

    /** The last word of the problem's type, such as {@code insufficient-funds}; empty where the failure is no answer, so that asking again may help. */
    public static Optional<String> of(RestClientException failure) {
        if (!(failure instanceof RestClientResponseException answer)
                || !ANSWERS.contains(answer.getStatusCode().value())) {
            return Optional.empty();
        }
        return problem(answer).filter(type -> !type.equals(MAY_NOT_ASK));
    }

    /** The last word of the type of the problem that an answer of whatever status has; empty where it has none of ours. */
    public static Optional<String> problem(RestClientResponseException answer) {
        try {
            return Optional.ofNullable(answer.getResponseBodyAs(ProblemDetail.class))
                    .map(ProblemDetail::getType)
                    .map(Object::toString)
                    .filter(type -> type.startsWith(PROBLEM))
                    .map(type -> type.substring(PROBLEM.length()));
        } catch (RestClientException e) {
            return Optional.empty();
        }
    }
}
