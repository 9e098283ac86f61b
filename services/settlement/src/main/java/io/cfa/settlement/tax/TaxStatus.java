package io.cfa.settlement.tax;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** What kind of taxpayer a holder is, as an operator has put it down. */
@Schema(description = "What kind of taxpayer a holder is")
record TaxStatus(
        @Schema(
                        description = "The holder: the sub of a login",
                        format = "uuid",
                        example = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10")
                String holder,
        @Schema(description = "What they are", example = "NON_RESIDENT") Taxpayer kind,
        @Schema(
                        description = "The sub of the operator who said so",
                        format = "uuid",
                        example = "7c1f0e5d-2b3a-4d8c-9e6f-1a2b3c4d5e6f")
                String setBy,
        @Schema(description = "Since when", example = "2026-11-24T09:50:00.123456Z") Instant setAt) {}
