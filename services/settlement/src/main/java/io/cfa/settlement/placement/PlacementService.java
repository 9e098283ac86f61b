package io.cfa.settlement.placement;

import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.settlement.offer.Offer;
import io.cfa.settlement.offer.Offers;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of placements: until the minimum is reached no unit moves and all money is only held, so that a placement that fails or is cancelled gives it back
 * as any trade does that turns back, once. From the minimum on there is no way back. A placement ends once.
 */
@Service
public class PlacementService {

    private final Offers offers;
    private final WaitingTrades trades;
    private final EventPublisher events;
    private final Clock clock;

    PlacementService(Offers offers, WaitingTrades trades, EventPublisher events, Clock clock) {
        this.offers = offers;
        this.trades = trades;
        this.events = events;
        this.clock = clock;
    }

    /** Units were taken from an offer, in this transaction: where these were the ones that the minimum was waiting for, all trades go on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void taken(UUID offer) {
        if (offers.reach(offer)) {
            trades.goOn(offer);
            published("settlement.placement-reached", offer);
        }
    }

    /** Ends a placement as its deadline does; one that has ended stays as it is. */
    @Transactional
    public Offer close(UUID id) {
        Offer offer = placement(id);
        if (offer.outcome() != null) {
            return offer;
        }
        boolean enough = offer.placement().minimumUnits() == null || offer.reached();
        if (!enough) {
            trades.turnBack(id, "minimum-not-reached");
        }
        offers.end(id, enough ? Offer.Outcome.SOLD : Offer.Outcome.FAILED);
        return published(enough ? "settlement.placement-sold" : "settlement.placement-failed", id);
    }

    /** Ends a placement whose minimum was not reached, as if there had been none. */
    @Transactional
    Offer cancel(UUID id) {
        Offer offer = placement(id);
        if (offer.outcome() == Offer.Outcome.CANCELLED) {
            return offer;
        }
        checkOpen(offer);
        if (offer.placement().minimumUnits() == null || offer.reached()) {
            throw DomainException.conflict("units-sold", "Units are sold: there is no way back.");
        }
        trades.turnBack(id, "placement-cancelled");
        offers.end(id, Offer.Outcome.CANCELLED);
        return published("settlement.placement-cancelled", id);
    }

    /** Gives a placement a later deadline. */
    @Transactional
    Offer extend(UUID id, Instant asked) {
        Offer offer = placement(id);
        checkOpen(offer);
        Instant closesAt = asked.truncatedTo(ChronoUnit.MICROS);
        Instant before = offer.placement().closesAt();
        if (closesAt.equals(before)) {
            return offer;
        }
        if (before == null || closesAt.isBefore(before) || !closesAt.isAfter(clock.instant())) {
            throw DomainException.unprocessable(
                            "deadline-earlier", "A placement is extended to a later deadline than it has.")
                    .about("closesAt");
        }
        offers.extend(id, closesAt);
        trades.extend(id, before, closesAt);
        return published("settlement.placement-extended", id);
    }

    private Offer placement(UUID id) {
        return offers.locked(id)
                .filter(offer -> offer.placement() != null)
                .orElseThrow(() -> DomainException.notFound("There is no such placement."));
    }

    private static void checkOpen(Offer offer) {
        if (offer.outcome() != null) {
            throw DomainException.conflict("placement-over", "The placement has ended: " + offer.outcome() + ".");
        }
    }

    private Offer published(String type, UUID id) {
        Offer offer = offers.withId(id).orElseThrow();
        events.publish(type, id.toString(), offer);
        return offer;
    }
}
