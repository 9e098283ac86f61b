package io.cfa.compliance.screening;

import io.cfa.compliance.screening.Decision.Kind;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of all that was found and decided, which is only ever added to. */
@Repository
class Decisions {

    private static final String SELECT =
            "select number, participant, kind, result, reason, decided_by, decided_at from screening_decision"
                    + " where participant = :participant order by number desc limit ";

    private final JdbcClient database;

    Decisions(JdbcClient database) {
        this.database = database;
    }

    /** Writes down what a screening says now. */
    void add(Kind kind, Screening screening) {
        database.sql("insert into screening_decision (participant, kind, result, reason, decided_by, decided_at)"
                        + " values (:participant, :kind, :result, :reason, :by, :at)")
                .param("participant", screening.id())
                .param("kind", kind.name())
                .param("result", screening.result().name())
                .param("reason", screening.reason())
                .param("by", screening.decidedBy())
                .param(
                        "at",
                        Timestamp.from(screening.decidedAt() == null ? screening.screenedAt() : screening.decidedAt()))
                .update();
    }

    /** The youngest hundred about a participant. */
    List<Decision> about(UUID participant) {
        return database.sql(SELECT + "100")
                .param("participant", participant)
                .query(Decision.class)
                .list();
    }

    /** What holds now: how a log names it. */
    String last(UUID participant) {
        return database.sql(SELECT + "1")
                .param("participant", participant)
                .query(Decision.class)
                .optional()
                .map(last -> "%s by decision %d (%s at %s by %s)"
                        .formatted(
                                last.result(),
                                last.number(),
                                last.kind(),
                                last.decidedAt(),
                                last.decidedBy() == null ? "the watch list" : "operator " + last.decidedBy()))
                .orElse("not screened");
    }
}
