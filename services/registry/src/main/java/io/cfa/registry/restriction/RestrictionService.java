package io.cfa.registry.restriction;

import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Bounds;
import io.cfa.kit.rule.FourEyes;
import io.cfa.kit.rule.Precondition;
import io.cfa.kit.rule.Upsert;
import io.cfa.registry.chain.Moments;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of restrictions: an id is used once, a number of units is that of one holder, and whoever holds the units does not release them.
 * Restricted units are received and kept, and not given away.
 */
@Service
public class RestrictionService {

    private final Restrictions restrictions;
    private final EventPublisher events;
    private final Moments moments;

    RestrictionService(Restrictions restrictions, EventPublisher events, Moments moments) {
        this.restrictions = restrictions;
        this.events = events;
        this.moments = moments;
    }

    /** Imposes a restriction, or returns the one that stands under its id already. */
    @Transactional
    public Upsert<Restriction> impose(RestrictionOrder order, String operator) {
        if (order.units() != null) {
            Bounds.checkUnits(order.units());
            if (order.holder() == null) {
                throw DomainException.unprocessable(
                                "holder-missing",
                                "A number of units is that of one holder; an asset is restricted as a whole.")
                        .about("holder");
            }
        }
        Instant at = moments.lock();
        if (order.units() != null
                && restrictions.withId(order.id()).isEmpty()
                && restrictions.held(order.asset(), order.holder()) < order.units()) {
            throw DomainException.conflict("more-than-held", "The holder has fewer units of this asset.")
                    .about("units");
        }
        if (restrictions.add(order.imposedBy(operator, at))) {
            Restriction imposed = withId(order.id());
            events.publish("registry.restriction-imposed", order.asset().toString(), imposed);
            return Upsert.inserted(imposed);
        }
        Restriction stands =
                restrictions.withId(order.id()).orElseThrow(() -> DomainException.notFound("There is no such asset."));
        if (!order.isThatOf(stands)) {
            throw DomainException.conflict("id-taken", "Another restriction stands under this id.");
        }
        return Upsert.found(stands);
    }

    /** Ends a restriction; one that has ended stays as it is. */
    @Transactional
    public Restriction release(UUID id, String reason, String operator, Precondition precondition) {
        Restriction restriction = restrictions.locked(id).orElseThrow(RestrictionService::noSuchRestriction);
        if (restriction.holder() != null) {
            FourEyes.check(operator, restriction.holder(), "releases what restricts their own units");
        } else if (restrictions.concerns(restriction.asset(), operator)) {
            FourEyes.check(operator, operator, "releases what restricts an asset that they hold or owe");
        }
        precondition.check(restriction);
        boolean released = restrictions.release(id, operator, reason, moments.lock());
        Restriction now = withId(id);
        if (released) {
            events.publish("registry.restriction-released", now.asset().toString(), now);
        }
        return now;
    }

    /** One of them, in force or ended. */
    public Restriction withId(UUID id) {
        return restrictions.withId(id).orElseThrow(RestrictionService::noSuchRestriction);
    }

    private static DomainException noSuchRestriction() {
        return DomainException.notFound("There is no such restriction.");
    }

    /** Those of an asset and a holder, where they are named; in force, ended, or both. */
    Page<Restriction> of(UUID asset, String holder, Boolean inForce, PageRequest page) {
        return restrictions.of(asset, holder, inForce, page);
    }
}
