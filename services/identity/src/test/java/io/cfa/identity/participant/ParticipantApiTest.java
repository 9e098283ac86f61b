package io.cfa.identity.participant;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ParticipantApiTest extends RunningService {

    private final Login anna = login("investor");

    @Test
    void whoIsNotRegisteredHasNoEntry() {
        assertThat(get("/participants/me", anna.token()).status()).isEqualTo(404);
    }

    @Test
    void whoRegistersIsNamedByTheLoginAndPendingUntilComplianceHasAnswered() {
        Answer first = put("/participants/me", anna.token(), "{'name': 'Анна Ли'}");
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(first.json().at("/id").asString()).isEqualTo(anna.subject());
        assertThat(first.json().at("/name").asString()).isEqualTo("Анна Ли");
        assertThat(first.json().at("/status").asString()).isEqualTo("PENDING");
        assertThat(get("/participants/me", anna.token()).json()).isEqualTo(first.json());
    }

    @Test
    void theSameRegistrationAgainReturnsTheFirstAndAnotherIsAConflict() {
        Answer first = put("/participants/me", anna.token(), "{'name': 'Анна Ли'}");
        assertThat(put("/participants/me", anna.token(), "{'name': 'Анна Ли'}").json())
                .isEqualTo(first.json());
        Answer other = put("/participants/me", anna.token(), "{'name': 'Another'}");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.problem()).isEqualTo("id-taken");
    }

    @Test
    void anInvalidRegistrationNamesTheField() {
        Answer answer = put("/participants/me", anna.token(), "{'name': ' '}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("name");
    }

    @Test
    void othersAreReadByTheOperatorAndByServicesOnly() {
        Answer entry = put("/participants/me", anna.token(), "{'name': 'Анна Ли'}");
        String path = "/participants/" + anna.subject();
        for (String role : new String[] {"operator", "identity.read-participants"}) {
            assertThat(get(path, login(role).token()).json()).isEqualTo(entry.json());
        }
        assertThat(get(path, login("investor").token()).status()).isEqualTo(403);
        assertThat(get("/participants", login("operator").token()).body()).contains(anna.subject());
        assertThat(get("/participants", login("identity.read-participants").token())
                        .status())
                .isEqualTo(403);
        assertThat(get("/participants/" + UUID.randomUUID(), login("operator").token())
                        .status())
                .isEqualTo(404);
    }
}
