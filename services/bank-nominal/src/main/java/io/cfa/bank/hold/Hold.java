package io.cfa.bank.hold;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/**
 * Money that is set aside until the payee gets it or the payer has it back.
 *
 * @param id     chosen by the caller: that of the trade
 * @param payer  the {@code sub} of whoever pays; null where a release came and the hold never did
 * @param payee  the {@code sub} of whoever gets it; null likewise
 * @param amount in kopecks; nothing where the hold never came
 * @param status what became of it
 */
@Schema(description = "Money that is set aside until the payee gets it or the payer has it back")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Hold(
        @Schema(
                        description = "The id that the caller chose: the trade's",
                        example = "7d3e1f0a-8a5c-4a38-9f67-1c2f9f4f6e02")
                UUID id,
        @Schema(
                        description = "Whose money it is: the sub of a login; missing where only the release ever came",
                        format = "uuid",
                        example = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10")
                String payer,
        @Schema(
                        description = "Who shall get it: the sub of a login; missing where only the release ever came",
                        format = "uuid",
                        example = "b7c52b0d-0f63-4c53-8f3e-94f2a7a9f4c8")
                String payee,
        @Schema(description = "In kopecks; 0 where only the release ever came", example = "250000", minimum = "0")
                long amount,
        @Schema(description = "Set aside, given to the payee, or back with the payer", example = "HELD")
                Status status) {

    /** What became of a hold; from the second and the third there is no way on. */
    enum Status {
        HELD,
        CAPTURED,
        RELEASED
    }
}
