package io.cfa.settlement;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A test that speaks HTTP with settlement, which asks {@link FakeSagaParticipants}. */
public abstract class RunningSettlement extends RunningService {

    @Autowired
    private JdbcClient database;

    /** How a trade ended. */
    public record End(String status, String reason) {}

    /** Waits for the end of a trade. */
    protected final End settled(UUID trade) {
        String token = login("operator").token();
        Answer end = await().pollDelay(ofMillis(20))
                .pollInterval(ofMillis(40))
                .atMost(ofMinutes(2))
                .until(() -> get("/trades/" + trade, token), answer -> List.of("DONE", "FAILED")
                        .contains(answer.json().at("/status").asString()));
        return new End(
                end.json().at("/status").asString(), end.json().at("/reason").asString());
    }

    /** A new offer of somebody. */
    protected final UUID offer(Login seller, long units, long unitPrice) {
        UUID id = UUID.randomUUID();
        String request = "{'asset': '%s', 'units': %d, 'unitPrice': %d}".formatted(UUID.randomUUID(), units, unitPrice);
        Answer answer = put("/offers/" + id, seller.token(), request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return id;
    }

    protected final long unitsLeft(UUID offer) {
        return get("/offers/" + offer, login("operator").token())
                .json()
                .at("/unitsLeft")
                .asLong();
    }

    /** The types of the events of an aggregate, in their order. */
    protected final List<String> events(UUID aggregate) {
        return database.sql("select type from outbox where aggregate = :id order by sequence")
                .param("id", aggregate.toString())
                .query(String.class)
                .list();
    }

    protected static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().at("/type").asString()).isEqualTo("urn:cfa:problem:" + type);
    }
}
