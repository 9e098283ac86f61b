package io.cfa.issuance.issue;

import io.cfa.kit.DomainException;
import io.cfa.kit.ServiceClients;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;

/** What bank-nominal says about issuers. */
@Component
class BankClient {

    private static final Logger LOG = LoggerFactory.getLogger(BankClient.class);

    private final RestClient bank;

    BankClient(ServiceClients services) {
        this.bank = services.to("bank-nominal");
    }

    /** Whether an issuer has an account that buyers can pay to; refuses with 503 where the bank does not say. */
    boolean hasAccount(String issuer) {
        try {
            JsonNode accounts = bank.get()
                    .uri("/accounts?owner={issuer}", issuer)
                    .retrieve()
                    .body(JsonNode.class);
            if (accounts != null && accounts.isArray()) {
                // a bank that does not know the filter lists everybody's
                return accounts.valueStream()
                        .anyMatch(account -> account.path("owner").asString("").equals(issuer));
            }
            LOG.warn("bank-nominal does not say whether {} has an account: {}", issuer, accounts);
        } catch (RestClientException e) {
            LOG.warn("bank-nominal does not say whether {} has an account: {}", issuer, e.toString());
        }
        throw new DomainException(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The bank does not answer now.");
    }
}
