package io.cfa.compliance.screening;

import io.cfa.compliance.screening.Screening.Result;
import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of whom the watch list has stopped after they were screened, and of all others who wait for a decision. */
@Repository
class Reviews {

    private static final String SELECT = "select screening.id as participant, name, reason, screened_at,"
            + " review.participant is not null as two_operators, proposed_result as proposed, proposal_reason,"
            + " proposed_by, proposed_at from screening left join review on review.participant = screening.id"
            + " and review.closed_at is null where result = 'TO_REVIEW'";

    private static final Map<String, List<SortKey>> SORTS =
            Map.of("screenedAt", List.of(SortKey.time("screened_at"), SortKey.uuid("participant")));

    private final JdbcClient database;
    private final KeysetQuery<Review> list;

    Reviews(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(database, SELECT, Review.class, SORTS);
    }

    /** What an operator has proposed. */
    record Proposal(Result result, String reason, String operator, Instant at) {}

    /** Those of whom something was proposed or nothing was, or all. */
    Page<Review> page(Boolean proposed, PageRequest page) {
        return list.page(page, Filter.all().with("(proposed_by is not null) = :proposed", "proposed", proposed));
    }

    Optional<Review> of(UUID participant) {
        return database.sql(SELECT + " and screening.id = :id")
                .param("id", participant)
                .query(Review.class)
                .optional();
    }

    /** Stops somebody who was screened before; what was proposed before is proposed no more. */
    void open(UUID participant, Result was, Instant at) {
        database.sql("insert into review as before (participant, was, opened_at) values (:id, :was, :at)"
                        + " on conflict (participant) do update set opened_at = excluded.opened_at, closed_at = null,"
                        + " was = case when before.closed_at is null then before.was else excluded.was end,"
                        + " proposed_result = null, proposal_reason = null, proposed_by = null, proposed_at = null")
                .param("id", participant)
                .param("was", was.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    void propose(UUID participant, Proposal proposal) {
        database.sql("update review set proposed_result = :result, proposal_reason = :reason, proposed_by = :by,"
                        + " proposed_at = :at where participant = :id and closed_at is null")
                .param("id", participant)
                .param("result", proposal.result().name())
                .param("reason", proposal.reason())
                .param("by", proposal.operator())
                .param("at", Timestamp.from(proposal.at()))
                .update();
    }

    /** It was decided. */
    void close(UUID participant, Instant at) {
        database.sql("update review set closed_at = :at where participant = :id and closed_at is null")
                .param("id", participant)
                .param("at", Timestamp.from(at))
                .update();
    }
}
