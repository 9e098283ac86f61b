package io.cfa.identity.participant;

import static io.cfa.identity.TestEnvironment.COMPLIANCE;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import io.cfa.contract.StubService.Reply;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How identity bears with compliance: what the two agree on is tried with the real ones, in services/e2e-tests. */
class ScreenerTest extends RunningService {

    private static final Reply APPROVED = new Reply(200, "{'result': 'APPROVED', 'reason': 'Not on the watch list'}");
    private static final Reply TO_REVIEW = new Reply(200, "{'result': 'TO_REVIEW', 'reason': 'Like another'}");
    private static final Reply REJECTED = new Reply(200, "{'result': 'REJECTED', 'reason': 'Another it is'}");

    private final Login anna = login("investor");

    @Autowired
    private JdbcClient database;

    @AfterEach
    void complianceIsAwayForTheOtherTests() {
        COMPLIANCE.answers(request -> new Reply(503, ""));
    }

    @Test
    void theNameIsScreenedRightAfterTheRegistrationAndUnderItsRequestId() {
        COMPLIANCE.answers(request -> APPROVED);
        String request = register().header("X-Request-Id");
        await().atMost(ofMinutes(2)).until(() -> status().equals("APPROVED"));
        assertThat(COMPLIANCE.requestIds(anna.subject())).containsExactly(request);
        assertThat(COMPLIANCE.requests(anna.subject()))
                .containsExactly("PUT /screenings/" + anna.subject() + " {\"name\":\"Анна Ли\"}");
        assertThat(events())
                .containsExactly("io.cfa.identity.participant-registered", "io.cfa.identity.participant-screened");
    }

    @Test
    void complianceIsAskedAgainUntilItAnswers() {
        AtomicReference<Reply> reply = new AtomicReference<>(new Reply(503, ""));
        COMPLIANCE.answers(request -> reply.get());
        register();
        awaitRequests(1);
        reply.set(new Reply(200, "{'result': 'a word of a later release'}"));
        awaitRequests(2);
        COMPLIANCE.goDown();
        try {
            reply.set(APPROVED);
            await().during(ofSeconds(2)).atMost(ofMinutes(2)).until(() -> status().equals("PENDING"));
        } finally {
            COMPLIANCE.comeUp();
        }
        await().atMost(ofMinutes(2)).until(() -> status().equals("APPROVED"));
    }

    @Test
    void whoIsToBeReviewedIsAskedAboutUntilThatIsDecidedAndNeverAfter() {
        AtomicReference<Reply> reply = new AtomicReference<>(TO_REVIEW);
        COMPLIANCE.answers(request -> reply.get());
        register();
        awaitRequests(1);
        // nobody looks, and nobody is asked every other second for as long as no operator decides
        await().during(ofSeconds(4))
                .atMost(ofMinutes(2))
                .until(() -> COMPLIANCE.requests(anna.subject()).size() == 1);
        assertThat(status()).isEqualTo("TO_REVIEW");
        reply.set(REJECTED);
        await().atMost(ofMinutes(2)).until(() -> status().equals("REJECTED"));
        assertThat(get("/participants/me", anna.token()).json().at("/reason").asString())
                .isEqualTo("Another it is");
        int asked = COMPLIANCE.requests(anna.subject()).size();
        await().during(ofSeconds(3))
                .atMost(ofMinutes(2))
                .until(() -> COMPLIANCE.requests(anna.subject()).size() == asked);
        assertThat(events())
                .containsExactly(
                        "io.cfa.identity.participant-registered",
                        "io.cfa.identity.participant-screened",
                        "io.cfa.identity.participant-screened");
    }

    @Test
    void whatComplianceSaysLaterShowsOnceSomebodyLooks() {
        COMPLIANCE.answers(request -> APPROVED);
        register();
        await().atMost(ofMinutes(2)).until(() -> status().equals("APPROVED"));
        COMPLIANCE.answers(request -> REJECTED);
        database.sql("update participant set answered_at = now() - interval '61 seconds' where subject = :id")
                .param("id", anna.subject())
                .update();
        await().atMost(ofMinutes(2)).until(() -> status().equals("REJECTED"));
    }

    @Test
    void whomComplianceWillNotScreenAnOperatorHasToLookAt() {
        COMPLIANCE.answers(request -> new Reply(409, "{'type': 'urn:cfa:problem:id-taken'}"));
        register();
        await().atMost(ofMinutes(2)).until(() -> status().equals("TO_REVIEW"));
        assertThat(get("/participants/me", anna.token()).json().at("/reason").asString())
                .isEqualTo("Compliance refused to screen: id-taken");
        assertThat(COMPLIANCE.requests(anna.subject())).hasSize(1);
    }

    @Test
    void whomAKilledProcessHasLeftBehindIsScreenedByTheNext() {
        COMPLIANCE.answers(request -> APPROVED);
        // what is committed when a process dies right after the registration, or while it asked
        database.sql("insert into participant (id, subject, name, registered_at, asked, ask_at)"
                        + " values (:row, :id, 'Анна Ли', now(), 1, now() + interval '1 second')")
                .param("row", UUID.randomUUID())
                .param("id", anna.subject())
                .update();
        await().atMost(ofMinutes(2)).until(() -> status().equals("APPROVED"));
    }

    private Answer register() {
        Answer answer = put("/participants/me", anna.token(), "{'name': 'Анна Ли'}");
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
        return answer;
    }

    private String status() {
        return get("/participants/me", anna.token()).json().at("/status").asString();
    }

    private void awaitRequests(int count) {
        await().atMost(ofMinutes(2))
                .until(() -> COMPLIANCE.requests(anna.subject()).size() >= count);
    }

    private List<String> events() {
        return database.sql("select type from outbox where aggregate = :id order by sequence")
                .param("id", anna.subject())
                .query(String.class)
                .list();
    }
}
