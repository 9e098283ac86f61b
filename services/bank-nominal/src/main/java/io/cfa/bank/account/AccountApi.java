package io.cfa.bank.account;

import io.cfa.kit.Events;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.util.Optional;
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

/** Accounts: a participant has one, and the operator credits what came to the bank for it. */
@RestController
@RequestMapping("/accounts")
@Tag(name = "Accounts")
class AccountApi {

    private final Ledger ledger;
    private final Events events;

    AccountApi(Ledger ledger, Events events) {
        this.ledger = ledger;
        this.events = events;
    }

    /** Bounded, so that no sum of deposits leaves what 64 bits hold. */
    @Schema(name = "Credit")
    record Credit(
            @Positive @Max(1_000_000_000_000L) @Schema(description = "In kopecks", example = "1500000") long amount) {}

    @PutMapping("/me")
    @RolesAllowed({"investor", "issuer"})
    @Operation(summary = "Open the caller's account, once; a repeated call returns it as it is")
    Account open(Authentication caller) {
        return ledger.open(caller.getName());
    }

    @GetMapping("/me")
    @RolesAllowed({"investor", "issuer"})
    @Operation(summary = "The caller's account and its balance")
    Account own(Authentication caller) {
        return found(ledger.of(caller.getName()));
    }

    @GetMapping("/{id}")
    @RolesAllowed({"operator", "service"})
    @Operation(summary = "Any account and its balance")
    Account account(@PathVariable UUID id) {
        return found(ledger.account(id));
    }

    @PutMapping("/{id}/deposits/{deposit}")
    @RolesAllowed("operator")
    @Operation(summary = "Credit a deposit under an id of the caller's choice; a repeated call credits nothing more")
    Deposit credit(@PathVariable UUID id, @PathVariable UUID deposit, @Valid @RequestBody Credit credit) {
        found(ledger.account(id));
        Deposit credited = ledger.deposit(deposit, id, credit.amount());
        if (!credited.account().equals(id) || credited.amount() != credit.amount()) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "Another deposit stands under this id.");
        }
        events.publish("bank-nominal.deposit", id.toString(), credited);
        return credited;
    }

    private static Account found(Optional<Account> account) {
        return account.orElseThrow(
                () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such account."));
    }
}
