package io.cfa.kit.backlog;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * One item that waits in a queue.
 *
 * @param id        its key: the trade's, the issue's, the participant's
 * @param dueAt     when it is taken next
 * @param attempts  how often its present step has failed
 * @param requestId the request that asked for it; null where that is not known
 * @param stuck     whether it has failed five times or more, or is due for a minute and taken by nobody
 */
@Schema(description = "One item that waits in a queue")
record QueuedItem(
        @Schema(
                        description = "Its id: the trade's, the issue's, the participant's",
                        example = "8c7a5a52-1d3b-4f0c-9f3b-2a9c4a4d7e01")
                String id,
        @Schema(description = "When it is taken next", example = "2026-11-24T09:30:00.123456Z") Instant dueAt,
        @Schema(description = "How often its present step has failed", example = "7") int attempts,
        @Schema(
                        description = "The request that asked for it; null where that is not known",
                        nullable = true,
                        example = "4c1f3b7e-7d5e-4b0e-9a56-3f2f8f0d6a11")
                String requestId,
        @Schema(description = "Whether somebody should look", example = "true") boolean stuck) {}
