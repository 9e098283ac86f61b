package io.cfa.bank.hold;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/** Money that one payer has set aside for many payees; it is a hold without a payee, from which parts are captured. */
@Schema(description = "Money that a payer has set aside for many payees")
record Reserve(
        @Schema(
                        description = "The id that the caller chose: the payment's",
                        example = "3d1f0a7e-5a8c-4a38-9f67-02f9f4f6e1c2")
                UUID id,
        @Schema(
                        description = "Whose money it is: the sub of a login",
                        format = "uuid",
                        example = "b7c52b0d-0f63-4c53-8f3e-94f2a7a9f4c8")
                String payer,
        @Schema(description = "What was set aside, in kopecks", example = "250000") long amount,
        @Schema(description = "What of it is not paid out yet, in kopecks; 0 once it is released", example = "50000")
                long left,
        @Schema(description = "Set aside, paid out to the last kopeck, or back with the payer", example = "HELD")
                Hold.Status status) {}
