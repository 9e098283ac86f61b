package io.cfa.issuance.issue;

import io.cfa.issuance.issue.Issue.Status;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of issues. */
@Repository
class Issues {

    private static final String ALL =
            "id, issuer, name, units, unit_price, status, decision_sha256, reviewed_by, reason, drafted_at,"
                    + " case when status = 'OPEN' then coalesce(offer, id) end as offer";
    private static final String SELECT = "select " + ALL + " from issue ";
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
