package io.cfa.registry.asset;

import io.cfa.kit.DomainException;
import io.cfa.registry.restriction.Restriction;
import io.cfa.registry.restriction.Restrictions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Why a transfer is refused, and that it stays so; the log says which restriction, and whose, has said so. */
@Component
class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Transfers transfers;
    private final Holdings holdings;
    private final Restrictions restrictions;

    Refusals(Transfers transfers, Holdings holdings, Restrictions restrictions) {
        this.transfers = transfers;
        this.holdings = holdings;
        this.restrictions = restrictions;
    }

    /** Refuses a transfer for good, in the transaction that has found that it cannot be. */
    DomainException of(TransferOrder order) {
        transfers.refuse(order.id());
        return why(order);
    }

    /** Why a transfer cannot be now; it may be later. */
    DomainException why(TransferOrder order) {
        List<Restriction> inForce = restrictions.inForce(order.asset(), order.from());
        if (inForce.isEmpty() || holdings.units(order.asset(), order.from()) < order.units()) {
            return DomainException.conflict(
                            "insufficient-units", "The holder has fewer units of this asset, or had when first asked.")
                    .about("units");
        }
        for (Restriction each : inForce) {
            LOG.warn(
                    "transfer {} is refused: {} {} of operator {} at {}",
                    order.id(),
                    each.kind(),
                    each.id(),
                    each.imposedBy(),
                    each.imposedAt());
        }
        return DomainException.conflict("units-restricted", "The units are arrested or pledged.")
                .about("units");
    }
}
