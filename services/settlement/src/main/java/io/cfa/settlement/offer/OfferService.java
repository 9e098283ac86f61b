package io.cfa.settlement.offer;

import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The rule of offers: an id is used once, and only the seller takes an offer back. */
@Service
class OfferService {

    private final Offers offers;
    private final EventPublisher events;

    OfferService(Offers offers, EventPublisher events) {
        this.offers = offers;
        this.events = events;
    }

    @Transactional
    Offer offer(UUID id, String seller, OfferApi.Request request) {
        Optional<Offer> made = offers.make(id, request.asset(), seller, request.units(), request.unitPrice());
        made.ifPresent(offer -> events.publish("settlement.offer-made", id.toString(), offer));
        return made.orElseGet(() -> offers.withId(id)
                .filter(first -> request.isThatOf(first) && first.seller().equals(seller))
                .orElseThrow(() -> DomainException.conflict("id-taken", "Another offer stands under this id.")));
    }

    Offer offer(UUID id) {
        return offers.withId(id).orElseThrow(() -> DomainException.notFound("There is no such offer."));
    }

    @Transactional
    Offer withdraw(UUID id, String seller) {
        if (!offer(id).seller().equals(seller)) {
            throw new DomainException(HttpStatus.FORBIDDEN, "forbidden", "Only its seller takes an offer back.");
        }
        boolean withdrawn = offers.withdraw(id);
        Offer offer = offer(id);
        if (withdrawn) {
            events.publish("settlement.offer-withdrawn", id.toString(), offer);
        }
        return offer;
    }
}
