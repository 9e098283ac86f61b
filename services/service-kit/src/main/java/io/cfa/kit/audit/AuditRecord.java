package io.cfa.kit.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * One change that somebody has asked for.
 *
 * @param number    counts them, in the order in which they were written down
 * @param at        when it was asked for
 * @param subject   the {@code sub} of the login or of the service
 * @param roles     the roles that it had then, with spaces between them
 * @param address   where it came from, as the gateway saw it
 * @param requestId which request it was
 * @param operation what was asked for, such as {@code PUT /trades/{id}}
 * @param path      of what
 * @param status    what was answered; null while that is not known, or where the service ended before it answered
 * @param outcome   {@code done}, {@code replayed}, or the type of the problem; null likewise
 */
@Schema(description = "A change that somebody has asked for, and what came of it")
record AuditRecord(
        @Schema(description = "Counts them", example = "4711") long number,
        @Schema(description = "When it was asked for", example = "2026-11-24T09:30:00.123456Z") Instant at,
        @Schema(description = "Who: the `sub` of the login", example = "7c1f0e5d-2b3a-4d8c-9e6f-1a2b3c4d5e6f")
                String subject,
        @Schema(description = "With which roles", example = "issuer operator") String roles,
        @Schema(description = "From where, as the gateway saw it", example = "203.0.113.7") String address,
        @Schema(description = "The id of the request", example = "4c1f3b7e-7d5e-4b0e-9a56-3f2f8f0d6a11")
                String requestId,
        @Schema(description = "What was asked for", example = "POST /issues/{id}/approval") String operation,
        @Schema(description = "Of what", example = "/issues/e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55/approval") String path,
        @Schema(
                        description = "What was answered; null where the service ended before it answered",
                        nullable = true,
                        example = "200")
                Integer status,
        @Schema(
                        description = "`done`, `replayed`, or the type of the problem; null likewise",
                        nullable = true,
                        example = "done")
                String outcome) {}
