package io.cfa.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.kit.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** What each of the seven keeps; its module's test extends this one. */
public abstract class ServiceContract extends RunningService {

    private static final Pattern FILE_OF_THE_PAGE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    /** Paths that a framework may have left open. */
    private static final List<String> LEFT_OPEN =
            List.of("/", "/error", "/health/db", "/info", "/env", "/prometheus", "/openapi.yaml", "/v3/api-docs");

    private static final List<String> EXAMPLES = List.of("example", "examples", "enum");
    private static final Pattern VALUE = Pattern.compile("string|integer|number|boolean");

    @Autowired
    private ConfigurableApplicationContext context;

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

    /** A public validator would be told the address of the document wherever that is not a loopback one. */
    @Test
    void swaggerTellsNoOtherHostOfItselfAndRunsItsOwnScriptsAlone() {
        Answer page = get("/swagger", null);
        assertThat(page.body()).contains("validatorUrl: null");
        String script = page.body().split("<script>", 2)[1].split("</script>", 2)[0];
        String hash = Base64.getEncoder().encodeToString(Sha256.of(script.getBytes(StandardCharsets.UTF_8)));
        String issuer = context.getEnvironment().getProperty("cfa.issuer");
        for (String path :
                List.of("/swagger", "/swagger-ui/oauth2-redirect.html", "/swagger-ui/swagger-ui-bundle.js")) {
            assertThat(get(path, null).headers().allValues("Content-Security-Policy"))
                    .as(path)
                    .containsExactly("default-src 'none'; script-src 'self' 'sha256-" + hash
                            + "'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' "
                            + issuer.substring(0, issuer.indexOf("/realms"))
                            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        }
    }

    @Test
    void everyAnswerIsOfItsTypeInNoFrameRunsNothingAndTellsNobodyWhereItWasReached() {
        for (String path : List.of(
                "/openapi", "/health", "/no/such/page", "/.well-known/openid-configuration", "/swagger", "/a%00b")) {
            HttpHeaders headers = get(path, null).headers();
            assertThat(headers.allValues("X-Content-Type-Options")).as(path).containsExactly("nosniff");
            assertThat(headers.allValues("Referrer-Policy")).as(path).containsExactly("no-referrer");
            assertThat(headers.allValues("X-Frame-Options")).as(path).containsExactly("DENY");
            assertThat(headers.allValues("Content-Security-Policy"))
                    .as(path)
                    .singleElement()
                    .asString()
                    .startsWith("default-src 'none';")
                    .endsWith("frame-ancestors 'none'");
        }
    }

    /** What is left out of each start would be asked for nothing, and no bean is missing for it (decision 127). */
    @Test
    void theAutoConfigurationsThatAreLeftOutWouldAddNoBean() throws IOException {
        AllAutoConfigurations all = new AllAutoConfigurations(context);
        Resource list = context.getResource("classpath:io/cfa/kit/boot/unused-auto-configurations.txt");
        List<String> names =
                list.getContentAsString(StandardCharsets.UTF_8).lines().toList();
        assertThat(names).hasSizeGreaterThan(50).isSorted().doesNotHaveDuplicates();
        assertThat(all.asked())
                .as("those that are listed in " + list.getDescription() + " are there")
                .containsAll(names);
        assertThat(ConditionEvaluationReport.get(context.getBeanFactory())
                        .getConditionAndOutcomesBySource()
                        .keySet())
                .as("and left out")
                .doesNotContainAnyElementsOf(names);
        assertThat(all.beans())
                .as("Next: take the auto-configuration of a bean that is missing out of the list")
                .isSubsetOf(context.getBeanFactory().getBeanDefinitionNames());
    }

    @Test
    void openapiListsWhatTheServiceDoesBesideItself() {
        Answer document = get("/openapi", null);
        assertThat(document.status()).isEqualTo(200);
        assertThat(document.contentType()).startsWith("application/json");
        JsonNode json = document.json();
        write(document.body());
        assertThat(json.at("/paths").size()).isPositive();
        assertThat(json.at("/servers/0/url").asString()).isEqualTo(".");
        assertThat(json.at("/components/securitySchemes/token/scheme").asString())
                .isEqualTo("bearer");
        assertThat(json.at("/info/title").asString())
                .isEqualTo(context.getEnvironment().getProperty("spring.application.name"));
    }

    /** For services/lint-openapi. */
    private static void write(String document) {
        try {
            Files.writeString(Path.of("target", "openapi.json"), document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void openapiSaysOfEveryFieldWhatItIsByAnExample() {
        List<String> without = new ArrayList<>();
        JsonNode schemas = get("/openapi", null).json().at("/components/schemas");
        schemas.properties().forEach(schema -> schema.getValue()
                .at("/properties")
                .properties()
                .forEach(field -> {
                    if (isAValue(field.getValue()) && EXAMPLES.stream().noneMatch(field.getValue()::has)) {
                        without.add(schema.getKey() + "." + field.getKey());
                    }
                }));
        assertThat(without).as("fields without @Schema(example)").isEmpty();
    }

    /** Of one type, or of one or null; a reference has none of its own. */
    private static boolean isAValue(JsonNode field) {
        return VALUE.matcher(field.at("/type").toString()).find();
    }

    /** Statements that fill the tables of V1 as the first release did; later migrations run over what is there. */
    protected List<String> rowsOfTheFirstRelease() {
        return List.of();
    }

    @Test
    void migrationsRunOverADatabaseThatTheFirstReleaseHasFilled() {
        if (context.getBeanNamesForType(DataSource.class).length == 0) {
            assertThat(getClass().getResource("/db/migration")).isNull();
            return;
        }
        DriverManagerDataSource database = new DriverManagerDataSource(Database.another(), "postgres", "postgres");
        FluentConfiguration migrations = Flyway.configure().dataSource(database);
        // the question mark: where there is such a version
        migrations.target("1?").load().migrate();
        rowsOfTheFirstRelease()
                .forEach(row -> JdbcClient.create(database).sql(row).update());
        assertThat(migrations.target("latest").load().migrate().success).isTrue();
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

    /** For every operation of the document, such as {@code "PUT /trades/{id}"}, the roles that may call it; {@code "*"} is whoever is logged in. */
    protected abstract Map<String, Set<String>> access();

    /** With those that the kit gives every service that has a database. */
    final Map<String, Set<String>> allAccess() {
        Map<String, Set<String>> all = new HashMap<>(access());
        if (context.getBeanNamesForType(DataSource.class).length > 0) {
            all.put("GET /audit-records", Set.of("operator"));
            all.put("GET /backlog", Set.of("operator"));
            all.put("GET /backlog/{queue}", Set.of("operator"));
        }
        return all;
    }

    @Test
    void everyOperationHasItsRolesAndTheTableNamesNoOther() {
        assertThat(operations())
                .extracting(Operation::toString)
                .containsExactlyInAnyOrderElementsOf(allAccess().keySet());
    }

    @Test
    void nothingElseAnswersWithoutATokenOfOurRealmForOurServices() {
        Realm another = new Realm("http://keycloak.test/realms/another");
        Realm forged = new Realm(Realm.OURS.issuer());
        Map<String, String> refused = new HashMap<>();
        refused.put("no token", null);
        refused.put("what is no token", "not.a.token");
        refused.put("a token of another realm", another.token("somebody", Operation.ROLES));
        refused.put("a forged token", forged.token("somebody", Operation.ROLES));
        refused.put("a token for another audience", Realm.OURS.tokenForAnother("somebody", Operation.ROLES));
        refused.put(
                "a token that has expired",
                Realm.OURS.token("somebody", Instant.now().minusSeconds(120), Operation.ROLES));
        List<Operation> all = Stream.concat(
                        operations().stream(),
                        LEFT_OPEN.stream().map(path -> new Operation("GET", path, "", NullNode.getInstance())))
                .toList();
        refused.forEach((what, token) -> assertThat(all).isNotEmpty().allSatisfy(operation -> {
            Answer answer = call(operation, token);
            assertThat(answer.status()).as("%s with %s", operation, what).isEqualTo(401);
            assertThat(answer.contentType()).isEqualTo("application/problem+json");
            assertThat(answer.problem()).isEqualTo("unauthorized");
        }));
    }

    @Test
    void everyOperationAnswersItsRolesAndNoOther() {
        Map<String, String> tokens = new TreeMap<>();
        roles().forEach(role -> tokens.put(role, login(role).token()));
        for (Operation operation : operations()) {
            Set<String> allowed = allAccess().getOrDefault(operation.toString(), Set.of());
            for (String role : tokens.keySet()) {
                int status = call(operation, tokens.get(role)).status();
                if (allowed.contains(role) || allowed.contains("*")) {
                    assertThat(status).as("%s as %s", operation, role).isNotIn(401, 403);
                } else {
                    assertThat(status).as("%s as %s", operation, role).isEqualTo(403);
                }
            }
        }
    }

    /** Those of people, and those that other services have here. */
    private Set<String> roles() {
        Set<String> roles = new TreeSet<>(List.of(Operation.ROLES));
        access().values().forEach(roles::addAll);
        roles.remove("*");
        return roles;
    }

    @Test
    void aServiceThatHasNoBusinessHereIsRefusedAndSoIsTheClientThatAllOfThemShared() {
        Map<String, String> refused = Map.of(
                "roles at another service",
                        login("another.transfer", "another.hold").token(),
                "the role of the shared client", login("service", "operator").token());
        refused.forEach((what, token) -> assertThat(operations())
                .allSatisfy(operation -> assertThat(call(operation, token).status())
                        .as("%s with %s", operation, what)
                        .isEqualTo(401)));
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
        assertThat(context.getBeanNamesForType(Producer.class, true, false))
                .noneMatch(context.getBeanFactory()::containsSingleton);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("kafka"));
    }

    private Answer call(Operation operation, String token) {
        return send(
                operation.method(),
                operation.anyPath(),
                token,
                operation.body(),
                "Content-Type",
                operation.bodyType(),
                "Idempotency-Key",
                UUID.randomUUID().toString());
    }

    final List<Operation> operations() {
        return Operation.of(get("/openapi", null).json());
    }
}
