package io.cfa.identity.participant;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The table of participants, and of whom compliance is to be asked about. */
@Repository
class Participants {

    /** Somebody whom compliance is to be asked about now. */
    record Unscreened(String id, String name) {}

    private static final String SELECT = "select subject as id, name, status, reason, registered_at from participant ";

    private static final String CLAIM =
            "update participant set asked = asked + 1, ask_at = now() + interval '15 seconds'"
                    + " where subject = (select subject from participant where %s for update skip locked)"
                    + " returning subject as id, name";

    private final JdbcClient database;

    Participants(JdbcClient database) {
        this.database = database;
    }

    /** Writes a login down, unless it is there; tells whether this call did it. */
    boolean add(String id, String name, Instant at) {
        return database.sql(
                                "insert into participant (id, subject, name, registered_at, ask_at)"
                                        + " values (:row, :id, :name, :at, now() + interval '5 seconds') on conflict (subject) do nothing")
                        .param("row", UUID.randomUUID())
                        .param("id", id)
                        .param("name", name)
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

    /** Who has just registered, to be asked about right after; unless the process dies, nobody else gets that question. */
    Optional<Unscreened> askAboutFirst(String id) {
        return claim(database.sql(CLAIM.formatted("subject = :id and ask_at is not null"))
                .param("id", id));
    }

    /**
     * Somebody whom compliance is to be asked about now; of all who ask at the same time, one gets it. Where that one dies before it says how it
     * went, the next gets it 15 seconds later.
     */
    Optional<Unscreened> nextToAskAbout() {
        return claim(database.sql(CLAIM.formatted("ask_at <= now() order by ask_at limit 1")));
    }

    private static Optional<Unscreened> claim(StatementSpec statement) {
        return statement.query(Unscreened.class).optional();
    }

    /** Records what compliance says, where that is new; tells whether it is. */
    boolean record(String id, Participant.Status status, String reason) {
        return database.sql("update participant set status = :status, reason = :reason where subject = :id"
                                + " and status in ('PENDING', 'TO_REVIEW') and (status, reason) <> (:status, :reason)")
                        .param("id", id)
                        .param("status", status.name())
                        .param("reason", reason)
                        .update()
                == 1;
    }

    void askNoMore(String id) {
        database.sql("update participant set ask_at = null where subject = :id")
                .param("id", id)
                .update();
    }

    /** Asks again after 1, 2, 4, 8, 16, and from then on every 30 seconds. */
    void askLater(String id) {
        database.sql(
                        "update participant set ask_at = now() + least(30, power(2, least(asked, 6) - 1)) * interval '1 second'"
                                + " where subject = :id and ask_at is not null")
                .param("id", id)
                .update();
    }
}
