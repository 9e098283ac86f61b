package io.cfa.compliance.screening;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * What was found about a name at one time.
 *
 * @param id         chosen by the caller, so that screening again changes nothing
 * @param name       the name that was screened
 * @param result     whether its bearer may take part
 * @param reason     why
 * @param screenedAt when
 */
public record Screening(
        UUID id, @Schema(example = "Anna Li") String name, Result result, String reason, Instant screenedAt) {

    /** Whether somebody may take part. */
    public enum Result {
        /** Nothing stands against it. */
        APPROVED,
        /** The name is on the watch list. */
        REJECTED
    }
}
