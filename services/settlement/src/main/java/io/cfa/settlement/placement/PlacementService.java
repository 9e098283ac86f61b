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
 * as any trade does that turns back, once. Trades that have waited are confirmed before they count: somebody may have been blocked meanwhile. From the minimum
 * on there is no way back. A placement ends once.
 */
@Service
public class PlacementService {

    private final Offers offers;
    private final Placements placements;
    private final WaitingTrades trades;
    private final EventPublisher events;
    private final Clock clock;

    PlacementService(Offers offers, Placements placements, WaitingTrades trades, EventPublisher events, Clock clock) {
        this.offers = offers;
        this.placements = placements;
        this.trades = trades;
        this.events = events;
        this.clock = clock;
    }

    /** Whether only qualified investors buy from an offer. */
    public boolean isForQualified(UUID offer) {
        return placements.isForQualified(offer);
    }

    /** A trade has taken units from an offer, in this transaction: where these were the ones that the minimum was waiting for, all others are confirmed anew. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void taken(UUID id, UUID trade, long units) {
        Offer offer = offers.withId(id).orElseThrow();
        if (offer.waitsForItsMinimum() && offer.hasItsMinimum()) {
            boolean hadIt = offer.units() - offer.unitsLeft() - units
                    >= offer.placement().minimumUnits();
            if (!hadIt) {
                trades.confirmAnew(id, trade);
            }
        }
    }

    /** Nobody else changes the offer until the transaction ends: what is to be called before a trade of it is confirmed. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(UUID id) {
        offers.locked(id);
    }

    /** A trade was confirmed, in this transaction: where the minimum is reached by that, all go on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void confirmed(UUID id) {
        Offer offer = offers.withId(id).orElseThrow();
        if (offer.waitsForItsMinimum()
                && trades.confirmed(id) >= offer.placement().minimumUnits()) {
            placements.reach(id);
            trades.goOn(id);
            published("settlement.placement-reached", id);
        }
    }

    /** Ends a placement; one that has ended stays as it is, and one whose last trades are being confirmed is closed in a moment. */
    @Transactional
    Offer close(UUID id) {
        Offer offer = placement(id);
        if (offer.outcome() == null && isBeingConfirmed(offer)) {
            throw DomainException.conflict(
                    "minimum-being-confirmed",
                    "The minimum is there, and its buyers are being checked. Next: close it again in a moment.");
        }
        return offer.outcome() == null ? ended(offer) : offer;
    }

    /** The same as its deadline does it: whose last trades are being confirmed, it leaves for the next time, until they have expired at the latest. */
    @Transactional
    public void deadline(UUID id) {
        Offer offer = placement(id);
        if (offer.outcome() == null
                && !offer.placement().closesAt().isAfter(clock.instant())
                && !isBeingConfirmed(offer)) {
            ended(offer);
        }
    }

    private boolean isBeingConfirmed(Offer offer) {
        return offer.waitsForItsMinimum() && offer.hasItsMinimum() && trades.areBeingConfirmed(offer.id());
    }

    private Offer ended(Offer offer) {
        boolean failed = offer.waitsForItsMinimum();
        if (failed) {
            trades.turnBack(offer.id(), "minimum-not-reached");
        }
        placements.end(offer.id(), failed ? Offer.Outcome.FAILED : Offer.Outcome.SOLD);
        return published(failed ? "settlement.placement-failed" : "settlement.placement-sold", offer.id());
    }

    /** Ends a placement as if there had been none, while no unit has moved. */
    @Transactional
    Offer cancel(UUID id) {
        Offer offer = placement(id);
        if (offer.outcome() == Offer.Outcome.CANCELLED) {
            return offer;
        }
        checkOpen(offer);
        boolean nothingTaken = offer.units() == offer.unitsLeft();
        if (!offer.waitsForItsMinimum() && !nothingTaken) {
            throw DomainException.conflict("units-sold", "Units are sold: there is no way back.");
        }
        trades.turnBack(id, "placement-cancelled");
        placements.end(id, Offer.Outcome.CANCELLED);
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
        if (before != null && !before.isAfter(clock.instant())) {
            throw DomainException.conflict("placement-over", "The deadline of the placement is over.");
        }
        if (before == null || closesAt.isBefore(before)) {
            throw DomainException.unprocessable(
                            "deadline-earlier", "A placement is extended to a later deadline than it has.")
                    .about("closesAt");
        }
        placements.extend(id, closesAt);
        if (offer.waitsForItsMinimum()) {
            trades.extend(id, before, closesAt);
        }
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
