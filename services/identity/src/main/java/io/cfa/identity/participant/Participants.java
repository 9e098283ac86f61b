package io.cfa.identity.participant;

import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The register of participants, and its rule: a login registers one name, once; compliance is asked about it until it has decided, and what it
 * has decided stays.
 */
@Repository
class Participants {

    /** A login has registered; heard by the {@link Screener} once that is committed. */
    record Registered(String id) {}

    /** Somebody whom compliance is to be asked about now. */
    record Unscreened(String id, String name) {}

    private static final String SELECT = "select subject as id, name, status, reason, registered_at from participant ";

    private static final String CLAIM =
            "update participant set asked = asked + 1, ask_at = now() + interval '15 seconds'"
                    + " where subject = (select subject from participant where %s for update skip locked)"
                    + " returning subject as id, name";

    private final JdbcClient database;
    private final EventPublisher events;
    private final ApplicationEventPublisher inside;
    private final Clock clock = Clock.systemUTC();

    Participants(JdbcClient database, EventPublisher events, ApplicationEventPublisher inside) {
        this.database = database;
        this.events = events;
        this.inside = inside;
    }

    /** Registers a login, or returns what it has registered before under the same name. */
    @Transactional
    Participant register(String id, String name) {
        int added = database.sql(
                        "insert into participant (id, subject, name, registered_at, ask_at)"
                                + " values (:row, :id, :name, :at, now() + interval '5 seconds') on conflict (subject) do nothing")
                .param("row", UUID.randomUUID())
                .param("id", id)
                .param("name", name)
                .param("at", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .update();
        Participant participant = withId(id).orElseThrow();
        if (added == 1) {
            events.publish("identity.participant-registered", id, participant);
            inside.publishEvent(new Registered(id));
        } else if (!participant.name().equals(name)) {
            throw DomainException.conflict("id-taken", "The caller is registered under another name.");
        }
        return participant;
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

    /** Compliance has answered. */
    @Transactional
    void screened(String id, Participant.Status status, String reason) {
        int changed = database.sql("update participant set status = :status, reason = :reason where subject = :id"
                        + " and status in ('PENDING', 'TO_REVIEW') and (status, reason) <> (:status, :reason)")
                .param("id", id)
                .param("status", status.name())
                .param("reason", reason)
                .update();
        if (changed == 1) {
            events.publish("identity.participant-screened", id, withId(id).orElseThrow());
        }
        if (status.isDecided()) {
            database.sql("update participant set ask_at = null where subject = :id")
                    .param("id", id)
                    .update();
        } else {
            askLater(id);
        }
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
