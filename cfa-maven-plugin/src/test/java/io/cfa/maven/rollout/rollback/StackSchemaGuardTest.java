package io.cfa.maven.rollout.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import io.cfa.maven.docker.swarm.JobEngine;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.SwarmReleaseLog;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Older images go back to a swarm where its databases are what they need, by a log and a job that this machine's bash runs. */
class StackSchemaGuardTest {

    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String LINE =
            "{\"goal\":\"cfa:rollout\",\"revision\":\"0000aaaa\",\"outcome\":\"verified\",\"by\":\"anna\",\"at\":\"2026-11-24T08:00:00Z\",\"seconds\":9,\"images\":{\"identity\":\""
                    + DIGEST + "\"}}";
    private static final String ONE =
            "{\"form\":1,\"flyway_schema_history\":[{\"script\":\"V1__a.sql\",\"checksum\":7,\"effect\":\"adds\"}]}";

    @TempDir
    Path temp;

    private final List<String> said = new ArrayList<>();
    private JobEngine engine;

    @BeforeEach
    void aSwarmWithADatabase() throws IOException {
        engine = new JobEngine(temp, "s#y#y#").secret("postgres_password", "hush");
        engine.state(
                """
                [{"ID": "i", "Spec": {"Name": "cfa_identity", "Mode": {"Replicated": {"Replicas": 1}}, "TaskTemplate": {"ContainerSpec":
                    {"Image": "i@sha256:1", "Env": ["Database__Url=jdbc:postgresql://postgres:5432/identity"]}}}},
                 {"ID": "p", "Spec": {"Name": "cfa_postgres", "Mode": {"Replicated": {"Replicas": 1}}, "TaskTemplate": {"ContainerSpec":
                    {"Image": "postgres@sha256:5", "Env": ["POSTGRES_PASSWORD_FILE=/run/secrets/postgres_password"],
                     "Secrets": [{"File": {"Name": "postgres_password"}, "SecretName": "cfa_postgres_password.v1"}]}}}}]
                """,
                """
                [{"ID": "t", "ServiceID": "p", "NodeID": "n2", "DesiredState": "running", "Status": {"State": "running", "Timestamp": "2026-11-30T08:00:00Z"},
                  "Spec": {"ContainerSpec": {"Image": "postgres@sha256:5"}}}]
                """,
                "[{\"ID\": \"n2\", \"Status\": {\"State\": \"ready\"}, \"Spec\": {\"Availability\": \"active\"}}]");
        database("{\"version\":\"1\",\"type\":\"SQL\",\"script\":\"V1__a.sql\",\"checksum\":7,\"success\":true}");
    }

    private void database(String rows) throws IOException {
        engine.program(
                "psql",
                "cat >/dev/null; echo '{\"database\":\"identity\",\"table\":\"flyway_schema_history\",\"rows\":[" + rows
                        + "]}'");
    }

    @Test
    void imagesWhoseSchemaIsThereGoBack() {
        assertThatCode(() -> check(ONE)).doesNotThrowAnyException();
    }

    @Test
    void aSchemaThatTheOlderImageDoesNotKnowIsRefused() throws IOException {
        database("{\"version\":\"1\",\"type\":\"SQL\",\"script\":\"V1__a.sql\",\"checksum\":7,\"success\":true},"
                + "{\"version\":\"2\",\"type\":\"SQL\",\"script\":\"V2__b.sql\",\"checksum\":8,\"success\":true}");
        assertThatThrownBy(() -> check(ONE))
                .isInstanceOf(RolloutException.class)
                .hasMessageStartingWith(
                        "the images of 0000aaaa are not certain to live with the schemas of their databases")
                .hasMessageContaining("Nothing was changed. Next: ");
        assertThat(said).containsExactly("identity  V2__b.sql (not known here) ran, which the image does not know");
    }

    @Test
    void whatTheLogDoesNotRememberIsNotCertain() {
        assertThatThrownBy(() -> check("")).hasMessageEndingWith("run it again with -Dcfa.acceptSchema");
        assertThat(said).containsExactly("identity  the release log does not say which schema its image of then needs");
    }

    @Test
    void aJobThatCannotBeHadLeavesItUncertain() throws IOException {
        engine.states("Rejected: busy\nRejected: busy\nRejected: busy");
        assertThatThrownBy(() -> check(ONE)).isInstanceOf(RolloutException.class);
        assertThat(said).first().asString().contains("its task, three times: Rejected: busy");
    }

    private void check(String needs) {
        SwarmReleaseLog log = new SwarmReleaseLog(
                "cfa",
                new TreeMap<>(Map.of("cfa_release.000001", LINE)),
                new TreeMap<>(
                        needs.isEmpty()
                                ? Map.of()
                                : Map.of("cfa_release.000001", "{\"identity\":" + new TextNode(needs) + "}")),
                Optional.empty());
        Release target = log.log().find("0000aaaa");
        Stack stack = Stack.of(
                ComposeFile.parse(
                        Path.of("docker-compose.yml"),
                        "name: cfa\nservices:\n  identity: {image: \"${REGISTRY_IMAGE}/identity:dev\"}\n  postgres: {image: \"postgres:17\"}\n"),
                EnvFile.parse(Path.of(".env.cfa2"), List.of("REGISTRY_IMAGE=r/cfa")),
                Map.of());
        new StackSchemaGuard(HostContext.of(engine.manager(), new FakeSleeper(), said::add), stack, log).check(target);
    }
}
