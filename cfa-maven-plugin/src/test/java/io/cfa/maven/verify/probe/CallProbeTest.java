package io.cfa.maven.verify.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.docker.ProjectContainers;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.verify.CalledStack;
import io.cfa.maven.verify.call.ContainerRoute;
import io.cfa.maven.verify.call.ServiceCalls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts really run by this machine's shells against real servers; {@code docker exec} runs its command here. */
class CallProbeTest {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final String DOCUMENT =
            """
            {"openapi": "3.1.0", "paths": {
              "/assets": {"get": {"responses": {
                "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}},
                "4XX": {"$ref": "#/components/responses/Problem"}}}},
              "/assets/{id}/holdings": {"get": {"responses": {"default": {"$ref": "#/components/responses/Problem"}}}}},
             "components": {
              "responses": {"Problem": {"content": {"application/problem+json": {"schema": {
                "type": "object", "required": ["title", "status"]}}}}},
              "schemas": {"Page": {"type": "object", "required": ["items"], "properties": {
                "items": {"type": "array", "items": {"type": "object", "required": ["units"], "properties": {
                  "units": {"type": "integer", "minimum": 0}}}}}}}}}
            """;

    @TempDir
    Path temp;

    private CalledStack called;
    private LocalShell host;
    private String reads = "[\"/assets?limit=1\"]";

    @BeforeEach
    void aHostWhoseGatewayRoutesToRegistry() throws IOException {
        called = new CalledStack(temp, DOCUMENT, "{\"items\": [{\"units\": 7}]}");
        host = new LocalShell(temp.resolve("bin"))
                .program(
                        "docker",
                        """
                        echo "$*" >> %1$s/asked
                        shift
                        [ "$1" != -i ] || shift
                        script=$(printf '%%s' "$4" | sed 's#/run/secrets#%1$s/secrets#')
                        shift 4
                        exec bash -uc "$script" "$@"
                        """
                                .formatted(temp));
    }

    @AfterEach
    void close() {
        called.close();
    }

    private Stack stack() {
        return called.asksRegistry(
                "{reads: " + reads + ", proofs: {/proof: [valid = true, \"in - out = free + held.now\"]}}");
    }

    private static ContainerSnapshot running(String... services) {
        return runningButOne("nobody", "healthy", services);
    }

    private static ContainerSnapshot runningButOne(String one, String health, String... services) {
        List<String> containers = new ArrayList<>();
        for (String service : services) {
            ContainerJson container = ContainerJson.of(service).id(service + "-1");
            if (service.equals(one)) {
                container = health.equals("cut off") ? container.cutOff() : container.health(health, "");
            }
            containers.add(container.toString());
        }
        return ContainerSnapshot.of(ProjectContainers.of("cfa").read("host", new Result(0, containers + "\n[]", "")));
    }

    private Optional<ServiceCalls> calls(String... services) {
        Stack stack = stack();
        return ServiceCalls.of(stack.extensions(), stack.services(), new ContainerRoute(running(services)));
    }

    private ProbeResult result() {
        ServiceCalls calls = calls("keycloak", "gateway", "registry").orElseThrow();
        List<ProbeResult> results = new CallProbe(calls, calls.ask(host)).results();
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private void assertFailed(String cell, String finding) {
        ProbeResult result = result();
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.subject()).isEqualTo("registry");
        assertThat(result.observed()).isEqualTo(cell);
        assertThat(result.finding().orElseThrow()).hasToString(finding);
    }

    @Test
    void aReadThatAnswersAsTheDocumentSaysPasses() throws IOException {
        ProbeResult result = result();
        assertThat(result.finding()).isEmpty();
        assertThat(List.of(result.subject(), result.probe(), result.observed()))
                .containsExactly("registry", "call", "200");
        assertThat(temp.resolve("asked"))
                .content()
                .startsWith("exec keycloak-1 bash")
                .contains("exec -i gateway-1 bash")
                .doesNotContain("p&ss", "p%26ss", CalledStack.TOKEN);
    }

    @Test
    void aReadMayHaveToAnswerWithAnotherStatus() {
        reads = "[\"404:/assets/0/holdings\"]";
        called.gateway()
                .page("/api/registry/assets/0/holdings", 404, PROBLEM, "{\"title\": \"Not found\", \"status\": 404}");
        assertThat(result().observed()).isEqualTo("404");
        called.gateway().page("/api/registry/assets/0/holdings", 404, PROBLEM, "{\"title\": \"Not found\"}");
        assertFailed(
                "404 application/problem+json",
                "GET /api/registry/assets/0/holdings  answers 404 application/problem+json, but its body is not what its OpenAPI document"
                        + " says:  required property 'status' not found; expected 404 with what its OpenAPI document says."
                        + " Next: see cfa:logs -Dcfa.services=registry,gateway");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | application/problem+json | {}                          | answers 401 application/problem+json",
                "200 | text/html                | <html>please log in</html>  | answers 200 text/html, but its OpenAPI document does not tell of GET /assets?limit=1 with 200 text/html",
                "200 | application/json         | {\"items\": [{\"units\": -1}]} | answers 200 application/json, but its body is not what its OpenAPI document says: /items/0/units must have a minimum value of 0",
                "200 | application/json         | {\"items\": [             | answers 200 application/json, but its body is no JSON",
                "204 | application/json         | ''                          | answers 204 application/json",
            })
    void whatOnlyAWorkingServiceSaysIsAskedFor(int status, String type, String body, String observed) {
        called.gateway().page("/api/registry/assets", status, type, body);
        assertFailed(
                status + " " + type,
                "GET /api/registry/assets?limit=1  " + observed
                        + "; expected 200 with what its OpenAPI document says. Next: see cfa:logs -Dcfa.services=registry,gateway");
    }

    @Test
    void aServiceThatGivesNoDocumentIsNamed() {
        called.gateway().page("/api/registry/openapi", 500, PROBLEM, "{}");
        assertFailed(
                "200 application/json",
                "GET /api/registry/assets?limit=1  answers 200 application/json, but its OpenAPI document was not had (500"
                        + " application/problem+json); expected 200 with what its OpenAPI document says."
                        + " Next: see cfa:logs -Dcfa.services=registry,gateway");
    }

    @Test
    void withoutATokenItIsNotKnown() throws IOException {
        called.keycloak().page("/token", 401, JSON, "{\"error\":\"unauthorized_client\"}");
        assertNoToken("HTTP 401");
        called.loseSecret();
        assertNoToken("its container has no secret rollout_secret");
        host.program("docker", "echo no such container >&2; exit 1");
        assertNoToken("nothing");
    }

    private void assertNoToken(String why) {
        ProbeResult result = result();
        assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.finding().orElseThrow())
                .hasToString("keycloak  gives the client rollout no token: " + why
                        + "; expected a token for secrets/rollout_secret."
                        + " Next: see that its realm has the client with that secret: cfa:sync, then cfa:rollout");
    }

    @Test
    void whatDoesNotRunIsForOthersToTell() {
        assertThat(calls("gateway", "registry")).isEmpty();
        assertThat(calls("keycloak", "registry")).isEmpty();
        assertThat(calls("keycloak", "gateway")).isEmpty();
        reads = "[]";
        assertThat(calls("keycloak", "gateway", "registry")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"starting", "unhealthy", "cut off"})
    void whatIsNotHealthyIsForOthersToTellAsWhoRoutesHoldsItsCalls(String health) {
        Stack stack = stack();
        for (String one : List.of("keycloak", "gateway", "registry")) {
            ContainerSnapshot now = runningButOne(one, health, "keycloak", "gateway", "registry");
            assertThat(ServiceCalls.of(stack.extensions(), stack.services(), new ContainerRoute(now)))
                    .isEmpty();
            assertThat(ServiceCalls.proving(stack.extensions(), stack.services(), new ContainerRoute(now)))
                    .isEmpty();
        }
    }

    @Test
    void aServiceThatGivesNoAnswerIsNamed() throws IOException {
        host.program("sleep", "");
        called.gateway().close();
        assertFailed(
                "no answer",
                "GET /api/registry/assets?limit=1  gives no answer; expected 200 with what its OpenAPI document says."
                        + " Next: see cfa:logs -Dcfa.services=registry,gateway");
    }

    private ProbeResult proof() {
        Stack stack = stack();
        return new ProofProbe(
                        stack.extensions(),
                        ServiceCalls.proving(
                                        stack.extensions(),
                                        stack.services(),
                                        new ContainerRoute(running("keycloak", "gateway", "registry")))
                                .map(asking -> asking.ask(host)))
                .results(stack.services())
                .get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"valid\": true, \"in\": 9, \"out\": 2, \"free\": 4, \"held\": {\"now\": 3}} | PASSED  | holds |",
                "200 | {\"valid\": true, \"in\": 9, \"out\": 2, \"free\": 4, \"held\": {\"now\": 4}} | FAILED  | WRONG | says 7 = 8; expected in - out = free + held.now.",
                "200 | {\"valid\": false, \"in\": 9, \"out\": 2, \"free\": 4, \"held\": {\"now\": 3}} | FAILED | WRONG | says false = true; expected valid = true.",
                "200 | {\"valid\": \"truely\"}             | FAILED  | WRONG | says truely = true; expected valid = true.",
                "200 | {}                                  | FAILED  | WRONG | says there is no valid; expected valid = true.",
                "200 | {\"valid\": true, \"in\": \"9.5\"}    | FAILED  | WRONG | says in is 9.5, no whole number; expected in - out = free + held.now.",
                "200 | oops                                | FAILED  | no JSON | answers no JSON; expected valid = true, in - out = free + held.now.",
                "403 | {}                                  | FAILED  | 403 application/json | answers 403 application/json; expected 200. Next: give the client that asks what the realm's file has it do",
                "429 | {}                                  | FAILED  | 429 application/json | answers 429 application/json; expected 200. Next: see cfa:logs -Dcfa.services=registry; where data was restored, restore another backup",
            })
    void aProofIsBelievedOnlyWhereEveryEquationHolds(
            int status, String body, Outcome outcome, String cell, String finding) throws IOException {
        host.program("sleep", "");
        called.gateway().page("/api/registry/proof", status, JSON, body);
        ProbeResult result = proof();
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.probe() + " " + result.observed()).isEqualTo("proof " + cell);
        assertThat(result.finding().map(Object::toString).orElse(""))
                .contains(finding == null ? "" : "GET /proof of registry  " + finding);
    }

    @Test
    void whoCouldNotBeAskedHasProvedNothing() {
        called.keycloak().page("/token", 401, JSON, "{}");
        assertThat(proof().finding().orElseThrow())
                .hasToString(
                        "registry  was not asked to prove its data: no token was had, HTTP 401; expected what x-cfa of the"
                                + " compose file says of it. Next: see cfa:status, then cfa:verify -Dcfa.prove");
        Stack stack = stack();
        assertThat(new ProofProbe(
                                stack.extensions(),
                                ServiceCalls.proving(
                                                stack.extensions(),
                                                stack.services(),
                                                new ContainerRoute(running("keycloak")))
                                        .map(asking -> asking.ask(host)))
                        .results(stack.services()))
                .singleElement()
                .satisfies(result -> assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN));
    }
}
