package io.cfa.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.ApiContract;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "cfa.limits.deadlines[0].path=/api/registry/slow",
            "cfa.limits.deadlines[0].answer=1500ms",
            "cfa.limits.hold=1s"
        })
class ApiGatewayTest extends ApiContract {

    private static final List<String> UP = List.of("identity", "issuance", "registry", "settlement");

    private final String token = login("investor").token();

    @DynamicPropertySource
    static void fourAreUpOneIsDownAndOneHasNoName(DynamicPropertyRegistry variables) {
        String backend = new EchoBackend().url();
        UP.forEach(service -> variables.add("cfa.routes." + service, () -> backend));
        variables.add("Redis__Host", () -> "127.0.0.1");
        variables.add("Redis__Port", () -> RedisProcess.shared().port());
        variables.add("redis_password", () -> RedisProcess.PASSWORD);
        variables.add("cfa.routes.compliance", EchoBackend::nowhere);
        variables.add("cfa.routes.bank-nominal", () -> "http://bank-nominal.invalid:8080");
    }

    @Override
    protected Map<String, Set<String>> access() {
        return Map.of("GET /services", Set.of("*"));
    }

    @Override
    protected Set<String> shortLists() {
        return Set.of("GET /services");
    }

    @Test
    void whatIsUnderAServicesPathGoesToItWithoutThePrefix() {
        for (String service : UP) {
            Answer answer = get("/api/" + service + "/things/%D0%B9?a=1%202&b=%D0%B9", token);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.contentType()).isEqualTo("text/echo;charset=utf-8");
            assertThat(answer.body()).isEqualTo("GET /things/%D0%B9?a=1%202&b=%D0%B9 Bearer " + token + " ");
        }
    }

    @Test
    void theBodyAndTheAnswerPassAsTheyAre() {
        Answer answer = put("/api/identity/conflict", token, "{'name': 'Анна'}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("PUT /conflict Bearer " + token + " {\"name\": \"Анна\"}");
    }

    @Test
    void onlyTheDocumentsOfTheServicesNeedNoToken() {
        for (String service : UP) {
            assertThat(get("/api/" + service + "/openapi", null).body()).isEqualTo("GET /openapi nobody ");
        }
        for (String path : List.of(
                "",
                "/",
                "/participants/me",
                "/openapi/",
                "/openapi/x",
                "/openapi;x/y",
                "/swagger",
                "/health",
                "/metrics")) {
            assertThat(get("/api/identity" + path, null).status()).as(path).isIn(400, 401);
        }
        assertThat(get("/api/openapi/../identity/things", null).status()).isIn(400, 401);
    }

    @Test
    void onePageShowsAllSevenDocuments() {
        String page = get("/swagger", null).body();
        assertThat(page).contains("{name: \"api-gateway\", url: \"/openapi\"}");
        List<String> services = get("/services", token).json().findValuesAsString("name").stream()
                .toList();
        assertThat(services).hasSize(6).containsAll(UP).allSatisfy(service -> assertThat(page)
                .contains("{name: \"%1$s\", url: \"/api/%1$s/openapi\"}".formatted(service)));
    }

    @Test
    void aServiceThatDoesNotAnswerIsAProblemThatNamesIt() {
        for (String service : List.of("compliance", "bank-nominal")) {
            Answer answer = get("/api/" + service + "/things", token);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.contentType()).isEqualTo("application/problem+json");
            assertThat(answer.json().at("/detail").asString())
                    .isEqualTo("The service " + service + " does not answer.");
        }
    }

    @Test
    void aServiceThatAnswersTooLateIsA504() {
        Answer answer = get("/api/registry/slow", token);
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.json().at("/detail").asString()).isEqualTo("The service registry does not answer in time.");
    }

    @Test
    void theIdOfARequestGoesOnToTheServiceAndComesBackOnce() {
        Answer answer = send("GET", "/api/identity/things", token, "", "X-Request-Id", "one-of-mine");
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("one-of-mine");
        assertThat(answer.header("Echo-Request-Id")).isEqualTo("one-of-mine");
        String made = get("/api/identity/things", token).header("Echo-Request-Id");
        assertThat(made).hasSize(36);
    }

    /** A file that is imported would win over the one that imports it. */
    @Test
    void itsOwnSettingsWinOverThoseOfTheKit(@Autowired Environment settings) {
        assertThat(settings.getProperty("server.tomcat.keep-alive-timeout")).isEqualTo("75s");
        assertThat(settings.getProperty("cfa.edge.larger[0].body")).isEqualTo("5MB");
        assertThat(settings.getProperty("cfa.edge.open")).isEqualTo("true");
    }

    @Test
    void swaggerUiLogsInAtKeycloakWithPkce() {
        assertThat(get("/swagger", null).body())
                .contains("clientId: \"cfa-web\"", "usePkceWithAuthorizationCodeGrant: true", "oauth2RedirectUrl: ");
        assertThat(get("/swagger-ui/oauth2-redirect.html", null).body()).contains("oauth2-redirect.js");
        assertThat(get("/swagger-ui/oauth2-redirect.js", null).status()).isEqualTo(200);
        assertThat(get("/openapi", null)
                        .json()
                        .at("/components/securitySchemes/keycloak/flows/authorizationCode/authorizationUrl")
                        .asString())
                .isEqualTo("http://keycloak.test/realms/cfa/protocol/openid-connect/auth");
    }

    @Test
    void theOperatorsPageIsPackagedAndRunsItsOwnScriptAlone(@Autowired Environment settings) {
        String issuer = settings.getProperty("cfa.issuer", "");
        String keycloak = issuer.substring(0, issuer.indexOf("/realms"));
        Map<String, String> files = Map.of(
                "/operator", "text/html",
                "/operator/page.js", "text/javascript",
                "/operator/page.css", "text/css");
        files.forEach((path, type) -> {
            Answer file = get(path, null);
            assertThat(file.status()).as(path).isEqualTo(200);
            assertThat(file.contentType()).as(path).isEqualTo(type + ";charset=UTF-8");
            assertThat(file.headers().allValues("Content-Security-Policy"))
                    .as(path)
                    .containsExactly(
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' "
                                    + keycloak + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
            assertThat(file.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(file.headers().allValues("Cache-Control")).as(path).containsExactly("no-cache");
            assertThat(file.body()).as(path).doesNotContain("http://", "https://", "//cdn", "innerHTML", "eval(");
        });
        String page = get("/operator", null).body();
        assertThat(page).doesNotContain("<script>", "<style", "style=", "onclick", "javascript:");
        List<String> asked = Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(asked).containsExactlyInAnyOrder("/operator/page.css", "/operator/page.js", "/swagger");
        assertThat(asked)
                .allSatisfy(path -> assertThat(get(path, null).status()).isEqualTo(200));
    }

    @Test
    void nothingElseUnderTheOperatorsPathIsOpenOrThere() {
        for (String path : List.of(
                "/operator/", "/operator/page.html", "/operator/x", "/operator/../application.yml", "/operators")) {
            assertThat(get(path, null).status()).as(path).isIn(400, 401, 404);
        }
        assertThat(send("POST", "/operator", null, "").status()).isEqualTo(405);
        assertThat(get("/openapi", null).json().at("/paths").propertyNames().stream())
                .noneMatch(path -> path.contains("operator"));
    }

    @Test
    void aServiceThatIsNotOursIsA404() {
        Answer answer = get("/api/unknown/things", token);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }
}
