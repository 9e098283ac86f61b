package io.cfa.compliance.screening;

import java.sql.Timestamp;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of screenings. */
@Repository
class Screenings {

    private final JdbcClient database;

    Screenings(JdbcClient database) {
        this.database = database;
    }

    /** Writes a first screening down, unless there is one of this participant; tells whether this call did it. */
    boolean add(Screening screening) {
        return database.sql("insert into screening (id, name, result, reason, screened_at)"
                                + " values (:id, :name, :result, :reason, :at) on conflict (id) do nothing")
                        .param("id", screening.id())
                        .param("name", screening.name())
                        .param("result", screening.result().name())
                        .param("reason", screening.reason())
                        .param("at", Timestamp.from(screening.screenedAt()))
                        .update()
                == 1;
    }

    /** Writes down what holds from now on. */
    void put(Screening screening) {
        database.sql("update screening set result = :result, reason = :reason, screened_at = :screened,"
                        + " decided_by = :by, decided_at = :at, blocked = :blocked where id = :id")
                .param("id", screening.id())
                .param("result", screening.result().name())
                .param("reason", screening.reason())
                .param("screened", Timestamp.from(screening.screenedAt()))
                .param("by", screening.decidedBy())
                .param("at", screening.decidedAt() == null ? null : Timestamp.from(screening.decidedAt()))
                .param("blocked", screening.blocked())
                .update();
    }

    Optional<Screening> withId(UUID participant) {
        return read(participant, "");
    }

    /** Until the transaction ends, nobody else changes it. */
    Optional<Screening> locked(UUID participant) {
        return read(participant, " for update");
    }

    private Optional<Screening> read(UUID participant, String locking) {
        return database.sql("select id, name, result, reason, screened_at, decided_by, decided_at, blocked"
                        + " from screening where id = :id" + locking)
                .param("id", participant)
                .query(Screening.class)
                .optional();
    }
}
