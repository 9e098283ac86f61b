package io.cfa.maven.verify.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.docker.swarm.JobEngine;
import io.cfa.maven.docker.swarm.ServiceConfiguration;
import io.cfa.maven.docker.swarm.SwarmJob;
import io.cfa.maven.docker.swarm.SwarmNode;
import io.cfa.maven.docker.swarm.SwarmService;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.docker.swarm.SwarmTask;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.verify.CalledStack;
import io.cfa.maven.verify.call.ServiceCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the job runs is really run by this machine's bash against real servers; a docker that keeps a job's words runs them when its log is read. */
class JobRouteTest {

    private static final String ID = "kukjbal75m50qzooufq3ebqhq";
    private static final String DOCUMENT =
            """
            {"openapi": "3.1.0", "paths": {"/assets": {"get": {"responses": {
              "200": {"content": {"application/json": {"schema": {"type": "object", "required": ["items"]}}}}}}}}}
            """;

    @TempDir
    Path temp;

    private CalledStack stack;
    private LocalShell manager;

    @BeforeEach
    void aSwarmWhoseGatewayRoutesToRegistry() throws IOException {
        stack = new CalledStack(temp, DOCUMENT, "{\"items\": []}");
        docker("Complete 1 second ago: ");
    }

    @AfterEach
    void close() {
        stack.close();
    }

    private void docker(String state) throws IOException {
        Files.writeString(
                temp.resolve("run"),
                """
                n=0
                while [ -e "%1$s/word.$((n += 1))" ]; do
                  words+=("$(sed -e 's#/run/secrets#%1$s/secrets#g; s#^keycloak:#127.0.0.1:#; s#^gateway:#127.0.0.1:#' "%1$s/word.$n")")
                done
                exec bash -c "${words[@]}"
                """
                        .formatted(temp));
        manager = new LocalShell(temp.resolve("bin"))
                .program(
                        "docker",
                        """
                        printf '%%s\\n' "$*" >>%1$s/asked
                        case "$1 $2" in
                          'service inspect') case "$*" in *Created*) echo 0 ;; *) echo 'net-b net-a' ;; esac ;;
                          'service ls') echo left ;;
                          'node inspect') echo active mynode ;;
                          'service create') while [ "$1" != --entrypoint ]; do shift; done; shift 4
                            n=0; for word; do printf '%%s' "$word" >%1$s/word.$((n += 1)); done; echo %2$s ;;
                          'service ps') echo '%3$s' | sed 's/^/task1 /' ;;
                          'container inspect') exit 1 ;;
                          'service logs') exec bash %1$s/run ;;
                        esac
                        """
                                .formatted(temp, ID, state));
        JobEngine.sleepless(manager, temp);
    }

    private static SwarmService service(String name, int replicas, String container) {
        try {
            return new SwarmService(
                    name + "-id",
                    name,
                    replicas,
                    "",
                    "",
                    new ObjectMapper().readTree(container),
                    name.equals("keycloak") ? List.of("net-b", "net-a") : List.of("net-a"),
                    Map.of(),
                    new ServiceConfiguration(Collections.unmodifiableSortedMap(new TreeMap<>())));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static SwarmState state(String... running) {
        List<SwarmService> services = List.of(
                service("edge", -1, "{\"Image\": \"haproxy@sha256:0\"}"),
                service(
                        "keycloak",
                        1,
                        "{\"Image\": \"k\", \"Secrets\": [{\"File\": {\"Name\": \"/run/secrets/rollout_secret\"}, \"SecretName\": \"cfa_rollout_secret.v3\"}]}"),
                service("gateway", 2, "{\"Image\": \"g\"}"),
                service("registry", 2, "{\"Image\": \"r\"}"));
        List<SwarmTask> tasks = new ArrayList<>();
        for (String name : running) {
            SwarmService service = services.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            tasks.add(new SwarmTask(
                    name + "-task",
                    service.id(),
                    "n1",
                    "running",
                    new SwarmTask.Status("running", "", Instant.EPOCH, "c"),
                    service.container(),
                    List.of()));
        }
        return new SwarmState(
                services,
                tasks,
                List.of(new SwarmNode("n1", "cfa2", "10.0.0.1", "ready", "active", "leader", "26.1.5", Map.of())));
    }

    private Optional<ServiceCalls> calls(SwarmState now) {
        Stack asked = stack.asksRegistry("{reads: [/assets]}");
        return ServiceCalls.of(
                asked.extensions(), asked.services(), JobRoute.of("cfa", now).orElseThrow());
    }

    private ProbeResult result() {
        ServiceCalls calls = calls(state("keycloak", "gateway", "registry")).orElseThrow();
        Result begun = manager.run(calls.command());
        List<ProbeResult> results = JobRoute.results(
                calls, SwarmJob.collect("cfa", begun).map(manager::run).orElse(begun));
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    @Test
    void servicesAreAskedOnTheirNetworkWithATokenThatOnlyTheJobHas() throws IOException {
        ProbeResult result = result();

        assertThat(result.finding()).isEmpty();
        assertThat(List.of(result.subject(), result.probe(), result.observed()))
                .containsExactly("registry", "call", "200");
        String asked = Files.readString(temp.resolve("asked"));
        assertThat(asked)
                .contains(
                        "service create --quiet --detach --no-resolve-image --name cfa_job_",
                        " --network net-a --network net-b --secret source=cfa_rollout_secret.v3,target=rollout_secret,mode=0444"
                                + " --constraint node.id==mynode --entrypoint bash haproxy@sha256:0 -c ")
                .contains("service rm " + ID + "\nservice ls ", "service rm left\n")
                .doesNotContain("p&ss", "p%26ss", CalledStack.TOKEN);
    }

    @Test
    void anAnswerThatIsNotAsItsDocumentSaysFails() {
        stack.gateway().page("/api/registry/assets", 401, "application/problem+json", "{}");
        assertThat(result().observed()).isEqualTo("401 application/problem+json");
    }

    @Test
    void aJobThatDoesNotEndWellIsNoAnswerAndIsRemoved() throws IOException {
        docker("Rejected 1 second ago: No such image: haproxy\n".repeat(3).strip());
        ProbeResult result = result();
        assertThat(result.outcome()).isEqualTo(Outcome.WARNED);
        assertThat(result.finding().orElseThrow())
                .hasToString(
                        "keycloak  services were not called: the job that asks them, its task, three times: Rejected 1 second ago: No such image: haproxy;"
                                + " expected a job on the stack's network that ends. Next: see cfa:doctor, which makes such jobs, then cfa:verify");
        assertThat(temp.resolve("asked")).content().contains("service rm " + ID + "\n");
        docker("Pending 9 minutes ago: no suitable node");
        assertThat(result().finding().orElseThrow().toString())
                .contains("it did not end within two minutes: Pending 9 minutes ago: no suitable node");
        ServiceCalls calls = calls(state("keycloak", "gateway", "registry")).orElseThrow();
        assertThat(JobRoute.ask(manager, "cfa", calls).noToken())
                .as("who is to prove something and was not asked has not proved it")
                .isPresent();
    }

    @Test
    void aServiceThatGivesTokensWithoutTheSecretIsNamed() {
        stack.loseSecret();
        assertThat(result().finding().orElseThrow().toString()).contains("its container has no secret rollout_secret");
    }

    @Test
    void answersThatAreCutAreNone() {
        ServiceCalls calls = calls(state("keycloak", "gateway", "registry")).orElseThrow();
        assertThat(calls.read(new Result(0, "token\nSFRUU", "")).noToken())
                .contains("the answers are cut: they are no base64");
    }

    @Test
    void whatHasNoTaskThatIsReadyIsForOthersToTell() {
        assertThat(calls(state("gateway", "registry"))).isEmpty();
        assertThat(calls(state("keycloak", "registry"))).isEmpty();
        assertThat(calls(state("keycloak", "gateway"))).isEmpty();
    }
}
