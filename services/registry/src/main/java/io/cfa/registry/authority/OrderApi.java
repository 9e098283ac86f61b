package io.cfa.registry.authority;

import io.cfa.kit.api.Created;
import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Precondition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
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

/** Entries by authority, in the hands of two operators. */
@RestController
@RequestMapping("/orders")
@RolesAllowed("operator")
@Tag(name = "Orders", description = "What courts, notaries and corrections have the register enter, by two operators")
class OrderApi {

    private static final String ID = "The order's id, chosen by the operator who asks for it";
    private static final String EXAMPLE = "2a4c6e80-1357-4bdf-8ace-02468ace1357";
    private static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String DIGITS = "[0-9a-f]{64}";

    private final OrderService orders;

    OrderApi(OrderService orders) {
        this.orders = orders;
    }

    @Schema(name = "OrderRequest", description = "What shall be entered; each kind names its own fields")
    record Request(
            @NotNull @Schema(description = "What it is", example = "COURT_TRANSFER") AuthorityOrder.Kind kind,
            @Schema(
                            description = "The asset; null for a release and a correction",
                            nullable = true,
                            example = "e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55")
                    UUID asset,
            @Schema(
                            description =
                                    "Whose units: the sub of a login; null for a whole asset, a release, a correction",
                            nullable = true,
                            example = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10")
                    UUID holder,
            @Schema(
                            description = "Who gets them: the sub of a login; null where nothing moves",
                            nullable = true,
                            example = "b7c52b0d-0f63-4c53-8f3e-94f2a7a9f4c8")
                    UUID heir,
            @Positive
                    @Schema(
                            description = "How many units; null for all that are restricted",
                            nullable = true,
                            example = "250")
                    Long units,
            @Schema(
                            description = "What is released, or lifted for a transfer",
                            nullable = true,
                            example = "6f1d2c3b-4a59-4687-9a0b-1c2d3e4f5a6b")
                    UUID restriction,
            @Schema(
                            description = "The transfer that is reversed",
                            nullable = true,
                            example = "7d3e1f0a-8a5c-4a38-9f67-1c2f9f4f6e02")
                    UUID transfer,
            @NotNull
                    @Pattern(regexp = DIGITS)
                    @Schema(description = "The SHA-256 of the document, in hexadecimal digits", example = HASH)
                    String documentSha256,
            @NotBlank @Size(max = 500) @Schema(description = "Why", example = "Order 17 of the court of Moscow")
                    String reason) {

        OrderTerms terms() {
            return new OrderTerms(
                    kind,
                    asset,
                    holder == null ? null : holder.toString(),
                    heir == null ? null : heir.toString(),
                    units,
                    restriction,
                    transfer,
                    documentSha256,
                    reason);
        }
    }

    @Schema(name = "OrderApproval", description = "The document that the second operator has before them")
    record Approval(
            @NotNull
                    @Pattern(regexp = DIGITS)
                    @Schema(description = "Its SHA-256, in hexadecimal digits", example = HASH)
                    String documentSha256) {}

    @Schema(name = "OrderRejection", description = "Why an order is not entered")
    record Rejection(
            @NotBlank @Size(max = 500) @Schema(description = "Why", example = "The document names another holder")
                    String reason) {}

    @PutMapping("/{id}")
    @Operation(
            summary = "Ask for an entry by authority",
            description =
                    "Nothing is entered until another operator approves. An arrest or a pledge names the asset, and where it is not the whole"
                            + " asset the holder and how many units; a release the restriction; a court transfer and an inheritance the asset, the"
                            + " holder, the heir and the units, and the restriction where they lift one; a correction the transfer that it reverses. Other"
                            + " fields are refused (`field-missing`, `field-not-taken`).")
    ResponseEntity<AuthorityOrder> request(
            Authentication caller,
            @PathVariable @Parameter(description = ID, example = EXAMPLE) UUID id,
            @Valid @RequestBody Request request) {
        return Created.answer(orders.request(id, request.terms(), caller.getName()));
    }

    @PostMapping("/{id}/approval")
    @Operation(
            summary = "Approve an order, and enter it",
            description =
                    "By another operator than who asked for it, whom it does not concern (`four-eyes`), with the document of the request"
                            + " (`another-document`). Refused, with nothing entered: `insufficient-units`, `units-restricted`, `more-than-held`,"
                            + " `reversed`, `order-expired`, `order-rejected`. One that is approved is returned as it is.")
    AuthorityOrder approve(
            Authentication caller,
            @PathVariable @Parameter(description = ID, example = EXAMPLE) UUID id,
            @Valid @RequestBody Approval approval,
            Precondition precondition) {
        return orders.approve(id, approval.documentSha256(), caller.getName(), precondition);
    }

    @PostMapping("/{id}/rejection")
    @Operation(
            summary = "Reject an order",
            description =
                    "By another operator than who asked for it (`four-eyes`); one that was approved is refused (`order-approved`).")
    AuthorityOrder reject(
            Authentication caller,
            @PathVariable @Parameter(description = ID, example = EXAMPLE) UUID id,
            @Valid @RequestBody Rejection rejection,
            Precondition precondition) {
        return orders.reject(id, rejection.reason(), caller.getName(), precondition);
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read one order")
    AuthorityOrder one(@PathVariable @Parameter(description = ID, example = EXAMPLE) UUID id) {
        return orders.withId(id);
    }

    @GetMapping
    @Operation(
            summary = "List the orders",
            description =
                    "The youngest first if nobody says; with `status=REQUESTED` it is what waits for a second operator.")
    ResponseEntity<List<AuthorityOrder>> list(
            @SortedBy("-requestedAt") PageRequest page,
            @RequestParam(required = false) @Parameter(description = "As far as this only", example = "REQUESTED")
                    AuthorityOrder.Status status,
            @RequestParam(required = false)
                    @Parameter(description = "Of this asset only", example = "e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55")
                    UUID asset) {
        return Pages.answer(orders.of(status, asset, page));
    }
}
