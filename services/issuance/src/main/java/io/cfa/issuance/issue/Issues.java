package io.cfa.issuance.issue;

import io.cfa.issuance.issue.Issue.Status;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The table of issues, and of whose placement is to be driven on. */
@Repository
class Issues {

    private static final String ALL =
            "id, issuer, name, units, unit_price, status, decision_sha256, reviewed_by, reason, drafted_at";
    private static final String SELECT = "select " + ALL + " from issue ";
    private static final String CLAIM = "update issue set tried = tried + 1, try_at = now() + interval '30 seconds'"
            + " where id = (select id from issue where %s for update skip locked) returning " + ALL;

    private final JdbcClient database;

    Issues(JdbcClient database) {
        this.database = database;
    }

    /** Writes a draft down, unless an issue stands under its id; tells whether this call did it. */
    boolean add(UUID id, String issuer, IssueTerms terms, Instant at) {
        return database.sql(
                                "insert into issue (id, issuer, name, units, unit_price, status, drafted_at)"
                                        + " values (:id, :issuer, :name, :units, :unitPrice, 'DRAFT', :at) on conflict (id) do nothing")
                        .param("id", id)
                        .param("issuer", issuer)
                        .param("name", terms.name())
                        .param("units", terms.units())
                        .param("unitPrice", terms.unitPrice())
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    void decide(UUID id, String sha256) {
        database.sql("update issue set decision_sha256 = :sha256 where id = :id")
                .param("id", id)
                .param("sha256", sha256)
                .update();
    }

    void review(UUID id, Status status, String operator, String reason) {
        database.sql("update issue set status = :status, reviewed_by = :operator, reason = :reason where id = :id")
                .param("id", id)
                .param("status", status.name())
                .param("operator", operator)
                .param("reason", reason)
                .update();
    }

    void beginPlacement(UUID id) {
        database.sql("update issue set status = 'OPENING', try_at = now() + interval '5 seconds' where id = :id")
                .param("id", id)
                .update();
    }

    void endPlacement(UUID id) {
        database.sql("update issue set status = 'OPEN', try_at = null where id = :id")
                .param("id", id)
                .update();
    }

    /** An issue whose placement has just been asked for, to be driven right after; unless the process dies, nobody else gets it. */
    Optional<Issue> placeFirst(UUID id) {
        return claim(
                database.sql(CLAIM.formatted("id = :id and try_at is not null")).param("id", id));
    }

    /**
     * An issue whose placement is to be driven on now; of all who ask at the same time, one gets it. Where that one dies before it says how it
     * went, the next gets it 30 seconds later.
     */
    Optional<Issue> nextToPlace() {
        return claim(database.sql(CLAIM.formatted("try_at <= now() order by try_at limit 1")));
    }

    private static Optional<Issue> claim(StatementSpec statement) {
        return statement.query(Issue.class).optional();
    }

    /** Tries again after 1, 2, 4, 8, 16, and from then on every 30 seconds. */
    void placeLater(UUID id) {
        database.sql("update issue set try_at = now() + least(30, power(2, least(tried, 6) - 1)) * interval '1 second'"
                        + " where id = :id and status = 'OPENING'")
                .param("id", id)
                .update();
    }

    /** The youngest hundred: all, or those of an issuer, or the open ones. */
    List<Issue> youngest(boolean all, String issuer, boolean open) {
        return database.sql(SELECT + "where :all or issuer = cast(:issuer as text) or (:open and status = 'OPEN')"
                        + " order by drafted_at desc, id limit 100")
                .param("all", all)
                .param("issuer", issuer)
                .param("open", open)
                .query(Issue.class)
                .list();
    }

    Optional<Issue> withId(UUID id) {
        return database.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Issue.class)
                .optional();
    }

    /** Until the transaction ends, nobody else changes it. */
    Optional<Issue> locked(UUID id) {
        return database.sql(SELECT + "where id = :id for update")
                .param("id", id)
                .query(Issue.class)
                .optional();
    }
}
