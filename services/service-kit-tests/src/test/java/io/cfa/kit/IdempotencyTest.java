package io.cfa.kit;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.Realm;
import io.cfa.contract.RunningService;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "spring.config.import=classpath:cfa-kit.yml",
            "spring.application.name=things",
            "spring.datasource.url=${Database__Url}"
        })
class IdempotencyTest extends RunningService {

    private static final String BY_ONE = "{'by': 1}";

    @Autowired
    private JdbcClient database;

    private final Login somebody = login("investor");
    private final String counter = "/counters/" + UUID.randomUUID();
    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void aCounter() {
        database.sql(Counters.TABLE).update();
        assertThat(put(counter, somebody.token(), "").status()).isEqualTo(200);
    }

    @Test
    void aPostNeedsAKeyOfVisibleCharacters() {
        Answer without = send("POST", counter + "/rise", somebody.token(), BY_ONE);
        assertThat(without.status()).isEqualTo(400);
        assertThat(without.problem()).isEqualTo("idempotency-key-missing");
        for (String wrong : List.of("two words", "x".repeat(201))) {
            assertThat(rise(BY_ONE, wrong).problem()).isEqualTo("validation");
        }
        assertThat(value()).isZero();
    }

    @Test
    void aRepeatedCommandHappensOnceAndIsAnsweredByteForByte() {
        Answer first = rise(BY_ONE, key);
        Answer again = rise(BY_ONE, key);
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.contentType()).isEqualTo(first.contentType());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(value()).isOne();
        assertThat(events()).isOne();
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() {
        rise(BY_ONE, key);
        assertThat(rise("{'by': 2}", key).problem()).isEqualTo("idempotency-key-reused");
        Answer elsewhere = post(counter + "x/rise", somebody.token(), BY_ONE, key);
        assertThat(elsewhere.status()).isEqualTo(422);
        assertThat(value()).isOne();
    }

    @Test
    void theSameKeyOfAnotherCallerIsAnotherKey() {
        rise(BY_ONE, key);
        assertThat(post(counter + "/rise", login("investor").token(), BY_ONE, key)
                        .status())
                .isEqualTo(202);
        assertThat(value()).isEqualTo(2);
    }

    @Test
    void whoseRoleIsGoneIsNotGivenTheStoredAnswerAgain() {
        String path = counter + "/rise-for-an-operator";
        String subject = UUID.randomUUID().toString();
        String operator = Realm.OURS.token(subject, "operator");
        Answer first = post(path, operator, BY_ONE, key);
        assertThat(first.status()).isEqualTo(200);
        assertThat(post(path, operator, BY_ONE, key).header("Idempotent-Replayed"))
                .isEqualTo("true");

        Answer dismissed = post(path, Realm.OURS.token(subject, "investor"), BY_ONE, key);
        assertThat(dismissed.status()).isEqualTo(403);
        assertThat(dismissed.problem()).isEqualTo("forbidden");
        assertThat(dismissed.body()).doesNotContain("value");
        assertThat(post(path, Realm.OURS.token(subject), BY_ONE, key).status()).isEqualTo(403);
        assertThat(value()).isOne();
    }

    @Test
    void whatWasRefusedChangesNothingAndIsNotKept() {
        Answer refused = rise("{'by': 1001}", key);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("too-high");
        assertThat(value()).isZero();
        assertThat(events()).isZero();
        assertThat(rise(BY_ONE, key).status()).isEqualTo(202);
    }

    @Test
    void ofManyAtOnceOneHappensAndAllGetItsAnswer() {
        List<CompletableFuture<Answer>> all = Stream.generate(() -> supplyAsync(() -> rise(BY_ONE, key)))
                .limit(8)
                .toList();
        List<Answer> answers = all.stream().map(CompletableFuture::join).toList();
        assertThat(answers).extracting(Answer::status).containsOnly(202);
        assertThat(answers).extracting(Answer::body).containsOnly(answers.get(0).body());
        assertThat(answers)
                .extracting(answer -> answer.header("Idempotent-Replayed"))
                .containsOnlyOnce("");
        assertThat(value()).isOne();
    }

    @Test
    void aPutMayCarryAKeyToo() {
        String another = "/counters/" + UUID.randomUUID();
        Answer first = send("PUT", another, somebody.token(), "", "Idempotency-Key", key);
        Answer again = send("PUT", another, somebody.token(), "", "Idempotency-Key", key);
        assertThat(first.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void aMethodMayBeIdempotentByItself() {
        int first = Integer.parseInt(
                post("/knocks/once-more", somebody.token(), "", key).body());
        assertThat(post("/knocks/once-more", somebody.token(), "", key).body()).isEqualTo(String.valueOf(first + 1));
    }

    @Test
    void anEventOutsideOfATransactionIsAMistakeOfTheService() {
        assertThat(post(counter + "/rise-without-a-transaction", somebody.token(), "")
                        .problem())
                .isEqualTo("internal");
        assertThat(events()).isZero();
    }

    private Answer rise(String json, String idempotencyKey) {
        return post(counter + "/rise", somebody.token(), json, idempotencyKey);
    }

    private long value() {
        return get(counter, somebody.token()).json().at("/value").asLong();
    }

    private long events() {
        return database.sql("select count(*) from outbox where aggregate = :id")
                .param("id", counter.substring(counter.lastIndexOf('/') + 1))
                .query(Long.class)
                .single();
    }
}
