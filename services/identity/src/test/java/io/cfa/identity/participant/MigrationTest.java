package io.cfa.identity.participant;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Database;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class MigrationTest {

    private static final String WRITTEN_BY_THE_FIRST_RELEASE =
            "insert into participant (id, subject, kind, name, registered_at) values (:id, :subject, 'PERSON', 'Анна Ли', now())";

    private final DriverManagerDataSource source = new DriverManagerDataSource(Database.another(), "postgres", "");
    private final JdbcClient database = JdbcClient.create(source);
    private final Participants participants = new Participants(database);

    @Test
    void whoRegisteredWithTheFirstReleaseStaysAndIsScreened() {
        Flyway.configure().dataSource(source).target("1").load().migrate();
        String before = register();
        Flyway.configure().dataSource(source).load().migrate();

        Participant participant = participants.withId(before).orElseThrow();
        assertThat(participant.name()).isEqualTo("Анна Ли");
        assertThat(participant.status()).isEqualTo(Participant.Status.PENDING);
        assertThat(new ScreeningQueue(database).leases().take(1).get(0).item().id())
                .isEqualTo(before);
    }

    @Test
    void theFirstReleaseGoesOnWritingAfterARollback() {
        Flyway.configure().dataSource(source).load().migrate();
        String after = register();
        assertThat(participants.withId(after)).isPresent();
        assertThat(new ScreeningQueue(database).leases().take(1).get(0).item().id())
                .isEqualTo(after);
    }

    private String register() {
        String subject = UUID.randomUUID().toString();
        database.sql(WRITTEN_BY_THE_FIRST_RELEASE)
                .param("id", UUID.randomUUID())
                .param("subject", subject)
                .update();
        return subject;
    }
}
