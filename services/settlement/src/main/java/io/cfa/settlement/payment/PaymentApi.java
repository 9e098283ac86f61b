package io.cfa.settlement.payment;

import io.cfa.kit.DomainException;
import io.cfa.kit.NaturallyIdempotent;
import io.cfa.kit.api.Created;
import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Precondition;
import io.cfa.settlement.payment.PaymentParticipants.Asset;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClientException;

/** Payments, as issuers announce them and holders wish for them. */
@RestController
@RequestMapping("/payments")
@Tag(name = "Payments", description = "What issuers pay to the holders of their assets")
class PaymentApi {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentApi.class);
    private static final String ID = "The payment's id, chosen by whoever asks for it";
    private static final String EXAMPLE = "3d1f0a7e-5a8c-4a38-9f67-02f9f4f6e1c2";

    private final PaymentService payments;
    private final PaymentParticipants participants;

    PaymentApi(PaymentService payments, PaymentParticipants participants) {
        this.payments = payments;
        this.participants = participants;
    }

    @Schema(name = "PaymentRequest", description = "What shall be paid to holders")
    record Request(
            @NotNull @Schema(description = "The registry's asset", example = "5b0f5f0e-3f0c-4e0c-9a53-0b7f5d3c2a10")
                    UUID asset,
            @NotNull @Schema(description = "What for", example = "COUPON") Payment.Kind kind,
            @Positive
                    @Schema(
                            description =
                                    "How many units are redeemed: of a partial redemption, and of one at a holder's wish",
                            nullable = true,
                            example = "100")
                    Long units,
            @Positive
                    @Schema(
                            description = "What all holders get together before tax, in kopecks",
                            example = "1500000",
                            requiredMode = Schema.RequiredMode.REQUIRED)
                    long amount,
            @NotNull
                    @Schema(
                            description = "Who holds the asset at this moment is paid",
                            example = "2026-11-24T00:00:00Z")
                    Instant recordAt,
            @NotNull @Schema(description = "From then on it is paid", example = "2026-11-26T00:00:00Z") Instant payAt,
            @PositiveOrZero
                    @Max(30)
                    @Schema(
                            description =
                                    "So many days later the money may still come before it is a default; none where it is missing",
                            nullable = true,
                            example = "10")
                    Integer graceDays) {

        PaymentTerms terms() {
            return new PaymentTerms(
                    asset,
                    null,
                    kind,
                    null,
                    units,
                    amount,
                    micros(recordAt),
                    micros(payAt),
                    graceDays == null ? 0 : graceDays);
        }

        /** As the database keeps it. */
        private static Instant micros(Instant at) {
            return at.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** Outside of any transaction with its key, as the register is asked whose asset it is. */
    @PutMapping("/{id}")
    @RolesAllowed({"issuer", "investor"})
    @NaturallyIdempotent
    @Operation(
            summary = "Announce a payment to holders, or wish for an early redemption",
            description =
                    "By the asset's issuer, before the record date (`record-date-over`); the times of two payments of one kind do not meet"
                            + " (`record-dates-overlap`). An investor may ask for the early redemption of own units, which the issuer accepts until the record date. Holders of the record"
                            + " date, but for the issuer, get the amount by what they hold, to the last kopeck; the issuer's money is set aside first, and while it is not there the payment is `DEFAULTED`, once its days of grace are over.")
    ResponseEntity<Payment> announce(
            Authentication caller,
            @PathVariable @Parameter(description = ID, example = EXAMPLE) UUID id,
            @Valid @RequestBody Request request) {
        Asset asset = asset(request.asset());
        return Created.answer(payments.announce(caller, id, request.terms(), asset.issuer(), asset.units()));
    }

    private Asset asset(UUID id) {
        try {
            return participants.asset(id).orElseThrow(() -> DomainException.notFound("There is no such asset."));
        } catch (RestClientException e) {
            LOG.warn("registry does not say whose asset {} is: {}", id, e.toString());
            throw new DomainException(
                    HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The register does not answer now.");
        }
    }

    @GetMapping("/{id}")
    @RolesAllowed({"issuer", "investor", "operator"})
    @Operation(
            summary = "Read one payment",
            description = "For its issuer, the holder whose wish it is, and operators; for all others there is none.")
    Payment one(Authentication caller, @PathVariable @Parameter(description = ID, example = EXAMPLE) UUID id) {
        return payments.seenBy(caller, id);
    }

    @GetMapping
    @RolesAllowed({"issuer", "operator"})
    @Operation(
            summary = "List the payments",
            description = "The caller's own, the youngest first if nobody says; the operator sees everybody's.")
    ResponseEntity<List<Payment>> list(
            Authentication caller,
            @SortedBy("-announcedAt") PageRequest page,
            @RequestParam(required = false)
                    @Parameter(description = "Of this asset only", example = "5b0f5f0e-3f0c-4e0c-9a53-0b7f5d3c2a10")
                    UUID asset,
            @RequestParam(required = false) @Parameter(description = "As far as this only", example = "DEFAULTED")
                    Payment.Status status) {
        return Pages.answer(payments.seenBy(caller, asset, status, page));
    }

    @PostMapping("/{id}/acceptance")
    @RolesAllowed("issuer")
    @Operation(
            summary = "Accept an early redemption that a holder wished",
            description = "By the issuer, until the record date; after that it is cancelled (`too-late`).")
    Payment accept(
            Authentication caller,
            @PathVariable @Parameter(description = ID, example = EXAMPLE) UUID id,
            Precondition precondition) {
        return payments.accept(caller, id, precondition);
    }

    @PostMapping("/{id}/cancellation")
    @RolesAllowed({"issuer", "investor", "operator"})
    @Operation(
            summary = "Take a payment back",
            description = "Before its record date; after that it is paid (`too-late`).")
    Payment cancel(
            Authentication caller,
            @PathVariable @Parameter(description = ID, example = EXAMPLE) UUID id,
            Precondition precondition) {
        return payments.cancel(caller, id, precondition);
    }

    @PostMapping("/{id}/retry")
    @RolesAllowed({"issuer", "operator"})
    @Operation(
            summary = "Have a payment go on now",
            description =
                    "One that is overdue or `DEFAULTED`, as the issuer has brought the money, or `KEEPING`, as a holder can be paid now. It goes on by"
                            + " itself too, within the hour.")
    Payment retry(
            Authentication caller,
            @PathVariable @Parameter(description = ID, example = EXAMPLE) UUID id,
            Precondition precondition) {
        return payments.retry(caller, id, precondition);
    }
}
