package io.cfa.issuance.placement;

import io.cfa.issuance.issue.Issue;
import io.cfa.kit.DomainException;
import io.cfa.kit.ServiceClients;
import io.cfa.kit.peer.ServiceRefusal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** What settlement says of the offers that investors subscribe from. */
@Component
class OfferClient {

    private static final Logger LOG = LoggerFactory.getLogger(OfferClient.class);

    private final RestClient settlement;

    OfferClient(ServiceClients services) {
        this.settlement = services.to("settlement");
    }

    /** An offer as far as its placement is concerned. */
    record Offer(UUID id, Terms placement, Issue.Outcome outcome) {

        Instant closesAt() {
            return placement == null ? null : placement.closesAt();
        }
    }

    record Terms(Instant closesAt) {}

    private record Extension(Instant closesAt) {}

    /** As it is now; empty where settlement does not say. */
    Optional<Offer> offer(UUID id) {
        try {
            return Optional.ofNullable(
                            settlement.get().uri("/offers/{id}", id).retrieve().body(Offer.class))
                    .filter(offer -> id.equals(offer.id()));
        } catch (RestClientException e) {
            LOG.warn("settlement does not say how placement {} has ended: {}", id, e.toString());
            return Optional.empty();
        }
    }

    /** Ends a placement: {@code closing} or {@code cancellation}. */
    Offer end(UUID id, String command) {
        return answer(id, () -> settlement
                .post()
                .uri("/offers/{id}/" + command, id)
                .header("Idempotency-Key", "issuance-" + command + "-" + id)
                .retrieve()
                .body(Offer.class));
    }

    /** Moves a deadline. */
    Offer extend(UUID id, Instant closesAt) {
        return answer(id, () -> settlement
                .post()
                .uri("/offers/{id}/extension", id)
                .header("Idempotency-Key", "issuance-extension-" + id + "-" + closesAt)
                .body(new Extension(closesAt))
                .retrieve()
                .body(Offer.class));
    }

    private static Offer answer(UUID id, Supplier<Offer> request) {
        try {
            Offer offer = request.get();
            if (offer != null && id.equals(offer.id())) {
                return offer;
            }
            LOG.warn("settlement answers with another offer than {}", id);
        } catch (RestClientException e) {
            Optional<String> refusal = ServiceRefusal.of(e);
            if (refusal.isPresent()) {
                throw DomainException.conflict(refusal.get(), "Settlement refuses: " + refusal.get() + ".");
            }
            LOG.warn("settlement does not answer: {}", e.toString());
        }
        throw new DomainException(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Settlement does not answer now.");
    }
}
