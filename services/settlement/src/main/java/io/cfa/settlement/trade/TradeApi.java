package io.cfa.settlement.trade;

import io.cfa.kit.Events;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Trades, as an investor requests them and both parties follow them. */
@RestController
@RequestMapping("/trades")
@Tag(name = "Trades")
class TradeApi {

    private final Trades trades;
    private final Events events;

    TradeApi(Trades trades, Events events) {
        this.trades = trades;
        this.events = events;
    }

    @Schema(name = "Request")
    record Request(
            @NotNull UUID asset,
            @NotBlank @Size(max = 64) @Schema(description = "The login that gives the asset") String seller,
            @Positive @Schema(example = "10") long units,
            @Positive @Schema(description = "For all units, in kopecks", example = "1500000") long amount) {

        boolean isThatOf(Trade trade) {
            return asset.equals(trade.asset())
                    && seller.equals(trade.seller())
                    && units == trade.units()
                    && amount == trade.amount();
        }
    }

    @PutMapping("/{id}")
    @RolesAllowed("investor")
    @Operation(
            summary = "Request to buy, under an id of the caller's choice; a repeated call returns the first request")
    Trade request(Authentication caller, @PathVariable UUID id, @Valid @RequestBody Request request) {
        if (request.seller().equals(caller.getName())) {
            throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT, "Nobody buys from themselves.");
        }
        Trade trade = trades.request(id, caller.getName(), request);
        if (!trade.buyer().equals(caller.getName()) || !request.isThatOf(trade)) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "Another trade stands under this id.");
        }
        events.publish("settlement.trade", id.toString(), trade);
        return trade;
    }

    @GetMapping("/{id}")
    @Operation(summary = "One trade, for its two parties and the operator")
    Trade trade(Authentication caller, @PathVariable UUID id) {
        return trades.withId(id)
                .filter(trade -> trade.isSeenBy(caller))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such trade."));
    }
}
