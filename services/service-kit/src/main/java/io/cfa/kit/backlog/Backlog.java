package io.cfa.kit.backlog;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/**
 * What waits in a service.
 *
 * @param queues its durable queues
 * @param outbox its events
 * @param release      the tag of the release that this process is of; null where nobody has said
 * @param runningSince when this process began: a release, or a restart, begins another
 */
@Schema(description = "What waits in a service, and what is stuck")
record Backlog(
        List<Queue> queues,
        Outbox outbox,
        @Schema(
                        description = "The tag of the release that this process is of; null where nobody has said",
                        nullable = true,
                        example = "1a2b3c4d")
                String release,
        @Schema(
                        description = "When this process began: a release, or a restart, begins another",
                        example = "2026-11-24T09:30:00.123Z")
                Instant runningSince) {

    /**
     * A durable queue.
     *
     * @param name         of its table
     * @param waiting      how many items are not at their end; 10 001 stands for more
     * @param stuck        how many of them have failed five times or more, or are due for a minute and taken by nobody
     * @param longestDue   since when the one is due that waits longest; null where none is due
     * @param mostAttempts how often the step has failed that has failed most
     */
    @Schema(description = "A durable queue")
    record Queue(
            @Schema(description = "Its name", example = "trade") String name,
            @Schema(description = "How many are not at their end; 10001 stands for more", example = "12") long waiting,
            @Schema(
                            description =
                                    "How many of these have failed five times or more, or are due for a minute and taken by nobody",
                            example = "1")
                    long stuck,
            @Schema(
                            description = "Since when the one is due that waits longest; null where none is due",
                            nullable = true,
                            example = "2026-11-24T09:30:00.123456Z")
                    Instant longestDue,
            @Schema(description = "How often the step has failed that has failed most", example = "7")
                    int mostAttempts) {}

    /**
     * The events that are not published.
     *
     * @param waiting how many; 10 001 stands for more
     * @param since   since when the oldest waits; null where none does
     */
    @Schema(description = "The events that are not published yet; with Kafka off they all wait")
    record Outbox(
            @Schema(description = "How many; 10001 stands for more", example = "3") long waiting,
            @Schema(
                            description = "Since when the oldest waits; null where none does",
                            nullable = true,
                            example = "2026-11-24T09:30:00.123456Z")
                    Instant since) {}
}
