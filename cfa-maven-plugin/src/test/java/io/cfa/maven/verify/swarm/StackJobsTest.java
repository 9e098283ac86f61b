package io.cfa.maven.verify.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.cfa.maven.docker.swarm.JobEngine;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.release.SwarmReleaseLog;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import io.cfa.maven.verify.VerifyRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jobs of a verification say, and what it is worth where they say nothing. */
class StackJobsTest {

    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String LINE =
            "{\"goal\":\"cfa:rollout\",\"revision\":\"0000aaaa\",\"outcome\":\"verified\",\"by\":\"anna\",\"at\":\"2026-11-24T08:00:00Z\",\"seconds\":9,\"images\":{\"identity\":\""
                    + DIGEST + "\"}}";
    private static final String NEEDS =
            "{\"form\":1,\"flyway_schema_history\":[{\"script\":\"V1__a.sql\",\"checksum\":7,\"effect\":\"adds\"}]}";

    @TempDir
    Path temp;

    private JobEngine engine;

    @BeforeEach
    void aDatabase() throws IOException {
        engine = new JobEngine(temp, "s#y#y#")
                .secret("postgres_password", "hush")
                .program(
                        "psql",
                        "cat >/dev/null; echo '{\"database\":\"identity\",\"table\":\"flyway_schema_history\",\"rows\":"
                                + "[{\"version\":\"1\",\"type\":\"SQL\",\"script\":\"V1__a.sql\",\"checksum\":7,\"success\":true}]}'");
    }

    @Test
    void schemasOfOursAreComparedWithWhatTheLogRemembers() {
        assertThat(results(NEEDS, Map.of())).containsExactly("identity schema PASSED 1");
    }

    @Test
    void whatWasJustDeployedIsNotInTheLogYet() {
        assertThat(results("", Map.of("identity", NEEDS))).containsExactly("identity schema PASSED 1");
    }

    @Test
    void anImageThatNobodyRemembersIsAWarning() {
        assertThat(results("", Map.of())).containsExactly("identity schema WARNED not asked");
    }

    @Test
    void aJobThatCannotBeHadIsAWarningOfTheServer() throws IOException {
        engine.states("Rejected: busy\nRejected: busy\nRejected: busy");
        assertThat(results(NEEDS, Map.of())).containsExactly("postgres schema WARNED not asked");
    }

    private List<String> results(String logged, Map<String, String> labels) {
        Stack stack = Stack.of(
                ComposeFile.parse(
                        Path.of("docker-compose.yml"),
                        """
                        name: cfa
                        services:
                          identity: {image: "${REGISTRY_IMAGE}/identity:dev"}
                          keycloak: {image: "keycloak:26"}
                          postgres: {image: "postgres:17"}
                        """),
                EnvFile.parse(Path.of(".env.cfa2"), List.of("REGISTRY_IMAGE=r/cfa")),
                Map.of());
        StackJobs jobs = new StackJobs(
                HostContext.of(engine.manager(), new FakeSleeper(), line -> {}),
                new VerifyRequest(stack, Set.of(), Map.of(), Duration.ZERO, Duration.ZERO),
                state(),
                Optional.empty());
        jobs.begun(run(jobs.begin()));
        jobs.collected(run(jobs.collect()));
        SwarmReleaseLog log = new SwarmReleaseLog(
                "cfa",
                new TreeMap<>(Map.of("cfa_release.000001", LINE)),
                new TreeMap<>(
                        logged.isEmpty()
                                ? Map.of()
                                : Map.of("cfa_release.000001", "{\"identity\":" + new TextNode(logged) + "}")),
                Optional.empty());
        return jobs.results(log, labels).stream()
                .map(result ->
                        result.subject() + " " + result.probe() + " " + result.outcome() + " " + result.observed())
                .toList();
    }

    private List<Result> run(List<Command> commands) {
        return commands.stream().map(engine.manager()::run).toList();
    }

    private static SwarmState state() {
        String text =
                """
                [{"ID": "i", "Spec": {"Name": "cfa_identity", "Mode": {"Replicated": {"Replicas": 1}}, "TaskTemplate": {"ContainerSpec":
                    {"Image": "i@%1$s", "Env": ["Database__Url=jdbc:postgresql://postgres:5432/identity"]}}}},
                 {"ID": "k", "Spec": {"Name": "cfa_keycloak", "Mode": {"Replicated": {"Replicas": 1}}, "TaskTemplate": {"ContainerSpec":
                    {"Image": "k@%1$s", "Env": ["KC_DB_URL=jdbc:postgresql://postgres:5432/keycloak"]}}}},
                 {"ID": "p", "Spec": {"Name": "cfa_postgres", "Mode": {"Replicated": {"Replicas": 1}}, "TaskTemplate": {"ContainerSpec":
                    {"Image": "postgres@sha256:5", "Env": ["POSTGRES_PASSWORD_FILE=/run/secrets/postgres_password"],
                     "Secrets": [{"File": {"Name": "/run/secrets/postgres_password"}, "SecretName": "cfa_postgres_password.v1"}]}}}}]
                [{"ID": "t", "ServiceID": "p", "NodeID": "n2", "DesiredState": "running", "Status": {"State": "running", "Timestamp": "2026-11-30T08:00:00Z"},
                  "Spec": {"ContainerSpec": {"Image": "postgres@sha256:5"}}},
                 {"ID": "u", "ServiceID": "i", "NodeID": "n2", "DesiredState": "running", "Status": {"State": "running", "Timestamp": "2026-11-30T08:00:00Z"},
                  "Spec": {"ContainerSpec": {"Image": "i@%1$s"}}}]
                [{"ID": "n2", "Status": {"State": "ready"}, "Spec": {"Availability": "active"}, "Description": {"Hostname": "cfa2-2"}}]
                """
                        .formatted(DIGEST);
        return SwarmState.of("cfa").read("cfa2", new Result(0, text, ""));
    }
}
