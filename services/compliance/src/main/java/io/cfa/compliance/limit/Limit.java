package io.cfa.compliance.limit;

import io.swagger.v3.oas.annotations.media.Schema;

/** For how much an investor may buy in a calendar year. */
@Schema(description = "For how much an investor may buy in a calendar year")
public record Limit(
        @Schema(description = "The calendar year, in Moscow", example = "2026") int year,
        @Schema(
                        description = "In kopecks; null where the investor is qualified, which has none",
                        nullable = true,
                        example = "60000000")
                Long limit,
        @Schema(description = "What is used of it, in kopecks", example = "1500000") long used,
        @Schema(description = "Whether the investor is a qualified one", example = "false") boolean qualified) {}
