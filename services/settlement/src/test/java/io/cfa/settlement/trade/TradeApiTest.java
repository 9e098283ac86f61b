package io.cfa.settlement.trade;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.settlement.RunningSettlement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class TradeApiTest extends RunningSettlement {

    private final Login buyer = login("investor");
    private final Login seller = login("investor");
    private final UUID id = UUID.randomUUID();
    private final String path = "/trades/" + id;
    private String request;

    @Autowired
    private JdbcClient database;

    @BeforeEach
    void offered() {
        request = "{'offer': '%s', 'units': 10}".formatted(offer(seller, 100, 150_000));
    }

    @Test
    void aTradeIsRequestedOnceAndSettlesByItself() {
        Answer first = put(path, buyer.token(), request);
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(first.header("Location")).isEqualTo(id.toString());
        assertThat(first.json().at("/status").asString()).isEqualTo("REQUESTED");
        assertThat(first.json().at("/buyer").asString()).isEqualTo(buyer.subject());
        assertThat(first.json().at("/seller").asString()).isEqualTo(seller.subject());
        assertThat(first.json().at("/amount").asLong()).isEqualTo(1_500_000);

        assertThat(settled(id).status()).isEqualTo("DONE");
        Answer again = put(path, buyer.token(), request);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().at("/status").asString()).isEqualTo("DONE");
        assertThat(again.json().at("/finishedAt").asString()).isNotEmpty();
        assertThat(get(path, seller.token()).json()).isEqualTo(again.json());
    }

    @Test
    void anotherTradeUnderTheSameIdIsAConflict() {
        put(path, buyer.token(), request);
        assertProblem(put(path, buyer.token(), request.replace("10}", "11}")), 409, "id-taken");
        assertProblem(put(path, login("investor").token(), request), 409, "id-taken");
    }

    @Test
    void aTradeIsSeenByItsPartiesAndTheOperatorOnly() {
        put(path, buyer.token(), request);
        assertThat(get(path, login("operator").token()).status()).isEqualTo(200);
        assertProblem(get(path, login("investor").token()), 404, "not-found");
        assertThat(get("/trades", buyer.token()).json().findValuesAsString("id"))
                .containsExactly(id.toString());
        assertThat(get("/trades", seller.token()).json().findValuesAsString("id"))
                .containsExactly(id.toString());
        assertThat(get("/trades", login("operator").token()).json().findValuesAsString("id"))
                .contains(id.toString());
        assertThat(get("/trades", login("investor").token()).json().size()).isZero();
    }

    @Test
    void bothSidesListTheirTradesByThePageAndFilterThem() {
        UUID other = offer(buyer, 100, 1);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            UUID trade = UUID.randomUUID();
            boolean buys = i % 2 == 0;
            String wanted = "{'offer': '%s', 'units': 1}".formatted(other);
            put("/trades/" + trade, buys ? buyer.token() : seller.token(), buys ? request : wanted);
            settled(trade);
            ids.add(0, trade.toString());
        }
        assertThat(everyItem("/trades?limit=2", buyer.token()).stream()
                        .map(trade -> trade.at("/id").asString()))
                .containsExactlyElementsOf(ids);
        assertThat(everyItem("/trades?limit=2", seller.token())).hasSize(5);
        assertThat(everyItem("/trades?limit=1&offer=" + other, seller.token())).hasSize(2);
        assertThat(everyItem("/trades?limit=1&status=DONE", seller.token())).hasSize(5);
        assertThat(everyItem("/trades?status=FAILED", seller.token())).isEmpty();
        assertThat(get("/trades?status=GONE", seller.token()).status()).isEqualTo(400);
        assertThat(everyItem("/trades?offer=" + other, login("investor").token()))
                .as("a filter shows nobody what is another's")
                .isEmpty();
        // a cursor of one caller shows another nothing
        String link = get("/trades?limit=2", buyer.token()).header("Link").replaceAll("^<|>.*", "");
        assertThat(get("/trades" + link, login("investor").token()).status()).isEqualTo(400);
    }

    @Test
    void anOperatorSeesWhatWaitsAndWhatIsStuck() {
        String operator = login("operator").token();
        UUID offer = offer(seller, 100, 1);
        for (int attempts : new int[] {1, 7}) {
            database.sql(
                            "insert into trade (id, offer, asset, seller, buyer, units, amount, status, requested_at, due_at,"
                                    + " attempts, units_taken) select :id, id, asset, seller, :buyer, 1, 1, 'REQUESTED', now(),"
                                    + " now() + interval '1 hour', :attempts, false from offer where id = :offer")
                    .param("id", attempts == 7 ? id : UUID.randomUUID())
                    .param("buyer", buyer.subject())
                    .param("attempts", attempts)
                    .param("offer", offer)
                    .update();
        }
        Answer backlog = get("/backlog", operator);
        JsonNode queue = backlog.json()
                .at("/queues")
                .valueStream()
                .filter(each -> each.at("/name").asString().equals("trade"))
                .findFirst()
                .orElseThrow();
        assertThat(queue.at("/waiting").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(queue.at("/stuck").asInt()).isEqualTo(1);
        assertThat(queue.at("/mostAttempts").asInt()).isEqualTo(7);
        assertThat(backlog.json().at("/outbox/waiting").asInt()).isPositive();
        List<JsonNode> stuck = everyItem("/backlog/trade?stuck=true&limit=1&sort=-attempts", operator);
        assertThat(stuck).hasSize(1).first().satisfies(item -> assertThat(
                        item.at("/id").asString())
                .isEqualTo(id.toString()));
        assertThat(get("/backlog/offer", operator).status()).isEqualTo(404);
        await().atMost(ofMinutes(2))
                .until(() -> get("/metrics", null).body().contains("cfa_backlog_waiting{queue=\"trade\""));
        database.sql("update trade set status = 'FAILED', due_at = null, finished_at = now() where offer = :offer")
                .param("offer", offer)
                .update();
    }

    @Test
    void nobodyBuysFromThemselves() {
        assertProblem(put(path, seller.token(), request), 422, "own-offer");
    }

    @Test
    void noMoreIsBoughtThanIsLeft() {
        assertProblem(put(path, buyer.token(), request.replace("10}", "101}")), 409, "offer-exhausted");
        assertThat(put(path, buyer.token(), request.replace("10}", "95}")).status())
                .isEqualTo(201);
        assertThat(settled(id).status()).isEqualTo("DONE");
        assertProblem(put("/trades/" + UUID.randomUUID(), buyer.token(), request), 409, "offer-exhausted");
    }

    @Test
    void whatIsNotOfferedCannotBeBought() {
        String unknown = "{'offer': '%s', 'units': 10}".formatted(UUID.randomUUID());
        assertProblem(put(path, buyer.token(), unknown), 404, "not-found");
    }

    @Test
    void unitsArePositiveAndTheOfferIsNamed() {
        Answer answer = put(path, buyer.token(), "{'units': 0}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors").findValuesAsString("field")).containsExactlyInAnyOrder("offer", "units");
    }
}
