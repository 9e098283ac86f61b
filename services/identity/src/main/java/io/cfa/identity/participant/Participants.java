package io.cfa.identity.participant;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The register of participants; each login has at most one. */
@Repository
class Participants {

    private final JdbcClient database;
    private final Clock clock = Clock.systemUTC();

    Participants(JdbcClient database) {
        this.database = database;
    }

    /** Registers a login, or returns what it registered before. */
    Participant register(String subject, Participant.Kind kind, String name) {
        database.sql(
                        "insert into participant (id, subject, kind, name, registered_at) values (:id, :subject, :kind, :name, :at)"
                                + " on conflict (subject) do nothing")
                .param("id", UUID.randomUUID())
                .param("subject", subject)
                .param("kind", kind.name())
                .param("name", name)
                .param("at", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .update();
        return ofSubject(subject).orElseThrow();
    }

    Optional<Participant> ofSubject(String subject) {
        return database.sql("select id, subject, kind, name, registered_at from participant where subject = :subject")
                .param("subject", subject)
                .query(Participant.class)
                .optional();
    }
}
