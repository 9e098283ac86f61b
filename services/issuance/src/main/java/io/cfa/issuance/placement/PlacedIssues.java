package io.cfa.issuance.placement;

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

    /** Those whose deadline is over, and of which it is not known how they ended. */
    List<UUID> over(int most) {
        return database.sql("select id from issue where status = 'OPEN' and outcome is null and closes_at < now()"
                        + " order by closes_at limit :most")
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    /** Writes down how a placement ended, or when it will; tells whether it is another than before. */
    boolean put(UUID id, String outcome, Instant closesAt) {
        return database.sql(
                                "update issue set outcome = :outcome, closes_at = :closes where id = :id and status = 'OPEN'"
                                        + " and outcome is null and (cast(:outcome as text) is not null or closes_at is distinct from :closes)")
                        .param("id", id)
                        .param("outcome", outcome)
                        .param("closes", closesAt == null ? null : Timestamp.from(closesAt))
                        .update()
                == 1;
    }
}
