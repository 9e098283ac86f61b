package io.cfa.issuance.placement;

import io.cfa.issuance.issue.Issue.Outcome;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The issues whose placement is open, and how it ends. */
@Repository
class PlacedIssues {

    private final JdbcClient database;

    PlacedIssues(JdbcClient database) {
        this.database = database;
    }

    /**
     * Those whose deadline is over, or of which settlement was asked to end them and a minute has brought no answer, and of which it is not known how they
     * ended. By lot: one that nobody can tell of does not stand in the way of others.
     */
    List<UUID> over(int most) {
        return database.sql("select id from issue where status = 'OPEN' and outcome is null and (closes_at < now()"
                        + " or end_asked_at < now() - interval '1 minute') order by random() limit :most")
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    /** Settlement is asked to end a placement; if its answer is lost, it is asked how it ended. */
    void endAsked(UUID id) {
        database.sql("update issue set end_asked_at = now() where id = :id and status = 'OPEN' and outcome is null")
                .param("id", id)
                .update();
    }

    /** Settlement has answered; tells whether it says another than what stands here. */
    boolean put(UUID id, Outcome outcome, Instant closesAt) {
        return database.sql(
                        "with before as (select id, outcome, closes_at from issue where id = :id and status = 'OPEN' for update)"
                                + " update issue set end_asked_at = null, outcome = coalesce(before.outcome, :outcome),"
                                + " closes_at = coalesce(:closes, before.closes_at) from before where issue.id = before.id"
                                + " returning before.outcome is distinct from issue.outcome"
                                + " or before.closes_at is distinct from issue.closes_at")
                .param("id", id)
                .param("outcome", outcome == null ? null : outcome.name())
                .param("closes", closesAt == null ? null : Timestamp.from(closesAt))
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }
}
