package io.cfa.gateway;

import io.cfa.kit.DomainException;
import java.security.Principal;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Lets each caller make so many requests, and tells how many are left, in the headers of the IETF's draft "RateLimit header fields". */
@Component
final class RateLimit implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private final TokenBuckets buckets;
    private final String policy;

    RateLimit(TokenBuckets buckets, GatewayLimits limits) {
        this.buckets = buckets;
        int burst = limits.rate().burst();
        int perSecond = limits.rate().perSecond();
        this.policy = "\"caller\";q=%d;w=%d".formatted(burst, Math.max(1, burst / perSecond));
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        Optional<TokenBuckets.Taken> taken = buckets.take(caller(request));
        if (taken.isEmpty()) {
            return next.handle(request);
        }
        if (!taken.get().passes()) {
            ServerResponse answer = ProblemResponses.because(new DomainException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "rate-limited",
                    "Too many requests of one caller in too short a time."));
            answer.headers()
                    .set(HttpHeaders.RETRY_AFTER, String.valueOf(taken.get().seconds()));
            return with(taken.get(), answer);
        }
        return with(taken.get(), next.handle(request));
    }

    private ServerResponse with(TokenBuckets.Taken taken, ServerResponse answer) {
        answer.headers().set("RateLimit-Policy", policy);
        answer.headers().set("RateLimit", "\"caller\";r=%d;t=%d".formatted(taken.left(), taken.seconds()));
        return answer;
    }

    /** Who has no token, and so may fetch the documents only, counts by where it comes from. */
    private static String caller(ServerRequest request) {
        return request.principal().map(Principal::getName).orElseGet(() -> request.servletRequest()
                .getRemoteAddr());
    }
}
