package io.cfa.registry.authority;

import io.cfa.kit.DomainException;
import io.cfa.kit.rule.Precondition;
import io.cfa.registry.asset.Ledger;
import io.cfa.registry.asset.TransferOrder;
import io.cfa.registry.restriction.Restriction;
import io.cfa.registry.restriction.RestrictionOrder;
import io.cfa.registry.restriction.RestrictionService;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Enters what was ordered, in the transaction that approves it: all of it or nothing. */
@Component
class OrderExecution {

    private final Ledger ledger;
    private final RestrictionService restrictions;
    private final Orders orders;

    OrderExecution(Ledger ledger, RestrictionService restrictions, Orders orders) {
        this.ledger = ledger;
        this.restrictions = restrictions;
        this.orders = orders;
    }

    /** Returns the number of its entry in the chain; null where nothing moved. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Long enter(AuthorityOrder order, String operator) {
        return switch (order.kind()) {
            case ARREST, PLEDGE -> {
                restrictions.impose(
                        new RestrictionOrder(
                                order.id(),
                                order.asset(),
                                order.holder(),
                                Restriction.Kind.valueOf(order.kind().name()),
                                order.units(),
                                order.reason()),
                        order.requestedBy());
                yield null;
            }
            case RELEASE -> {
                release(order, operator);
                yield null;
            }
            case COURT_TRANSFER, INHERITANCE -> {
                if (order.restriction() != null) {
                    release(order, operator);
                }
                yield moved(order);
            }
            case CORRECTION -> {
                if (orders.isReversed(order.transfer())) {
                    throw DomainException.conflict("reversed", "This transfer was reversed already.")
                            .about("transfer");
                }
                yield moved(order);
            }
        };
    }

    private void release(AuthorityOrder order, String operator) {
        restrictions.release(order.restriction(), order.reason(), operator, Precondition.NONE);
    }

    private Long moved(AuthorityOrder order) {
        return ledger.enterByOrder(new TransferOrder(
                        OrderTerms.entryOf(order), order.asset(), order.holder(), order.heir(), order.units()))
                .entry();
    }
}
