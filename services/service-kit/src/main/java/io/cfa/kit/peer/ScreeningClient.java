package io.cfa.kit.peer;

import io.cfa.kit.DomainException;
import io.cfa.kit.ServiceClients;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** What compliance says about a participant. */
public final class ScreeningClient {

    private static final Logger LOG = LoggerFactory.getLogger(ScreeningClient.class);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final RestClient compliance;
    private final RetryTemplate patiently;

    /**
     * Asks compliance.
     *
     * @param patience for how long it may be away, as when it is being replaced; less than the gateway waits for our own answer
     */
    public ScreeningClient(ServiceClients services, Duration patience) {
        this.compliance = services.to("compliance");
        this.patiently = new RetryTemplate(RetryPolicy.builder()
                .includes(
                        ResourceAccessException.class,
                        HttpServerErrorException.class,
                        // of a release that wants another token, while it is being replaced
                        HttpClientErrorException.Unauthorized.class)
                .maxRetries(Long.MAX_VALUE)
                .delay(PAUSE)
                .timeout(patience)
                .build());
    }

    private record Screening(String result) {}

    /**
     * Whether compliance has approved a participant now; one that it has not screened is not.
     *
     * @throws DomainException with 503 where it does not say; a 404 that is not its own is no answer
     */
    public boolean isApproved(String participant) {
        try {
            Screening screening = patiently.invoke(() -> compliance
                    .get()
                    .uri("/screenings/{participant}", participant)
                    .retrieve()
                    .body(Screening.class));
            return screening != null && "APPROVED".equals(screening.result());
        } catch (HttpClientErrorException.NotFound e) {
            if (ServiceRefusal.problem(e).filter("not-screened"::equals).isPresent()) {
                return false;
            }
            throw unavailable(participant, e);
        } catch (RestClientException e) {
            throw unavailable(participant, e);
        }
    }

    private static DomainException unavailable(String participant, RestClientException failure) {
        LOG.warn("compliance does not say whether {} is approved: {}", participant, failure.toString());
        return new DomainException(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Compliance does not answer now.");
    }
}
