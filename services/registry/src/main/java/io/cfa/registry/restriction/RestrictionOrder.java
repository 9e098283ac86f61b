package io.cfa.registry.restriction;

import io.cfa.registry.restriction.Restriction.Kind;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * What shall be restricted.
 *
 * @param id     chosen by the operator
 * @param asset  of which asset
 * @param holder whose units; null for the whole asset
 * @param kind   arrest or pledge
 * @param units  how many; null for all
 * @param reason why
 */
public record RestrictionOrder(UUID id, UUID asset, String holder, Kind kind, Long units, String reason) {

    Restriction imposedBy(String operator, Instant at) {
        return new Restriction(id, asset, holder, kind, units, reason, operator, at, null, null, null);
    }

    boolean isThatOf(Restriction restriction) {
        return asset.equals(restriction.asset())
                && Objects.equals(holder, restriction.holder())
                && kind == restriction.kind()
                && Objects.equals(units, restriction.units())
                && reason.equals(restriction.reason());
    }
}
