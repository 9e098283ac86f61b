package io.cfa.settlement.trade;

import io.cfa.kit.Caller;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.springframework.security.core.Authentication;

/**
 * Some units of an asset for some money.
 *
 * @param id          chosen by the buyer, so that requesting again changes nothing
 * @param asset       that of the registry
 * @param seller      the {@code sub} of the login that gives the asset
 * @param buyer       the {@code sub} of the login that gives the money
 * @param units       how many
 * @param amount      what all of them cost, in kopecks
 * @param status      how far it is
 * @param requestedAt when it was requested
 */
public record Trade(
        UUID id,
        UUID asset,
        String seller,
        String buyer,
        @Schema(example = "10") long units,
        @Schema(description = "For all units, in kopecks", example = "1500000") long amount,
        Status status,
        Instant requestedAt) {

    /** How far a trade is. */
    public enum Status {
        /** The buyer wants it; nothing has moved. */
        REQUESTED
    }

    /** Its two parties see a trade, the operator and other services as well. */
    boolean isSeenBy(Authentication caller) {
        return Caller.is(caller, buyer) || Caller.is(caller, seller) || Caller.hasRole(caller, "operator", "service");
    }
}
