package io.cfa.bank.account;

import io.cfa.bank.ledger.Deposit;
import io.cfa.bank.ledger.Kind;
import io.cfa.bank.ledger.Posting;
import io.cfa.bank.ledger.Withdrawal;
import io.cfa.kit.NaturallyIdempotent;
import io.cfa.kit.api.Created;
import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Accounts: a participant has one, the operator credits what came to the bank for it, and the owner takes money out. */
@RestController
@RequestMapping("/accounts")
@Tag(name = "Accounts", description = "Nominal accounts of the participants, what comes in and what goes out")
class AccountApi {

    private final AccountService accounts;
    private final PaymentService payments;

    AccountApi(AccountService accounts, PaymentService payments) {
        this.accounts = accounts;
        this.payments = payments;
    }

    @Schema(name = "Amount", description = "How much money")
    record Amount(
            @Positive
                    @Schema(
                            description = "In kopecks",
                            example = "1500000",
                            requiredMode = Schema.RequiredMode.REQUIRED)
                    long amount) {}

    @PutMapping("/me")
    @RolesAllowed({"investor", "issuer"})
    @Operation(
            summary = "Open the caller's account",
            description = "A login has one account; a repeated call returns it as it is.")
    ResponseEntity<Account> open(Authentication caller) {
        return Created.answer(accounts.open(caller.getName()));
    }

    @GetMapping("/me")
    @RolesAllowed({"investor", "issuer"})
    @Operation(summary = "The caller's account", description = "Free money, and what holds have set aside.")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", ref = "#/components/responses/Problem404")
    Account own(Authentication caller) {
        return accounts.of(caller.getName());
    }

    @GetMapping("/me/entries")
    @RolesAllowed({"investor", "issuer"})
    @Operation(
            summary = "What moved on the caller's account",
            description = "The youngest first if nobody says. A hold and its release are two each: one for"
                    + " either pocket.")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", ref = "#/components/responses/Problem404")
    ResponseEntity<List<Posting>> entries(
            Authentication caller,
            @SortedBy("-enteredAt") PageRequest page,
            @RequestParam(required = false) @Parameter(description = "Of this kind only", example = "DEPOSIT")
                    Kind kind) {
        return Pages.answer(accounts.postings(caller.getName(), kind, page));
    }

    @GetMapping("/me/withdrawals/{id}")
    @RolesAllowed({"investor", "issuer"})
    @Operation(summary = "One withdrawal", description = "Of the caller's own account.")
    Withdrawal withdrawal(
            Authentication caller,
            @Parameter(description = "The withdrawal's id", example = "0d9f7c55-2f0a-4e4a-8f5b-3e0f6f2f8a77")
                    @PathVariable
                    UUID id) {
        return payments.withdrawal(caller.getName(), id);
    }

    /** Outside of any transaction with a key, as compliance is asked; the id alone makes a repetition the same withdrawal. */
    @PutMapping("/me/withdrawals/{id}")
    @RolesAllowed({"investor", "issuer"})
    @NaturallyIdempotent
    @Operation(
            summary = "Take money out of the caller's account",
            description =
                    "Under an id of the caller's choice: a repeated call returns the first withdrawal and takes"
                            + " nothing more. Only free money can be taken: otherwise 409 insufficient-funds; and only by whom compliance has approved:"
                            + " otherwise 409 not-approved; within a limit at once and one a day: otherwise 409"
                            + " withdrawal-limit; and as much as goes at the owner's level of identification: otherwise 409 identification-limit. The operator's fee is taken along with it.")
    ResponseEntity<Withdrawal> withdraw(
            Authentication caller,
            @Parameter(description = "The withdrawal's id", example = "0d9f7c55-2f0a-4e4a-8f5b-3e0f6f2f8a77")
                    @PathVariable
                    UUID id,
            @Valid @RequestBody Amount amount) {
        return Created.answer(payments.withdraw(caller.getName(), id, amount.amount()));
    }

    @GetMapping
    @RolesAllowed({"operator", "bank-nominal.read-accounts"})
    @Operation(
            summary = "The accounts",
            description = "The youngest first if nobody says. A login has one at most: of an owner who has none, none.")
    ResponseEntity<List<Account>> list(
            @SortedBy("-openedAt") PageRequest page,
            @RequestParam(required = false)
                    @Parameter(
                            description = "Of this owner only: the sub of a login",
                            example = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10")
                    String owner) {
        return Pages.answer(accounts.page(owner, page));
    }

    @GetMapping("/{id}")
    @RolesAllowed("operator")
    @Operation(summary = "Any account", description = "Free money, and what holds have set aside.")
    Account account(
            @Parameter(description = "The account's id", example = "5f0c3a4e-6d0b-4c5e-9a43-0f5a9d1c7b21") @PathVariable
                    UUID id) {
        return accounts.withId(id);
    }

    @PutMapping("/{id}/deposits/{deposit}")
    @RolesAllowed("operator")
    @Operation(
            summary = "Credit a deposit",
            description = "Under an id of the caller's choice: a repeated call returns the first deposit and credits"
                    + " nothing more. Nobody credits themselves (four-eyes).")
    ResponseEntity<Deposit> credit(
            Authentication caller,
            @Parameter(description = "The account's id", example = "5f0c3a4e-6d0b-4c5e-9a43-0f5a9d1c7b21") @PathVariable
                    UUID id,
            @Parameter(description = "The deposit's id", example = "c2b4a1de-51f5-4c52-8c8e-7b1b6a0f9d11") @PathVariable
                    UUID deposit,
            @Valid @RequestBody Amount amount) {
        return Created.answer(payments.credit(id, deposit, amount.amount(), caller.getName()));
    }

    @GetMapping("/{id}/deposits/{deposit}")
    @RolesAllowed("operator")
    @Operation(summary = "One deposit", description = "What was credited to the account under this id.")
    Deposit deposit(
            @Parameter(description = "The account's id", example = "5f0c3a4e-6d0b-4c5e-9a43-0f5a9d1c7b21") @PathVariable
                    UUID id,
            @Parameter(description = "The deposit's id", example = "c2b4a1de-51f5-4c52-8c8e-7b1b6a0f9d11") @PathVariable
                    UUID deposit) {
        return payments.deposit(id, deposit);
    }
}
