package io.cfa.bank.account;

import io.cfa.bank.withdrawal.Allowance;
import io.cfa.kit.DomainException;
import io.cfa.kit.ServiceClients;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks compliance how much may be paid out to whoever was identified as they were; to be asked right after whether they are approved, which is waited for. */
@Component
class IdentificationClient {

    private static final Logger LOG = LoggerFactory.getLogger(IdentificationClient.class);

    private final RestClient compliance;

    IdentificationClient(ServiceClients services) {
        this.compliance = services.to("compliance");
    }

    /**
     * What it says now.
     *
     * @throws DomainException with 503 where it says nothing
     */
    Allowance allowance(String participant) {
        try {
            Allowance allowance = compliance
                    .get()
                    .uri("/investors/{participant}/identification/withdrawal-limit", participant)
                    .retrieve()
                    .body(Allowance.class);
            boolean isWhole = allowance != null
                    && allowance.level() != null
                    && (allowance.once() == null) == (allowance.monthly() == null)
                    && (allowance.once() != null || allowance.level().equals("FULL"));
            if (isWhole) {
                return allowance;
            }
            LOG.warn("compliance does not say how much may go to {}: {}", participant, allowance);
        } catch (RestClientException e) {
            LOG.warn("compliance does not say how much may go to {}: {}", participant, e.toString());
        }
        throw new DomainException(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Compliance does not answer now.");
    }
}
