package io.cfa.compliance.screening;

import io.cfa.compliance.screening.Screening.Result;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who may take part, and the rule of it: whose name is on the watch list in any spelling is rejected, whose name is like one of it waits for an
 * operator's decision, all others are approved. A participant is screened once; whatever is listed later, the result stays.
 */
@Repository
public class Screenings {

    private record Finding(Result result, String reason) {}

    private final JdbcClient database;
    private final WatchList watchList;
    private final EventPublisher events;
    private final Clock clock = Clock.systemUTC();

    Screenings(JdbcClient database, WatchList watchList, EventPublisher events) {
        this.database = database;
        this.watchList = watchList;
        this.events = events;
    }

    /** Screens a participant's name against the watch list as it is now, or returns what was found about the same name before. */
    @Transactional
    Screening screen(UUID participant, String name) {
        Screening screening = withId(participant).orElseGet(() -> first(participant, name));
        if (!screening.name().equals(name)) {
            throw DomainException.conflict("id-taken", "Another name was screened for this participant.");
        }
        return screening;
    }

    private Screening first(UUID participant, String name) {
        Finding finding = find(name);
        int added = database.sql("insert into screening (id, name, result, reason, screened_at)"
                        + " values (:id, :name, :result, :reason, :at) on conflict (id) do nothing")
                .param("id", participant)
                .param("name", name)
                .param("result", finding.result().name())
                .param("reason", finding.reason())
                .param("at", now())
                .update();
        Screening screening = withId(participant).orElseThrow();
        if (added == 1) {
            events.publish("compliance.name-screened", participant.toString(), screening);
        }
        return screening;
    }

    private Finding find(String name) {
        return watchList
                .same(name)
                .map(listed -> new Finding(Result.REJECTED, "On the watch list: " + listed.reason()))
                .or(() -> watchList
                        .like(name)
                        .map(listed -> new Finding(
                                Result.TO_REVIEW,
                                "Like %s of the watch list: %s".formatted(listed.name(), listed.reason()))))
                .orElse(new Finding(Result.APPROVED, "Not on the watch list"));
    }

    /** An operator's decision about a name that is to be reviewed. */
    @Transactional
    Screening decide(UUID participant, Result result, String reason, String operator) {
        int changed = database.sql(
                        "update screening set result = :result, reason = :reason, decided_by = :by, decided_at = :at"
                                + " where id = :id and result = 'TO_REVIEW'")
                .param("id", participant)
                .param("result", result.name())
                .param("reason", reason)
                .param("by", operator)
                .param("at", now())
                .update();
        Screening screening =
                withId(participant).orElseThrow(() -> DomainException.notFound("The participant was not screened."));
        if (changed == 0) {
            throw DomainException.conflict(
                    "not-to-review", "There is nothing to decide: the result is " + screening.result() + ".");
        }
        events.publish("compliance.screening-decided", participant.toString(), screening);
        return screening;
    }

    Optional<Screening> withId(UUID participant) {
        return database.sql("select id, name, result, reason, screened_at, decided_by, decided_at from screening"
                        + " where id = :id")
                .param("id", participant)
                .query(Screening.class)
                .optional();
    }

    /** Whether a participant may take part now. */
    public boolean isApproved(UUID participant) {
        return withId(participant)
                .filter(screening -> screening.result() == Result.APPROVED)
                .isPresent();
    }

    private Timestamp now() {
        return Timestamp.from(Instant.now(clock).truncatedTo(ChronoUnit.MICROS));
    }
}
