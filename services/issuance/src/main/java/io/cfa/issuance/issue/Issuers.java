package io.cfa.issuance.issue;

import io.cfa.kit.Refusal;
import io.cfa.kit.ServiceCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** What compliance says about issuers. */
@Component
class Issuers {

    private static final Logger LOG = LoggerFactory.getLogger(Issuers.class);

    private final RestClient compliance;

    Issuers(ServiceCalls services) {
        this.compliance = services.to("compliance");
    }

    private record Screening(String result) {}

    /** Whether compliance has approved an issuer; one that it has not screened is not. */
    boolean isApproved(String issuer) {
        try {
            Screening screening = compliance
                    .get()
                    .uri("/screenings/{issuer}", issuer)
                    .retrieve()
                    .body(Screening.class);
            return screening != null && "APPROVED".equals(screening.result());
        } catch (HttpClientErrorException.NotFound e) {
            return false;
        } catch (RestClientException e) {
            LOG.warn("compliance does not say whether {} is approved: {}", issuer, e.toString());
            throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Compliance does not answer now.");
        }
    }
}
