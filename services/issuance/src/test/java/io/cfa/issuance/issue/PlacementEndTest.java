package io.cfa.issuance.issue;

import static io.cfa.issuance.TestEnvironment.COMPLIANCE;
import static io.cfa.issuance.TestEnvironment.REGISTRY;
import static io.cfa.issuance.TestEnvironment.SETTLEMENT;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.contract.StubService.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows, minimums and ends of placements, as an issuer sees them; what becomes of the money is settlement's. */
class PlacementEndTest extends IssuanceUnderTest {

    private final Instant closesAt = Instant.now().plus(Duration.ofDays(300)).truncatedTo(ChronoUnit.SECONDS);

    @Test
    void theTermsOfThePlacementGoToSettlementAndItsEndComesBack() throws Exception {
        opened("'closesAt': '%s', 'minimumUnits': 500, 'mostPerInvestor': 100, 'qualifiedOnly': true"
                .formatted(closesAt));
        String offer = get(path, issuer.token()).json().at("/offer").asString();
        assertThat(SETTLEMENT.requests(id.toString()))
                .containsExactly(
                        ("PUT /offers/%s {\"asset\":\"%s\",\"units\":1000,\"unitPrice\":150000,\"seller\":\"%s\",\"placement\":"
                                        + "{\"closesAt\":\"%s\",\"minimumUnits\":500,\"mostPerBuyer\":100,\"qualifiedOnly\":true}}")
                                .formatted(offer, id, issuer.subject(), closesAt));

        SETTLEMENT.answers(request -> new Reply(
                200, "{'id': '%s', 'outcome': 'FAILED', 'placement': {'closesAt': '%s'}}".formatted(offer, closesAt)));
        Answer closed = post(path + "/closing", issuer.token(), "");
        assertThat(closed.json().at("/outcome").asString()).as(closed.body()).isEqualTo("FAILED");
        assertThat(closed.json().at("/status").asString()).isEqualTo("OPEN");
        post(path + "/closing", issuer.token(), "");
        assertThat(SETTLEMENT.requests("POST /offers/" + offer + "/closing")).hasSize(2);
        assertThat(events()).endsWith("issue-opened", "placement-ended");
    }

    @Test
    void aDeadlineIsExtendedWhereSettlementSaysSo() throws Exception {
        opened("'closesAt': '%s'".formatted(closesAt));
        String offer = get(path, issuer.token()).json().at("/offer").asString();
        Instant later = closesAt.plus(Duration.ofDays(30));
        SETTLEMENT.answers(
                request -> new Reply(200, "{'id': '%s', 'placement': {'closesAt': '%s'}}".formatted(offer, later)));
        String body = "{'closesAt': '%s'}".formatted(later);
        assertThat(post(path + "/extension", issuer.token(), body)
                        .json()
                        .at("/closesAt")
                        .asString())
                .isEqualTo(later.toString());
        assertThat(put(path, issuer.token(), DRAFT.replace("}", ", 'closesAt': '%s'}".formatted(closesAt)))
                        .status())
                .as("the draft as it was")
                .isEqualTo(200);
        assertThat(put(path, issuer.token(), DRAFT.replace("}", ", 'closesAt': '%s'}".formatted(later.plusSeconds(1))))
                        .problem())
                .isEqualTo("id-taken");
        SETTLEMENT.answers(request -> new Reply(409, "{'type': 'urn:cfa:problem:placement-over', 'status': 409}"));
        assertThat(post(path + "/extension", issuer.token(), body).problem()).isEqualTo("placement-over");
        assertThat(post(path + "/cancellation", issuer.token(), "").problem()).isEqualTo("placement-over");
        SETTLEMENT.answers(request -> new Reply(503, ""));
        assertThat(post(path + "/cancellation", issuer.token(), "").status()).isEqualTo(503);
        assertThat(post(path + "/closing", login("issuer").token(), "").status())
                .isEqualTo(404);
    }

    @Test
    void aDeadlineThatMakesNoSenseIsRefusedWithItsFieldBeforeSettlementIsAsked() throws Exception {
        opened("'closesAt': '%s'".formatted(closesAt));
        assertDeadlineRefused(closesAt.minusSeconds(1), "deadline-earlier");
        assertDeadlineRefused(Instant.now().minusSeconds(1), "deadline-over");
        assertDeadlineRefused(Instant.now().plus(Duration.ofDays(400)), "deadline-far");
        assertDeadlineRefused(Instant.parse("9999-12-31T23:59:59Z"), "deadline-far");
        String offer = get(path, issuer.token()).json().at("/offer").asString();
        assertThat(SETTLEMENT.requests("POST /offers/" + offer)).isEmpty();
    }

    private void assertDeadlineRefused(Instant at, String problem) {
        Answer refused = post(path + "/extension", issuer.token(), "{'closesAt': '%s'}".formatted(at));
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.problem()).isEqualTo(problem);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("closesAt");
    }

    /** Its answer was lost, or this service was killed before it has written it down. */
    @Test
    void anEndThatWasAskedForWithoutAnAnswerIsAskedAboutUntilThereIsOne() throws Exception {
        opened("'mostPerInvestor': 10");
        String offer = get(path, issuer.token()).json().at("/offer").asString();
        SETTLEMENT.answers(request -> new Reply(500, ""));
        assertThat(post(path + "/closing", issuer.token(), "").status()).isEqualTo(503);
        SETTLEMENT.answers(request -> new Reply(200, "{'id': '%s', 'outcome': 'SOLD'}".formatted(offer)));
        assertThat(status()).isEqualTo("OPEN");
        database.sql("update issue set end_asked_at = now() - interval '2 minutes' where id = :id")
                .param("id", id)
                .update();
        awaitOutcome("SOLD");
        assertThat(events()).endsWith("issue-opened", "placement-ended");
    }

    @Test
    void whatIsNoAnswerOfSettlementChangesNothing() throws Exception {
        opened("'closesAt': '%s'".formatted(closesAt));
        String offer = get(path, issuer.token()).json().at("/offer").asString();
        for (String odd : List.of(
                "{'id': '%s', 'outcome': 'LOST'}".formatted(offer),
                "{'id': '%s', 'outcome': 'SOLD'}".formatted(id),
                "{}",
                "[]")) {
            SETTLEMENT.answers(request -> new Reply(200, odd));
            assertThat(post(path + "/closing", issuer.token(), "").status())
                    .as(odd)
                    .isEqualTo(503);
        }
        assertThat(get(path, issuer.token()).json().at("/outcome").isNull()).isTrue();
    }

    @Test
    void anOperatorCancelsAPlacementAndNobodyElseButItsIssuer() throws Exception {
        opened("'closesAt': '%s', 'minimumUnits': 1".formatted(closesAt));
        String offer = get(path, issuer.token()).json().at("/offer").asString();
        SETTLEMENT.answers(request -> new Reply(200, "{'id': '%s', 'outcome': 'CANCELLED'}".formatted(offer)));
        assertThat(post(path + "/cancellation", login("issuer").token(), "").status())
                .isEqualTo(404);
        assertThat(post(path + "/cancellation", login("investor").token(), "").status())
                .isEqualTo(403);
        assertThat(post(path + "/closing", operator.token(), "").status()).isEqualTo(403);
        for (int twice = 0; twice < 2; twice++) {
            Answer cancelled = post(path + "/cancellation", operator.token(), "");
            assertThat(cancelled.json().at("/outcome").asString())
                    .as(cancelled.body())
                    .isEqualTo("CANCELLED");
        }
        assertThat(events()).endsWith("issue-opened", "placement-ended");
    }

    @Test
    void whatItsDeadlineHasEndedIsAskedAboutUntilThereIsAnAnswer() throws Exception {
        opened("'closesAt': '%s', 'minimumUnits': 1".formatted(closesAt));
        String offer = get(path, issuer.token()).json().at("/offer").asString();
        database.sql("update issue set closes_at = now() - interval '1 second' where id = :id")
                .param("id", id)
                .update();
        SETTLEMENT.answers(request -> new Reply(200, "{'id': '%s', 'outcome': 'SOLD'}".formatted(offer)));
        awaitOutcome("SOLD");
    }

    private void awaitOutcome(String outcome) {
        await().atMost(ofMinutes(2)).until(() -> get(path, issuer.token())
                .json()
                .at("/outcome")
                .asString("")
                .equals(outcome));
    }

    @Test
    void anIssueThatOpensLaterWaitsAndOneWhoseDeadlineIsOverIsNotPlaced() throws Exception {
        draftOf("'opensAt': '%s', 'closesAt': '%s'".formatted(closesAt.minus(Duration.ofDays(1)), closesAt));
        approvedNow();
        REGISTRY.answers(request -> new Reply(200, "{}"));
        assertThat(post(path + "/placement", issuer.token(), "").status()).isEqualTo(202);
        assertThat(database.sql("select try_at > now() + interval '1 day' from issue where id = :id")
                        .param("id", id)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(post(path + "/closing", issuer.token(), "").problem()).isEqualTo("not-open");
        Answer withdrawn = post(path + "/withdrawal", issuer.token(), "");
        assertThat(withdrawn.json().at("/status").asString())
                .as(withdrawn.body())
                .isEqualTo("REJECTED");
        assertThat(REGISTRY.requests(id.toString())).isEmpty();
    }

    @Test
    void termsThatMakeNoSenseAreRefusedWithTheirField() {
        assertRefused("'minimumUnits': 5", "deadline-missing", "closesAt");
        assertRefused("'minimumUnits': 1001, 'closesAt': '%s'".formatted(closesAt), "too-many-units", "minimumUnits");
        assertRefused("'mostPerInvestor': 1001", "too-many-units", "mostPerInvestor");
        assertRefused("'opensAt': '%s', 'closesAt': '%s'".formatted(closesAt, closesAt), "window-empty", "closesAt");
        Instant over = Instant.now().minusSeconds(1);
        assertRefused("'closesAt': '%s'".formatted(over), "deadline-over", "closesAt");
        Instant far = Instant.parse("9999-12-31T23:59:59Z");
        assertRefused("'opensAt': '%s'".formatted(far), "window-far", "opensAt");
        assertRefused("'closesAt': '%s'".formatted(far), "deadline-far", "closesAt");
        assertThat(get(path, issuer.token()).status()).isEqualTo(404);
    }

    private void assertRefused(String terms, String problem, String field) {
        Answer refused = put(path, issuer.token(), DRAFT.replace("}", ", " + terms + "}"));
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.problem()).isEqualTo(problem);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo(field);
    }

    private void draftOf(String terms) throws Exception {
        Answer drafted = put(path, issuer.token(), DRAFT.replace("}", ", " + terms + "}"));
        assertThat(drafted.status()).as(drafted.body()).isEqualTo(201);
        assertThat(put(path, issuer.token(), DRAFT.replace("}", ", " + terms + "}"))
                        .status())
                .isEqualTo(200);
        assertThat(upload(issuer, PDF).statusCode()).isEqualTo(201);
    }

    private void approvedNow() {
        COMPLIANCE.answers(request -> new Reply(200, "{'result': 'APPROVED'}"));
        Answer approved = post(path + "/approval", operator.token(), "");
        assertThat(approved.status()).as(approved.body()).isEqualTo(200);
    }

    private void opened(String terms) throws Exception {
        draftOf(terms);
        approvedNow();
        REGISTRY.answers(request -> new Reply(200, "{}"));
        SETTLEMENT.answers(request -> new Reply(200, "{}"));
        assertThat(post(path + "/placement", issuer.token(), "").status()).isEqualTo(202);
        await().atMost(ofMinutes(2)).until(() -> status().equals("OPEN"));
    }
}
