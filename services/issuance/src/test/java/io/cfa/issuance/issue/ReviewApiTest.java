package io.cfa.issuance.issue;

import static io.cfa.issuance.TestEnvironment.COMPLIANCE;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.contract.Realm;
import io.cfa.contract.StubService.Reply;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReviewApiTest extends IssuanceUnderTest {

    @Test
    void aDraftWithADecisionOfAnApprovedIssuerIsApprovedOnce() throws Exception {
        approved();
        assertThat(COMPLIANCE.requests(issuer.subject()))
                .as("whose issue it is")
                .isNotEmpty();
        Answer again = post(path + "/approval", operator.token(), "");
        assertThat(again.json().at("/status").asString()).isEqualTo("APPROVED");
        assertThat(again.json().at("/reviewedBy").asString()).isEqualTo(operator.subject());
        assertThat(events()).containsExactly("issue-drafted", "decision-stored", "issue-approved");
        assertThat(reject("too late").problem()).isEqualTo("not-a-draft");
    }

    @Test
    void whoHasReadAnOtherStateDecidesNothing() throws Exception {
        draft();
        String before = get(path, operator.token()).header("ETag");
        upload(issuer, PDF);
        COMPLIANCE.answers(request -> new Reply(200, "{'result': 'APPROVED'}"));
        assertThat(approveIf(before).problem()).isEqualTo("changed-meanwhile");
        assertThat(status()).isEqualTo("DRAFT");
        assertThat(approveIf(get(path, operator.token()).header("ETag")).status())
                .isEqualTo(200);
    }

    private Answer approveIf(String tag) {
        return send(
                "POST",
                path + "/approval",
                operator.token(),
                "",
                "Idempotency-Key",
                UUID.randomUUID().toString(),
                "If-Match",
                tag);
    }

    @Test
    void nobodyReviewsTheirOwnIssue() throws Exception {
        draftWithDecision();
        COMPLIANCE.answers(request -> new Reply(200, "{'result': 'APPROVED'}"));
        String both = Realm.OURS.token(issuer.subject(), "issuer", "operator");
        assertThat(post(path + "/approval", both, "").problem()).isEqualTo("four-eyes");
        assertThat(post(path + "/rejection", both, "{'reason': 'me'}").problem())
                .isEqualTo("four-eyes");
        assertThat(status()).isEqualTo("DRAFT");
    }

    @Test
    void withoutADecisionNothingIsApproved() {
        draft();
        COMPLIANCE.answers(request -> new Reply(200, "{'result': 'APPROVED'}"));
        assertThat(approve().problem()).isEqualTo("no-decision");
    }

    @Test
    void withoutComplianceNothingIsApproved() throws Exception {
        draftWithDecision();
        for (Reply reply : new Reply[] {
            new Reply(404, "{'type': 'urn:cfa:problem:not-screened'}"),
            new Reply(200, "{'result': 'TO_REVIEW'}"),
            new Reply(200, "{'result': 'REJECTED'}")
        }) {
            COMPLIANCE.answers(request -> reply);
            assertThat(approve().problem()).isEqualTo("issuer-not-approved");
        }
        for (Reply reply : new Reply[] {
            new Reply(404, "{'title': 'Not Found'}"), new Reply(503, ""), new Reply(403, ""), new Reply(200, "no JSON")
        }) {
            COMPLIANCE.answers(request -> reply);
            Answer unavailable = approve();
            assertThat(unavailable.status()).isEqualTo(503);
            assertThat(unavailable.problem()).isEqualTo("unavailable");
        }
        COMPLIANCE.goDown();
        try {
            assertThat(approve().status()).isEqualTo(503);
        } finally {
            COMPLIANCE.comeUp();
        }
        assertThat(status()).isEqualTo("DRAFT");
    }

    @Test
    void anApprovalWaitsForComplianceThatIsBeingReplaced() throws Exception {
        draftWithDecision();
        COMPLIANCE.answers(request -> new Reply(200, "{'result': 'APPROVED'}"));
        COMPLIANCE.goDown();
        CompletableFuture<Answer> approval = CompletableFuture.supplyAsync(this::approve);
        try {
            await().atMost(ofMinutes(1)).during(ofMillis(600)).until(() -> !approval.isDone());
        } finally {
            COMPLIANCE.comeUp();
        }
        assertThat(approval.join().json().at("/status").asString()).isEqualTo("APPROVED");
    }

    @Test
    void aRejectionIsFinal() throws Exception {
        draftWithDecision();
        Answer rejected = reject("other terms");
        assertThat(rejected.status()).as(rejected.body()).isEqualTo(200);
        assertThat(rejected.json().at("/status").asString()).isEqualTo("REJECTED");
        assertThat(rejected.json().at("/reason").asString()).isEqualTo("other terms");
        assertThat(reject("other terms").json()).isEqualTo(rejected.json());
        assertThat(reject("another reason").problem()).isEqualTo("not-a-draft");
        COMPLIANCE.answers(request -> new Reply(200, "{'result': 'APPROVED'}"));
        assertThat(approve().problem()).isEqualTo("not-a-draft");
        assertThat(upload(issuer, "%PDF-1.7 another".getBytes()).statusCode()).isEqualTo(409);
        assertThat(events()).containsExactly("issue-drafted", "decision-stored", "issue-rejected");
    }

    @Test
    void aRejectionHasAReason() {
        draft();
        assertThat(reject(" ").json().at("/errors/0/field").asString()).isEqualTo("reason");
    }

    private Answer approve() {
        return post(path + "/approval", operator.token(), "");
    }

    private Answer reject(String reason) {
        return post(path + "/rejection", operator.token(), "{'reason': '" + reason + "'}");
    }
}
