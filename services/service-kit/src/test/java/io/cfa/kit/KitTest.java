package io.cfa.kit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.contract.Database;
import io.cfa.contract.ServiceContract;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = {"spring.config.import=classpath:cfa-kit.yml", "spring.application.name=things"})
class KitTest extends ServiceContract {

    private static final Line LINE = new Line(Database.port());

    @DynamicPropertySource
    static void overALineThatCanBeCut(DynamicPropertyRegistry variables) {
        variables.add("spring.datasource.url", () -> "jdbc:postgresql://127.0.0.1:" + LINE.port() + "/postgres");
    }

    @Test
    void withoutItsDatabaseAServiceLivesIsNotReadyAndComesBackByItself() {
        String token = login("operator").token();
        assertThat(get("/now", token).status()).isEqualTo(200);

        LINE.cut();
        try {
            Answer ready = get("/health/ready", null);
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.json().at("/status").asString()).isEqualTo("DOWN");
            assertThat(get("/health/live", null).status()).isEqualTo(200);
            assertThat(get("/swagger", null).status()).isEqualTo(200);
            Answer now = get("/now", token);
            assertThat(now.status()).isEqualTo(503);
            assertThat(now.json().at("/detail").asString()).isEqualTo("The database does not answer.");
        } finally {
            LINE.mend();
        }
        await().atMost(ofSeconds(60)).until(() -> get("/health/ready", null).status() == 200);
        assertThat(get("/now", token).status()).isEqualTo(200);
    }

    @Test
    void aRoleThatIsMissingIsA403() {
        Answer answer = put("/things/" + UUID.randomUUID(), login("investor").token(), "{'units': 1}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(put("/things/" + UUID.randomUUID(), login("operator").token(), "{'units': 1}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aRequestThatIsWrongIsA400() {
        String token = login("operator").token();
        Answer invalid = put("/things/" + UUID.randomUUID(), token, "{'units': 0}");
        assertThat(invalid.status()).isEqualTo(400);
        assertThat(invalid.json().at("/errors/0/field").asString()).isEqualTo("units");
        for (Answer answer : List.of(
                put("/things/one", token, "{'units': 1}"),
                put("/things/" + UUID.randomUUID(), token, "{'units': 1.5}"),
                put("/things/" + UUID.randomUUID(), token, "{"))) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.contentType()).startsWith("application/problem+json");
        }
    }

    @Test
    void whatGoesWrongInsideStaysInside(CapturedOutput output) {
        Answer answer = get("/broken", login("operator").token());
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain("nowhere", "Exception");
        assertThat(output).contains("GET /broken failed").contains("nowhere");
    }

    @Test
    void logsAreJson(CapturedOutput output) {
        LoggerFactory.getLogger("things").info("line \"one\"\nline two");
        JsonNode line = JsonMapper.builder()
                .build()
                .readTree(output.getOut()
                        .lines()
                        .filter(text -> text.contains("line two"))
                        .findFirst()
                        .orElseThrow());
        assertThat(line.at("/message").asString()).isEqualTo("line \"one\"\nline two");
        assertThat(line.at("/service/name").asString()).isEqualTo("things");
    }
}
