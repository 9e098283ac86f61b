package io.cfa.identity.participant;

import io.cfa.kit.RequestIds;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of participants. */
@Repository
class Participants {

    private static final String SELECT = "select subject as id, name, status, reason, registered_at from participant ";

    private final JdbcClient database;

    Participants(JdbcClient database) {
        this.database = database;
    }

    /** Writes a login down, unless it is there; tells whether this call did it. */
    boolean add(String id, String name, Instant at) {
        return database.sql("insert into participant (id, subject, name, registered_at, ask_at, request_id)"
                                + " values (:row, :id, :name, :at, now(), :request) on conflict (subject) do nothing")
                        .param("row", UUID.randomUUID())
                        .param("id", id)
                        .param("name", name)
                        .param("request", RequestIds.current().orElse(null))
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    Optional<Participant> withId(String id) {
        return database.sql(SELECT + "where subject = :id")
                .param("id", id)
                .query(Participant.class)
                .optional();
    }

    /** The youngest hundred. */
    List<Participant> youngest() {
        return database.sql(SELECT + "order by registered_at desc, subject limit 100")
                .query(Participant.class)
                .list();
    }
}
