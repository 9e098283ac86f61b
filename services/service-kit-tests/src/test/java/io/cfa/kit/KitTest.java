package io.cfa.kit;

import static java.time.Duration.ofMinutes;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.contract.Database;
import io.cfa.contract.ServiceContract;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springdoc.core.service.OpenAPIService;
import org.springframework.beans.factory.annotation.Autowired;
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

    @Autowired
    private OpenAPIService documents;

    @Override
    protected Map<String, Set<String>> access() {
        return Map.ofEntries(
                entry("PUT /things/{id}", Set.of("operator")),
                entry("GET /things", Set.of("*")),
                entry("GET /now", Set.of("*")),
                entry("GET /broken", Set.of("*")),
                entry("GET /slow", Set.of("*")),
                entry("PUT /counters/{id}", Set.of("*")),
                entry("GET /counters/{id}", Set.of("*")),
                entry("POST /counters/{id}/rise", Set.of("*")),
                entry("POST /counters/{id}/rise-for-an-operator", Set.of("operator")),
                entry("POST /counters/{id}/rise-without-a-transaction", Set.of("*")),
                entry("POST /knocks/once-more", Set.of("*")));
    }

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
            await().atMost(ofMinutes(2)).until(() -> get("/health/ready", null).status() == 503);
            Answer ready = get("/health/ready", null);
            assertThat(ready.json().at("/status").asString()).isEqualTo("DOWN");
            assertThat(get("/health/live", null).status()).isEqualTo(200);
            assertThat(get("/swagger", null).status()).isEqualTo(200);
            Answer now = get("/now", token);
            assertThat(now.status()).isEqualTo(503);
            assertThat(now.json().at("/detail").asString()).isEqualTo("The database does not answer.");
        } finally {
            LINE.mend();
        }
        await().atMost(ofMinutes(2)).until(() -> get("/health/ready", null).status() == 200);
        assertThat(get("/now", token).status()).isEqualTo(200);
    }

    /** A document for each language that somebody makes up would be built, and kept, for each. */
    @Test
    void inWhateverLanguageTheDocumentIsAskedForThereIsOne() {
        String document = get("/openapi", null).body();
        String token = login("investor").token();
        for (String language : Set.of("fr", "de-CH", "x-made-up")) {
            assertThat(send("GET", "/openapi", null, "", "Accept-Language", language)
                            .body())
                    .isEqualTo(document);
            assertThat(send("GET", "/openapi.yaml", token, "", "Accept-Language", language)
                            .status())
                    .isEqualTo(200);
            assertThat(documents.getCachedOpenAPI(Locale.forLanguageTag(language)))
                    .as(language)
                    .isNull();
        }
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
    void whatSomebodyTriesWhoMayNotIsInTheAuditWithWhatCameOfIt() {
        String operator = login("operator").token();
        for (String role : Set.of("investor", "things.lend")) {
            String request = UUID.randomUUID().toString();
            Answer refused = send(
                    "PUT",
                    "/things/" + UUID.randomUUID(),
                    login(role).token(),
                    "{'units': 1}",
                    "X-Request-Id",
                    request,
                    "Idempotency-Key",
                    request);
            assertThat(refused.status()).isEqualTo(403);
            await().atMost(ofMinutes(2)).untilAsserted(() -> {
                JsonNode record = get("/audit-records?requestId=" + request, operator)
                        .json()
                        .at("/0");
                assertThat(record.at("/roles").asString()).isEqualTo(role);
                assertThat(record.at("/status").asInt()).isEqualTo(403);
                assertThat(record.at("/outcome").asString()).isEqualTo("forbidden");
            });
        }
    }

    @Test
    void aRequestThatIsWrongIsA400ThatNamesTheField() {
        String token = login("operator").token();
        String thing = "/things/" + UUID.randomUUID();
        Map.of(
                        put(thing, token, "{'units': 0}"), "units",
                        put(thing, token, "{'units': 1.5}"), "units",
                        put(thing, token, "{'units': 'many'}"), "units",
                        put("/things/one", token, "{'units': 1}"), "id",
                        get("/things", token), "size",
                        get("/things?size=x", token), "size",
                        get("/things?size=0", token), "size")
                .forEach((answer, field) -> {
                    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
                    assertThat(answer.contentType()).startsWith("application/problem+json");
                    assertThat(answer.problem()).isEqualTo("validation");
                    assertThat(answer.json().at("/errors/0/field").asString())
                            .as(answer.body())
                            .isEqualTo(field);
                    assertThat(answer.json().at("/errors/0/message").asString()).isNotEmpty();
                });
        assertThat(put(thing, token, "{").problem()).isEqualTo("validation");
    }

    @Test
    void everyProblemHasAStableTypeAndTheIdOfItsRequest() {
        String token = login("investor").token();
        String thing = "/things/" + UUID.randomUUID();
        Map.of(
                        get("/things", null), "unauthorized",
                        put(thing, token, "{'units': 1}"), "forbidden",
                        get("/no/such/thing", token), "not-found",
                        send("DELETE", "/now", token, ""), "method-not-allowed",
                        send("PUT", thing, login("operator").token(), "{'units': 1}", "Accept", "image/png"),
                                "not-acceptable",
                        get("/broken", token), "internal")
                .forEach((answer, type) -> {
                    assertThat(answer.problem()).isEqualTo(type);
                    assertThat(answer.json().at("/instance").asString())
                            .isEqualTo("urn:cfa:request:" + answer.header("X-Request-Id"));
                });
    }

    @Test
    void theIdOfARequestIsKeptWhereItIsOneAndMadeWhereNot() {
        assertThat(send("GET", "/health", null, "", "X-Request-Id", "from.the-gateway_1")
                        .header("X-Request-Id"))
                .isEqualTo("from.the-gateway_1");
        assertThat(send("GET", "/health", null, "", "X-Request-Id", "<script>").header("X-Request-Id"))
                .matches("[0-9a-f-]{36}");
    }

    @Test
    void whatGoesWrongInsideStaysInside(CapturedOutput output) {
        Answer answer = send("GET", "/broken", login("operator").token(), "", "X-Request-Id", "the-broken-one");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain("nowhere", "Exception");
        JsonNode line = line(output, "GET /broken failed");
        assertThat(line.at("/error/stack_trace").asString()).contains("nowhere");
        assertThat(line.at("/requestId").asString()).isEqualTo("the-broken-one");
    }

    @Test
    void logsAreJson(CapturedOutput output) {
        LoggerFactory.getLogger("things").info("line \"one\"\nline two");
        JsonNode line = line(output, "line two");
        assertThat(line.at("/message").asString()).isEqualTo("line \"one\"\nline two");
        assertThat(line.at("/service/name").asString()).isEqualTo("things");
    }

    private static JsonNode line(CapturedOutput output, String text) {
        return JsonMapper.builder()
                .build()
                .readTree(output.getOut()
                        .lines()
                        .filter(line -> line.contains(text))
                        .findFirst()
                        .orElseThrow());
    }
}
