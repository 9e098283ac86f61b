package io.cfa.registry.authority;

import io.cfa.kit.DomainException;
import io.cfa.kit.rule.Bounds;
import io.cfa.registry.asset.Ledger;
import io.cfa.registry.asset.Transfer;
import io.cfa.registry.authority.AuthorityOrder.Kind;
import io.cfa.registry.restriction.Restriction;
import io.cfa.registry.restriction.RestrictionService;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What an order of each kind names: no less, and no more; and that what it names is there. */
@Component
class OrderForm {

    private final Ledger ledger;
    private final RestrictionService restrictions;

    OrderForm(Ledger ledger, RestrictionService restrictions) {
        this.ledger = ledger;
        this.restrictions = restrictions;
    }

    /** The terms with all that follows from them; refuses others with 422, or 404 for what is not there, and names the field. */
    OrderTerms complete(OrderTerms terms) {
        Kind kind = terms.kind();
        boolean moves = kind == Kind.COURT_TRANSFER || kind == Kind.INHERITANCE;
        boolean restricts = kind == Kind.ARREST || kind == Kind.PLEDGE;
        check("asset", terms.asset(), moves || restricts, moves || restricts);
        check("holder", terms.holder(), moves || restricts && terms.units() != null, moves || restricts);
        check("heir", terms.heir(), moves, moves);
        check("units", terms.units(), moves, moves || restricts);
        check("restriction", terms.restriction(), kind == Kind.RELEASE, kind == Kind.RELEASE || moves);
        check("transfer", terms.transfer(), kind == Kind.CORRECTION, kind == Kind.CORRECTION);
        if (terms.units() != null) {
            Bounds.checkUnits(terms.units());
        }
        if (terms.heir() != null && terms.heir().equals(terms.holder())) {
            throw DomainException.unprocessable("same-holder", "The units are in these hands already.")
                    .about("heir");
        }
        if (kind == Kind.CORRECTION) {
            Transfer reversed = ledger.transfer(terms.transfer());
            return with(terms, reversed.asset(), reversed.to(), reversed.from(), reversed.units());
        }
        if (kind == Kind.RELEASE) {
            Restriction released = restrictions.withId(terms.restriction());
            return with(terms, released.asset(), released.holder(), null, null);
        }
        ledger.asset(terms.asset());
        if (terms.restriction() != null) {
            Restriction lifted = restrictions.withId(terms.restriction());
            if (!lifted.asset().equals(terms.asset()) || !terms.holder().equals(lifted.holder())) {
                throw DomainException.unprocessable(
                                "another-restriction", "It restricts other units than those that the order moves.")
                        .about("restriction");
            }
        }
        return terms;
    }

    private static void check(String field, Object value, boolean needed, boolean allowed) {
        if (value == null && needed) {
            throw DomainException.unprocessable("field-missing", "An order of this kind names: " + field + ".")
                    .about(field);
        }
        if (value != null && !allowed) {
            throw DomainException.unprocessable(
                            "field-not-taken", "An order of this kind does not name: " + field + ".")
                    .about(field);
        }
    }

    private static OrderTerms with(OrderTerms terms, UUID asset, String holder, String heir, Long units) {
        return new OrderTerms(
                terms.kind(),
                asset,
                holder,
                heir,
                units,
                terms.restriction(),
                terms.transfer(),
                terms.documentSha256(),
                terms.reason());
    }
}
