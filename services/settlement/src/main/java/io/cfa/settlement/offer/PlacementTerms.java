package io.cfa.settlement.offer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Objects;

/** What holds for an offer that is the placement of an issue. */
@Schema(description = "What holds for an offer that is the placement of an issue")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlacementTerms(
        @Schema(
                        description = "Until then units are sold; missing for as long as there are any",
                        example = "2026-12-31T21:00:00Z")
                Instant closesAt,
        @Schema(
                        description = "Fewer than these, and every trade turns back; missing for none",
                        example = "500",
                        minimum = "1")
                Long minimumUnits,
        @Schema(description = "How many units one buyer may have; missing for all", example = "100", minimum = "1")
                Long mostPerBuyer,
        @Schema(description = "Whether only qualified investors buy", example = "false") boolean qualifiedOnly) {

    /** Whether they are those of an offer that is none with terms. */
    boolean sayNothing() {
        return closesAt == null && minimumUnits == null && mostPerBuyer == null && !qualifiedOnly;
    }

    /** Whether what was asked for is what stands here, or did before its deadline was extended. */
    boolean were(PlacementTerms asked) {
        boolean sameDeadline =
                closesAt == null ? asked.closesAt == null : asked.closesAt != null && !asked.closesAt.isAfter(closesAt);
        return sameDeadline
                && Objects.equals(minimumUnits, asked.minimumUnits)
                && Objects.equals(mostPerBuyer, asked.mostPerBuyer)
                && qualifiedOnly == asked.qualifiedOnly;
    }
}
