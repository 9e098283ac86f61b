package io.cfa.compliance.screening;

import io.cfa.compliance.screening.Decision.Kind;
import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of all that was found and decided, which is only ever added to. */
@Repository
class Decisions {

    private static final String SELECT =
            "select number, participant, kind, result, reason, decided_by, decided_at from screening_decision";
    private static final Map<String, List<SortKey>> SORTS = Map.of("number", List.of(SortKey.number("number")));

    private final JdbcClient database;
    private final KeysetQuery<Decision> list;

    Decisions(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(database, SELECT, Decision.class, SORTS);
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

    /** Those about a participant, of one kind where it is named. */
    Page<Decision> about(UUID participant, Kind kind, PageRequest page) {
        return list.page(page, Filter.all().with("participant", participant).with("kind", kind));
    }

    /** What holds now: how a log names it. */
    String last(UUID participant) {
        return database.sql(SELECT + " where participant = :participant order by number desc limit 1")
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
