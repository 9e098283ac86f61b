package io.cfa.identity.participant;

import static java.time.Duration.ofSeconds;

import io.cfa.kit.queue.BackOff;
import io.cfa.kit.queue.Change;
import io.cfa.kit.queue.DurableQueue;
import io.cfa.kit.queue.Lease;
import io.cfa.kit.queue.QueueTable;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Whom compliance is to be asked about; the table of participants is the queue. */
@Repository
class ScreeningQueue {

    private static final QueueTable TABLE =
            new QueueTable("participant", "subject", "ask_at", "claim", "asked", "request_id");
    /** Until an operator has decided, nothing is new but to whoever looks, who has it asked at once. */
    private static final Duration AT_REVIEW = Duration.ofMinutes(1);

    private static final Duration LEASE = ofSeconds(15);
    private static final String ANSWER = "status = :status, reason = :reason, answered_at = now()";

    private final JdbcClient database;
    private final DurableQueue<Unscreened> queue;

    ScreeningQueue(JdbcClient database) {
        this.database = database;
        this.queue = new DurableQueue<>(
                database,
                TABLE,
                "subject, name, status, reason",
                (row, number) -> new Unscreened(
                        row.getString("subject"),
                        row.getString("name"),
                        Participant.Status.valueOf(row.getString("status")),
                        row.getString("reason")),
                new DurableQueue.Timing(LEASE, BackOff.between(ofSeconds(1), ofSeconds(30))));
    }

    /**
     * Somebody whom compliance is to be asked about.
     *
     * @param id     the {@code sub} of the login
     * @param name   as registered
     * @param status what compliance said last
     * @param reason and why
     */
    record Unscreened(String id, String name, Participant.Status status, String reason) {

        boolean isTold(Participant.Status now, String why) {
            return status == now && reason.equals(why);
        }
    }

    /** Where the workers take from. */
    DurableQueue<Unscreened> leases() {
        return queue;
    }

    /**
     * Has compliance asked again about somebody about whom it said something a minute ago or longer: it may say something else by now. About whom an
     * operator is to decide, it is asked after two seconds.
     */
    void askAgain(String id) {
        database.sql("update participant set ask_at = now(), asked = 0 where subject = :id and (ask_at is null"
                        + " and (answered_at is null or answered_at < now() - interval '1 minute')"
                        + " or status = 'TO_REVIEW' and ask_at > now() + :lease * interval '1 second'"
                        + " and answered_at < now() - interval '2 seconds')")
                .param("id", id)
                .param("lease", LEASE.toSeconds())
                .update();
    }

    /** Compliance has decided, for now; tells whether that was this lease's to say. */
    boolean decided(Lease<Unscreened> lease, Participant.Status status, String reason) {
        return queue.finish(lease, answer(status, reason)).isPresent();
    }

    /** Compliance has yet to decide: it is asked again after a while; tells whether that was this lease's to say. */
    boolean undecided(Lease<Unscreened> lease, Participant.Status status, String reason) {
        return queue.move(lease, answer(status, reason))
                .map(moved -> queue.postpone(moved, AT_REVIEW))
                .orElse(false);
    }

    private static Change answer(Participant.Status status, String reason) {
        return Change.set(ANSWER).with("status", status.name()).with("reason", reason);
    }
}
