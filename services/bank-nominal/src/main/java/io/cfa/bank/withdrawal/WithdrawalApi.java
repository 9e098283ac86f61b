package io.cfa.bank.withdrawal;

import io.cfa.bank.ledger.Withdrawal;
import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Precondition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Withdrawals of everybody, for the operators who tell the bank to pay. */
@RestController
@RequestMapping("/withdrawals")
@RolesAllowed("operator")
@Tag(name = "Withdrawals", description = "Money on its way out")
class WithdrawalApi {

    private static final String ID = "The withdrawal's id";

    private final WithdrawalService withdrawals;

    WithdrawalApi(WithdrawalService withdrawals) {
        this.withdrawals = withdrawals;
    }

    @GetMapping
    @Operation(
            summary = "List withdrawals",
            description =
                    "The longest waiting first if nobody says; with `status=REQUESTED` it is what the bank is to be told.")
    ResponseEntity<List<Withdrawal>> list(
            @SortedBy("enteredAt") PageRequest page,
            @RequestParam(required = false) @Parameter(description = "Of this status only", example = "REQUESTED")
                    Withdrawal.Status status) {
        return Pages.answer(withdrawals.page(status, page));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read one withdrawal")
    Withdrawal withdrawal(@PathVariable @Parameter(description = ID) UUID id) {
        return withdrawals.withId(id);
    }

    @PostMapping("/{id}/sending")
    @Operation(
            summary = "Put down that the bank was told to pay",
            description =
                    "With the withdrawal's id as the order's end-to-end id, by which the statement is matched. Again changes nothing."
                            + " Nobody sends their own (`four-eyes`).")
    Withdrawal send(
            Authentication caller, @PathVariable @Parameter(description = ID) UUID id, Precondition precondition) {
        return withdrawals.send(id, caller.getName(), precondition);
    }
}
