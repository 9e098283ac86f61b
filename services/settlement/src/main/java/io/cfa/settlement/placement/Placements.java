package io.cfa.settlement.placement;

import io.cfa.settlement.offer.Offer;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What changes of an offer that is a placement: that its minimum is reached, its deadline, and how it ended. */
@Repository
class Placements {

    private final JdbcClient database;

    Placements(JdbcClient database) {
        this.database = database;
    }

    /** From now on its units move. */
    void reach(UUID id) {
        database.sql("update offer set reached = true where id = :id")
                .param("id", id)
                .update();
    }

    /** Ends a placement: nothing is taken from it any more. */
    void end(UUID id, Offer.Outcome outcome) {
        database.sql("update offer set outcome = :outcome, status = 'WITHDRAWN' where id = :id")
                .param("id", id)
                .param("outcome", outcome.name())
                .update();
    }

    /** Moves the deadline. */
    void extend(UUID id, Instant closesAt) {
        database.sql("update offer set closes_at = :closes where id = :id")
                .param("id", id)
                .param("closes", Timestamp.from(closesAt))
                .update();
    }

    /** Those whose deadline is over and that have not ended. By lot: one that cannot be ended does not stand in the way of others. */
    List<UUID> overdue(int most) {
        return database.sql(
                        "select id from offer where closes_at < now() and outcome is null order by random() limit :most")
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    /** Whether only qualified investors buy from an offer. */
    boolean isForQualified(UUID id) {
        return database.sql("select exists (select from offer where id = :id and qualified_only)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }
}
