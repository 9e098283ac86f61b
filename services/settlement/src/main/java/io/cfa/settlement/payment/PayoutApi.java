package io.cfa.settlement.payment;

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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payouts, as whoever pays and whoever is paid see them. */
@RestController
@Tag(name = "Payments")
class PayoutApi {

    private final PaymentService payments;

    PayoutApi(PaymentService payments) {
        this.payments = payments;
    }

    @GetMapping("/payments/{id}/payouts")
    @RolesAllowed({"issuer", "operator"})
    @Operation(
            summary = "Who gets what of a payment",
            description =
                    "For its issuer and operators, by holders if nobody says; with `status=KEPT` it is whose money is kept, and why.")
    ResponseEntity<List<Payout>> ofAPayment(
            Authentication caller,
            @PathVariable @Parameter(description = "The payment's id", example = "3d1f0a7e-5a8c-4a38-9f67-02f9f4f6e1c2")
                    UUID id,
            @SortedBy("holder") PageRequest page,
            @RequestParam(required = false)
                    @Parameter(
                            description = "This holder only: the sub of a login",
                            example = "b3f1f6de-52c3-4a35-8d0f-1f9e7b6c5a22")
                    UUID holder,
            @RequestParam(required = false) @Parameter(description = "As far as this only", example = "KEPT")
                    Payout.Status status) {
        return Pages.answer(payments.payouts(caller, id, holder == null ? null : holder.toString(), status, page));
    }

    @PostMapping("/payments/{id}/payouts/{holder}/lapse")
    @RolesAllowed("operator")
    @Operation(
            summary = "Find that a holder without the units gets nothing",
            description =
                    "By an operator, of what is `KEPT` with the reason `insufficient-units`: the holder's units went to another by an entry of the"
                            + " register after the record date. The money goes back to the issuer once nobody else waits for theirs. A repeated call changes"
                            + " nothing; of anybody else it is refused (`not-without-units`).")
    Payout lapse(
            Authentication caller,
            @PathVariable @Parameter(description = "The payment's id", example = "3d1f0a7e-5a8c-4a38-9f67-02f9f4f6e1c2")
                    UUID id,
            @PathVariable
                    @Parameter(
                            description = "The holder: the sub of a login",
                            example = "b3f1f6de-52c3-4a35-8d0f-1f9e7b6c5a22")
                    UUID holder,
            Precondition precondition) {
        return payments.lapse(caller, id, holder, precondition);
    }

    @GetMapping("/payments/{id}/taxes")
    @RolesAllowed({"issuer", "operator"})
    @Operation(
            summary = "What is withheld of a payment for tax",
            description =
                    "For its issuer, who keeps what is withheld and pays it on, and operators: by kinds of taxpayers and rates; nothing until it is apportioned.")
    TaxReport taxes(
            Authentication caller,
            @PathVariable @Parameter(description = "The payment's id", example = "3d1f0a7e-5a8c-4a38-9f67-02f9f4f6e1c2")
                    UUID id) {
        return payments.taxes(caller, id);
    }

    @GetMapping("/payouts/me")
    @RolesAllowed({"investor", "issuer"})
    @Operation(summary = "What the caller gets, and got", description = "Of all payments, kept ones too.")
    ResponseEntity<List<Payout>> own(
            Authentication caller,
            @SortedBy("holder") PageRequest page,
            @RequestParam(required = false) @Parameter(description = "As far as this only", example = "PAID")
                    Payout.Status status) {
        return Pages.answer(payments.payoutsTo(caller.getName(), status, page));
    }
}
