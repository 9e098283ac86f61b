package io.cfa.settlement.offer;

import io.cfa.kit.CallerRoles;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Bounds;
import io.cfa.kit.rule.Precondition;
import io.cfa.kit.rule.Upsert;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of offers: an id is used once, a service names the seller and everybody else offers what is theirs, all units together cost what can
 * be paid, and only the seller takes an offer back.
 */
@Service
class OfferService {

    /** The version of the UUIDs that issuance derives from its issues' ids, which nobody else can take in advance. */
    private static final int PLACEMENT = 3;

    private final Offers offers;
    private final EventPublisher events;

    OfferService(Offers offers, EventPublisher events) {
        this.offers = offers;
        this.events = events;
    }

    @Transactional
    Upsert<Offer> offer(UUID id, Authentication caller, OfferTerms asked) {
        Bounds.price(asked.units(), asked.unitPrice());
        check(asked.placement(), asked.units());
        OfferTerms terms = asked.of(sellerOf(id, asked, caller));
        Optional<Offer> made = offers.make(id, terms);
        made.ifPresent(offer -> events.publish("settlement.offer-made", id.toString(), offer));
        return made.map(Upsert::inserted)
                .orElseGet(() -> Upsert.found(offers.withId(id)
                        .filter(terms::areThoseOf)
                        .orElseThrow(
                                () -> DomainException.conflict("id-taken", "Another offer stands under this id."))));
    }

    private static void check(PlacementTerms placement, long units) {
        if (placement == null) {
            return;
        }
        boolean hasMinimum = placement.minimumUnits() != null;
        if (hasMinimum && (placement.closesAt() == null || placement.minimumUnits() > units)) {
            throw DomainException.unprocessable(
                            "minimum-wrong", "A minimum has a deadline, and is not more than what is offered.")
                    .about("placement.minimumUnits");
        }
    }

    private static String sellerOf(UUID id, OfferTerms asked, Authentication caller) {
        if (CallerRoles.hasRole(caller, "settlement.place-offers")) {
            if (asked.seller() == null) {
                throw DomainException.unprocessable(
                        "seller-missing", "A service names the seller whose units it offers.");
            }
            return asked.seller();
        }
        if (asked.placement() != null) {
            throw DomainException.unprocessable("no-placement", "What investors offer is no placement.")
                    .about("placement");
        }
        if (id.version() == PLACEMENT) {
            throw DomainException.unprocessable(
                    "id-reserved", "Ids of version 3 are those of placements; choose one of version 4 or 7.");
        }
        if (asked.seller() != null && !CallerRoles.is(caller, asked.seller())) {
            throw new DomainException(HttpStatus.FORBIDDEN, "forbidden", "Nobody offers what is another's.");
        }
        return caller.getName();
    }

    Offer offer(UUID id) {
        return offers.withId(id).orElseThrow(OfferService::noSuchOffer);
    }

    private static DomainException noSuchOffer() {
        return DomainException.notFound("There is no such offer.");
    }

    Page<Offer> open(PageRequest page, UUID asset, UUID seller, Boolean placement) {
        return offers.open(page, asset, seller, placement);
    }

    @Transactional
    Offer withdraw(UUID id, String seller, Precondition precondition) {
        Offer before = offers.locked(id).orElseThrow(OfferService::noSuchOffer);
        if (!before.seller().equals(seller)) {
            throw new DomainException(HttpStatus.FORBIDDEN, "forbidden", "Only its seller takes an offer back.");
        }
        precondition.check(before);
        if (before.placement() != null && before.outcome() == null) {
            throw DomainException.conflict(
                    "placement-open", "A placement is not taken back. Next: close or cancel it at issuance.");
        }
        boolean withdrawn = offers.withdraw(id);
        Offer offer = offer(id);
        if (withdrawn) {
            events.publish("settlement.offer-withdrawn", id.toString(), offer);
        }
        return offer;
    }
}
