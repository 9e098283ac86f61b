package io.cfa.bank.hold;

import static io.cfa.bank.TestEnvironment.REGISTRY;
import static io.cfa.bank.TestEnvironment.SETTLEMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.RunningService;
import io.cfa.contract.StubService.Reply;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class HoldReconciliationTest extends RunningService {

    private static final Reply LOST = new Reply(404, "{'type': 'urn:cfa:problem:not-found'}");

    @Autowired
    private JdbcClient database;

    @Autowired
    private Holds holds;

    @Autowired
    private HoldService service;

    @Autowired
    private TradeInquiry inquiry;

    private final Login anna = login("investor");
    private final Login issuer = login("issuer");
    private final UUID id = UUID.randomUUID();

    @BeforeEach
    void annaHasHeldSixHundredForTwoHours() {
        put("/accounts/me", issuer.token(), "");
        String account = put("/accounts/me", anna.token(), "").json().at("/id").asString();
        put(
                "/accounts/" + account + "/deposits/" + UUID.randomUUID(),
                login("operator").token(),
                "{'amount': 1000}");
        put(
                "/holds/" + id,
                login("service").token(),
                "{'payer': '%s', 'payee': '%s', 'amount': 600}".formatted(anna.subject(), issuer.subject()));
        database.sql("update hold set asked_at = now() - interval '2 hours' where id = :id")
                .param("id", id)
                .update();
    }

    @AfterEach
    void nobodySaysAnything() {
        SETTLEMENT.answers(request -> new Reply(503, ""));
        REGISTRY.answers(request -> new Reply(503, ""));
    }

    @Test
    void aHoldWhoseTradeIsLostComesBackOnceTheRegistryWillNotMoveTheAsset() {
        SETTLEMENT.answers(request -> LOST);
        reconcile();
        assertThat(status()).as("the registry does not answer").isEqualTo("HELD");
        REGISTRY.answers(request -> new Reply(204, ""));
        reconcile();
        assertThat(status()).isEqualTo("RELEASED");
        assertThat(REGISTRY.requests("POST /transfers/" + id + "/cancellation")).hasSize(2);
        assertThat(get("/accounts/me", anna.token()).json().at("/balance").asLong())
                .isEqualTo(1000);
    }

    @Test
    void whereTheAssetOfALostTradeHasMovedTheMoneyIsThePayees() {
        SETTLEMENT.answers(request -> LOST);
        REGISTRY.answers(request -> new Reply(409, "{'type': 'urn:cfa:problem:transferred'}"));
        reconcile();
        assertThat(get("/holds/" + id, login("operator").token())
                        .json()
                        .at("/status")
                        .asString())
                .isEqualTo("CAPTURED");
        assertThat(get("/accounts/me", issuer.token()).json().at("/balance").asLong())
                .isEqualTo(600);
    }

    @Test
    void whatIsNoAnswerOfSettlementLeavesTheHold() {
        REGISTRY.answers(request -> new Reply(204, ""));
        for (Reply reply : new Reply[] {
            new Reply(404, "{'title': 'somebody else has the address'}"),
            new Reply(403, "{'type': 'urn:cfa:problem:forbidden'}"),
            new Reply(503, ""),
            new Reply(200, trade("MONEY_HELD", 600)),
            new Reply(200, trade("FAILED", 601))
        }) {
            SETTLEMENT.answers(request -> reply);
            reconcile();
            assertThat(status()).as("%s", reply).isEqualTo("HELD");
        }
        SETTLEMENT.answers(request -> new Reply(200, trade("FAILED", 600)));
        reconcile();
        assertThat(status()).isEqualTo("RELEASED");
    }

    @Test
    void aYoungHoldIsNotAskedAbout() {
        assertThat(holds.heldFor(Duration.ofHours(3), 100))
                .noneMatch(hold -> hold.id().equals(id));
        assertThat(holds.heldFor(Duration.ofHours(1), 100))
                .anyMatch(hold -> hold.id().equals(id));
    }

    private String trade(String status, long amount) {
        return "{'id': '%s', 'buyer': '%s', 'seller': '%s', 'amount': %d, 'status': '%s'}"
                .formatted(id, anna.subject(), issuer.subject(), amount, status);
    }

    private void reconcile() {
        HoldReconciliation.reconcile(
                holds.heldFor(Duration.ofHours(1), 100).stream()
                        .filter(hold -> hold.id().equals(id))
                        .toList(),
                service,
                inquiry);
    }

    private String status() {
        return holds.withId(id).orElseThrow().status().name();
    }
}
