package io.cfa.gateway;

import io.cfa.kit.DomainException;
import io.cfa.kit.Problem;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayServerResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;

/** The answer to a request that goes no further than the gateway; its headers can be added to. */
final class ProblemResponses {

    private ProblemResponses() {}

    static ServerResponse because(DomainException refusal) {
        ServerResponse.BodyBuilder answer =
                GatewayServerResponse.status(refusal.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (refusal.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, "5");
        }
        return answer.body(Problem.of(refusal.status(), refusal.type(), refusal.getMessage()));
    }
}
