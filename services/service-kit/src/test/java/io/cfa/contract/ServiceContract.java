package io.cfa.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** What each of the seven keeps; its module's test extends this one. */
public abstract class ServiceContract extends RunningService {

    private static final Pattern FILE_OF_THE_PAGE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @Autowired
    private ApplicationContext context;

    @Test
    void swaggerIsThePageItselfAndAllOfItsFilesAreHere() {
        Answer page = get("/swagger", null);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.body()).contains("SwaggerUIBundle({").doesNotContain("//cdn", "http:", "https:");
        List<String> files = new ArrayList<>();
        for (Matcher file = FILE_OF_THE_PAGE.matcher(page.body()); file.find(); ) {
            files.add(file.group(1));
        }
        assertThat(files)
                .hasSizeGreaterThan(2)
                .allSatisfy(
                        file -> assertThat(get(file, null).status()).as(file).isEqualTo(200));
        assertThat(get("/swagger-ui/swagger-ui-bundle.js", null).body()).contains("SwaggerUIBundle");
    }

    @Test
    void openapiListsWhatTheServiceDoesBesideItself() {
        Answer document = get("/openapi", null);
        assertThat(document.status()).isEqualTo(200);
        assertThat(document.contentType()).startsWith("application/json");
        JsonNode json = document.json();
        assertThat(json.at("/paths").size()).isPositive();
        assertThat(json.at("/servers/0/url").asString()).isEqualTo(".");
        assertThat(json.at("/components/securitySchemes/token/scheme").asString())
                .isEqualTo("bearer");
        assertThat(json.at("/info/title").asString())
                .isEqualTo(context.getEnvironment().getProperty("spring.application.name"));
    }

    @Test
    void livesAndIsReady() {
        for (String path : List.of("/health", "/health/live", "/health/ready")) {
            Answer health = get(path, null);
            assertThat(health.status()).as(path).isEqualTo(200);
            assertThat(health.json().at("/status").asString()).as(path).isEqualTo("UP");
            assertThat(health.json().at("/components").isMissingNode()).as(path).isTrue();
        }
    }

    @Test
    void metricsAreThoseOfPrometheus() {
        Answer metrics = get("/metrics", null);
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.contentType()).startsWith("text/plain");
        assertThat(metrics.body()).contains("jvm_memory_used_bytes", "http_server_requests_seconds_count");
    }

    @Test
    void nothingElseAnswersWithoutATokenOfOurRealm() {
        Realm another = new Realm("http://keycloak.test/realms/another");
        Realm forged = new Realm(Realm.OURS.issuer());
        List<String> refused = new ArrayList<>();
        refused.add(null);
        refused.add("not.a.token");
        refused.add(another.token("somebody", "operator"));
        refused.add(forged.token("somebody", "operator"));
        refused.add(Realm.OURS.tokenForAnother("somebody", "operator"));
        refused.add(Realm.OURS.token("somebody", Instant.now().minusSeconds(120), "operator"));
        for (String token : refused) {
            assertThat(operations()).isNotEmpty().allSatisfy(operation -> {
                Answer answer = send(operation.method(), operation.path(), token, "");
                assertThat(answer.status()).as("%s with %s", operation, token).isEqualTo(401);
                assertThat(answer.contentType()).isEqualTo("application/problem+json");
                assertThat(answer.json().at("/title").asString()).isEqualTo("Unauthorized");
            });
        }
    }

    @Test
    void whatDoesNotExistIsAProblemAndNoTrace() {
        Answer answer = get("/no/such/thing", login("operator").token());
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().at("/trace").isMissingNode()).isTrue();
    }

    @Test
    void withKafkaOffNoClientOfKafkaExists() {
        assertThat(context.getBeanNamesForType(Producer.class)).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("kafka"));
    }

    private record Operation(String method, String path) {}

    /** Those of the document, and paths that a framework may have left open. */
    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (String path :
                List.of("/", "/error", "/health/db", "/info", "/env", "/prometheus", "/openapi.yaml", "/v3/api-docs")) {
            operations.add(new Operation("GET", path));
        }
        get("/openapi", null).json().at("/paths").properties().forEach(path -> path.getValue()
                .propertyNames()
                .forEach(method -> operations.add(new Operation(
                        method.toUpperCase(Locale.ROOT),
                        path.getKey().replaceAll("\\{[^}]+}", UUID.randomUUID().toString())))));
        return operations;
    }
}
