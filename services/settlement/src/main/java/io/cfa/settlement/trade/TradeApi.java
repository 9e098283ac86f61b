package io.cfa.settlement.trade;

import io.cfa.kit.api.Created;
import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Precondition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Trades, as an investor requests them and both parties follow them. */
@RestController
@RequestMapping("/trades")
@Tag(name = "Trades", description = "Delivery of an asset versus payment: both, or neither")
class TradeApi {

    private static final String ID = "The trade's id, chosen by its buyer";
    private static final String EXAMPLE = "8c7a5a52-1d3b-4f0c-9f3b-2a9c4a4d7e01";

    private final TradeService buying;

    TradeApi(TradeService buying) {
        this.buying = buying;
    }

    @Schema(name = "TradeRequest", description = "What an investor buys")
    record Request(
            @NotNull @Schema(description = "The offer to take from", example = "5b0f5f0e-3f0c-4e0c-9a53-0b7f5d3c2a10")
                    UUID offer,
            @Positive @Schema(description = "How many units", example = "10", requiredMode = RequiredMode.REQUIRED)
                    long units) {}

    @PutMapping("/{id}")
    @RolesAllowed("investor")
    @Operation(
            summary = "Request to buy from an offer",
            description =
                    "Under an id of the caller's choice: the same call again returns the first request, as far as it is by then."
                            + " The trade goes on by itself until it is `DONE` or `FAILED`.")
    ResponseEntity<Trade> request(
            Authentication caller,
            @PathVariable @Parameter(description = ID, example = EXAMPLE) UUID id,
            @Valid @RequestBody Request request) {
        return Created.answer(buying.request(id, caller.getName(), request.offer(), request.units()));
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "Read one trade",
            description = "For its two parties, the operator and other services; for all others there is none.")
    Trade one(Authentication caller, @PathVariable @Parameter(description = ID, example = EXAMPLE) UUID id) {
        return buying.seenBy(caller, id);
    }

    @PostMapping("/{id}/cancellation")
    @RolesAllowed({"investor", "operator"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Have a trade turn back",
            description =
                    "For its buyer, or an operator who is not its seller (`four-eyes`), while the asset has not moved; after that 409 `too-late`. It is"
                            + " `FAILED` with the reason `cancelled` once everything is given back, or `DONE` if the asset was just moving.")
    Trade cancel(
            Authentication caller,
            @PathVariable @Parameter(description = ID, example = EXAMPLE) UUID id,
            Precondition precondition) {
        return buying.cancel(caller, id, precondition);
    }

    @GetMapping
    @Operation(
            summary = "List the trades",
            description =
                    "Those that the caller buys or sells in, the youngest first if nobody says; the operator sees everybody's.")
    ResponseEntity<List<Trade>> trades(
            Authentication caller,
            @SortedBy("-requestedAt") PageRequest page,
            @RequestParam(required = false) @Parameter(description = "As far as this only", example = "DONE")
                    Trade.Status status,
            @RequestParam(required = false)
                    @Parameter(description = "From this offer only", example = "5b0f5f0e-3f0c-4e0c-9a53-0b7f5d3c2a10")
                    UUID offer,
            @RequestParam(required = false)
                    @Parameter(description = "Of this asset only", example = "5b0f5f0e-3f0c-4e0c-9a53-0b7f5d3c2a10")
                    UUID asset) {
        return Pages.answer(buying.seenBy(caller, page, new TradeFilter(status, offer, asset)));
    }
}
