package io.cfa.issuance.issue;

import static io.cfa.issuance.TestEnvironment.BANK;
import static io.cfa.issuance.TestEnvironment.COMPLIANCE;
import static io.cfa.issuance.TestEnvironment.REGISTRY;
import static io.cfa.issuance.TestEnvironment.SETTLEMENT;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.contract.StubService.Reply;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How issuance bears with registry and settlement: what they agree on is tried with the real ones, in services/e2e-tests. */
class PlacementWorkerTest extends IssuanceUnderTest {

    private static final Reply DONE = new Reply(200, "{}");

    @Test
    void theAssetAndTheOfferAreMadeRightAfterUnderTheRequestsIdAndInvestorsSeeTheIssue() throws Exception {
        approved();
        REGISTRY.answers(request -> DONE);
        SETTLEMENT.answers(request -> DONE);
        Answer begun = place();
        assertThat(begun.status()).as(begun.body()).isEqualTo(202);
        await().atMost(ofMinutes(2)).until(() -> status().equals("OPEN"));
        assertThat(REGISTRY.requestIds(id.toString())).containsExactly(begun.header("X-Request-Id"));
        assertThat(REGISTRY.requests(id.toString()))
                .containsExactly("PUT /assets/%s {\"name\":\"Receivables 2026/1\",\"issuer\":\"%s\",\"units\":1000}"
                        .formatted(id, issuer.subject()));
        UUID offer =
                UUID.fromString(get(path, issuer.token()).json().at("/offer").asString());
        assertThat(offer).isNotEqualTo(id);
        assertThat(offer.version()).isEqualTo(3);
        assertThat(SETTLEMENT.requests(id.toString()))
                .containsExactly(
                        "PUT /offers/%s {\"asset\":\"%s\",\"units\":1000,\"unitPrice\":150000,\"seller\":\"%s\"}"
                                .formatted(offer, id, issuer.subject()));
        BANK.answers(request -> new Reply(503, ""));
        assertThat(place().status()).as("what is open is open, and asks nobody").isEqualTo(200);
        Login investor = login("investor");
        assertThat(get(path, investor.token()).status()).isEqualTo(200);
        assertThat(get("/issues", investor.token()).body()).contains(id.toString());
        assertThat(get(path + "/decision", investor.token()).status()).isEqualTo(403);
        assertThat(events())
                .containsExactly(
                        "issue-drafted", "decision-stored", "issue-approved", "placement-begun", "issue-opened");
    }

    @Test
    void aPlacementIsTriedAgainUntilBothHaveAnswered() throws Exception {
        approved();
        AtomicReference<Reply> registry = new AtomicReference<>(new Reply(503, ""));
        AtomicReference<Reply> settlement = new AtomicReference<>(new Reply(500, ""));
        REGISTRY.answers(request -> registry.get());
        SETTLEMENT.answers(request -> settlement.get());
        assertThat(place().status()).isEqualTo(202);
        await().atMost(ofMinutes(2))
                .until(() -> REGISTRY.requests(id.toString()).size() >= 2);
        assertThat(SETTLEMENT.requests(id.toString())).isEmpty();
        assertThat(place().status()).isEqualTo(202);

        registry.set(DONE);
        await().atMost(ofMinutes(2))
                .until(() -> !SETTLEMENT.requests(id.toString()).isEmpty());
        assertThat(status()).isEqualTo("OPENING");
        SETTLEMENT.goDown();
        settlement.set(DONE);
        SETTLEMENT.comeUp();
        await().atMost(ofMinutes(2)).until(() -> status().equals("OPEN"));
    }

    @Test
    void whatAKilledProcessHasLeftBehindIsPlacedByTheNext() throws Exception {
        approved();
        REGISTRY.answers(request -> DONE);
        SETTLEMENT.answers(request -> DONE);
        // what is committed when a process dies while it places
        database.sql(
                        "update issue set status = 'OPENING', tried = 1, try_at = now() + interval '1 second' where id = :id")
                .param("id", id)
                .update();
        await().atMost(ofMinutes(2)).until(() -> status().equals("OPEN"));
    }

    @Test
    void aPlacementThatIsRefusedEndsWithItsReasonAndIsPlacedAgainOrWithdrawn() throws Exception {
        approved();
        REGISTRY.answers(request -> new Reply(422, "{'type': 'urn:cfa:problem:too-many-units'}"));
        assertThat(place().status()).isEqualTo(202);
        await().atMost(ofMinutes(2)).until(() -> status().equals("APPROVED"));
        assertThat(get(path, issuer.token()).json().at("/reason").asString())
                .isEqualTo("The placement was refused by registry: too-many-units");
        REGISTRY.answers(request -> DONE);
        SETTLEMENT.answers(request -> new Reply(409, "{'type': 'urn:cfa:problem:id-taken'}"));
        assertThat(place().json().at("/reason").isNull()).isTrue();
        await().atMost(ofMinutes(2)).until(() -> status().equals("APPROVED"));
        assertThat(post(path + "/withdrawal", login("issuer").token(), "").status())
                .isEqualTo(404);
        assertThat(post(path + "/withdrawal", issuer.token(), "")
                        .json()
                        .at("/status")
                        .asString())
                .isEqualTo("REJECTED");
        assertThat(place().problem()).isEqualTo("not-approved");
        assertThat(post(path + "/withdrawal", issuer.token(), "").status())
                .as("asked for twice")
                .isEqualTo(200);
        assertThat(events().subList(3, events().size()))
                .containsExactly(
                        "placement-begun",
                        "placement-refused",
                        "placement-begun",
                        "placement-refused",
                        "issue-withdrawn");
    }

    @Test
    void whoHasReadAnOtherStateNeitherPlacesNorWithdraws() throws Exception {
        draftWithDecision();
        String before = get(path, issuer.token()).header("ETag");
        COMPLIANCE.answers(request -> new Reply(200, "{'result': 'APPROVED'}"));
        post(path + "/approval", operator.token(), "");
        for (String command : List.of("/placement", "/withdrawal")) {
            assertThat(send(
                                    "POST",
                                    path + command,
                                    issuer.token(),
                                    "",
                                    "Idempotency-Key",
                                    UUID.randomUUID().toString(),
                                    "If-Match",
                                    before)
                            .problem())
                    .isEqualTo("changed-meanwhile");
        }
        assertThat(status()).isEqualTo("APPROVED");
    }

    @Test
    void whatIsNotOfRegistryIsNoAnswer() throws Exception {
        approved();
        AtomicReference<Reply> registry = new AtomicReference<>(new Reply(404, "{'title': 'Not Found'}"));
        REGISTRY.answers(request -> registry.get());
        SETTLEMENT.answers(request -> DONE);
        place();
        await().atMost(ofMinutes(2))
                .until(() -> !REGISTRY.requests(id.toString()).isEmpty());
        assertThat(status()).isEqualTo("OPENING");
        registry.set(DONE);
        await().atMost(ofMinutes(2)).until(() -> status().equals("OPEN"));
    }

    @Test
    void anIssueWhoseIssuerHasNoAccountIsNotPlaced() throws Exception {
        approved();
        BANK.answers(request -> new Reply(200, "[]"));
        assertThat(place().problem()).isEqualTo("no-account");
        BANK.answers(request -> accountOf(operator.subject()));
        assertThat(place().problem()).as("another's").isEqualTo("no-account");
        BANK.answers(request -> new Reply(503, ""));
        assertThat(place().status()).isEqualTo(503);
        assertThat(status()).isEqualTo("APPROVED");
    }

    /** Ten of them would be all connections, for as long as the bank hangs. */
    @Test
    void whileTheBankIsAskedNoTransactionIsOpenWhateverKeyTheRequestHas() throws Exception {
        approved();
        List<Long> open = new CopyOnWriteArrayList<>();
        BANK.answers(request -> {
            open.add(database.sql("select count(*) from pg_locks where relation = 'idempotency_key'::regclass"
                            + " and mode = 'RowExclusiveLock'")
                    .query(Long.class)
                    .single());
            return accountOf(issuer.subject());
        });
        assertThat(place().status()).isEqualTo(202);
        assertThat(open).containsExactly(0L);
    }

    @Test
    void onlyItsIssuerPlacesAnIssueAndOnlyAnApprovedOne() throws Exception {
        draftWithDecision();
        assertThat(place().problem()).isEqualTo("not-approved");
        assertThat(post(path + "/placement", login("issuer").token(), "").status())
                .isEqualTo(404);
    }

    private Answer place() {
        return post(path + "/placement", issuer.token(), "");
    }
}
