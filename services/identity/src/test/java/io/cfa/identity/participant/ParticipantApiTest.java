package io.cfa.identity.participant;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import org.junit.jupiter.api.Test;

class ParticipantApiTest extends RunningService {

    private final Login anna = login("investor");

    @Test
    void whoIsNotRegisteredHasNoEntry() {
        assertThat(get("/participants/me", anna.token()).status()).isEqualTo(404);
    }

    @Test
    void aRepeatedRegistrationReturnsTheFirst() {
        Answer first = put("/participants/me", anna.token(), "{'kind': 'PERSON', 'name': 'Анна Ли'}");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().at("/subject").asString()).isEqualTo(anna.subject());
        assertThat(first.json().at("/name").asString()).isEqualTo("Анна Ли");

        Answer second = put("/participants/me", anna.token(), "{'kind': 'ORGANISATION', 'name': 'Another'}");
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(get("/participants/me", anna.token()).json()).isEqualTo(first.json());
    }

    @Test
    void anInvalidRegistrationNamesTheField() {
        Answer answer = put("/participants/me", anna.token(), "{'kind': 'PERSON', 'name': ' '}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("name");
    }
}
