package io.cfa.issuance.issue;

import io.cfa.kit.DomainException;
import io.cfa.kit.ServiceClients;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** What compliance says about issuers. */
@Component
class ComplianceClient {

    private static final Logger LOG = LoggerFactory.getLogger(ComplianceClient.class);

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final RestClient compliance;
    private final RetryTemplate patiently;

    /**
     * Asks compliance.
     *
     * @param patience for how long it may be away, as when it is being replaced; less than the gateway waits for our own answer
     */
    ComplianceClient(ServiceClients services, @Value("${cfa.issuance.patience:20s}") Duration patience) {
        this.compliance = services.to("compliance");
        this.patiently = new RetryTemplate(RetryPolicy.builder()
                .includes(ResourceAccessException.class, HttpServerErrorException.class)
                .maxRetries(Long.MAX_VALUE)
                .delay(PAUSE)
                .timeout(patience)
                .build());
    }

    private record Screening(String result) {}

    /** Whether compliance has approved an issuer; one that it has not screened is not. */
    boolean isApproved(String issuer) {
        try {
            Screening screening = patiently.invoke(() -> compliance
                    .get()
                    .uri("/screenings/{issuer}", issuer)
                    .retrieve()
                    .body(Screening.class));
            return screening != null && "APPROVED".equals(screening.result());
        } catch (HttpClientErrorException.NotFound e) {
            return false;
        } catch (RestClientException e) {
            LOG.warn("compliance does not say whether {} is approved: {}", issuer, e.toString());
            throw new DomainException(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Compliance does not answer now.");
        }
    }
}
