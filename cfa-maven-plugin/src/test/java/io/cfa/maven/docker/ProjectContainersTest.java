package io.cfa.maven.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.model.Digest;
import io.cfa.maven.model.PublishedPort;
import io.cfa.maven.remote.LocalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one question for all containers, asked of a real shell with a docker that answers from files. */
class ProjectContainersTest {

    private static final Digest IMAGE = Digest.of(ContainerJson.imageId("identity"));
    private static final Digest MANIFEST = Digest.of("sha256:" + "a".repeat(64));

    @TempDir
    Path temp;

    private LocalShell host;

    @BeforeEach
    void aHost() throws IOException {
        host = new LocalShell(temp.resolve("bin"));
        write("containers", "[" + ContainerJson.of("identity").id("c1").port(58082) + "]");
        write("images", "[{\"Id\":\"" + IMAGE + "\",\"RepoDigests\":[\"r/cfa/identity@" + MANIFEST + "\"]}]");
        docker(
                "[ \"$*\" != 'ps --all --quiet --no-trunc --filter label=com.docker.compose.project=cfa' ] || { echo c1; echo c2; exit; }");
    }

    @Test
    void readsContainersAndTheManifestsOfTheirImages() {
        ProjectContainers project = ProjectContainers.of("cfa").ask(host);
        assertThat(project.containers())
                .containsExactly(new Container(
                        "c1",
                        "cfa-identity-1",
                        "identity",
                        false,
                        "h-identity",
                        new ContainerImage(
                                IMAGE,
                                "r/cfa/identity:dev",
                                Optional.of("1a2b3c4d"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new ContainerRun(
                                "running",
                                Optional.of("healthy"),
                                "",
                                0,
                                false,
                                0,
                                Instant.parse("2026-11-23T23:59:40Z"),
                                Instant.parse("2026-11-24T00:00:00.123456789Z"),
                                false),
                        List.of(new PublishedPort(Optional.empty(), 58082, 8080)),
                        List.of(),
                        new ContainerStart(Optional.empty(), Optional.empty(), Set.of()),
                        Optional.empty()));
        assertThat(project.manifests()).isEqualTo(Map.of(IMAGE, List.of(MANIFEST)));
        assertThat(temp.resolve("asked")).content().endsWith("image inspect " + IMAGE + "\n");
    }

    @Test
    void readsTheHostsClockAndForHowLongItIsUp() throws IOException {
        host.program("date", "[ \"$*\" = +%s ] && echo 1795521600");
        ProjectContainers.Clock clock =
                ProjectContainers.of("cfa").ask(host).clock().orElseThrow();
        assertThat(clock.now()).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(clock.up()).isPositive();
        assertThat(clock.since(clock.now().plusSeconds(1))).isEmpty();
        assertThat(clock.since(clock.now().minusSeconds(1))).contains(Duration.ofSeconds(1));
        assertThat(clock.since(Instant.EPOCH)).contains(clock.up());
    }

    @Test
    void aHostWhoseClockCannotBeReadHasNone() throws IOException {
        for (String broken : new String[] {"exit 1", "echo yesterday"}) {
            host.program("date", broken);
            ProjectContainers project = ProjectContainers.of("cfa").ask(host);
            assertThat(project.clock()).isEmpty();
            assertThat(project.containers()).hasSize(1);
            assertThat(project.manifests()).hasSize(1);
        }
    }

    @Test
    void sinceWhenEachHealthCheckWasGoodIsRead() throws IOException {
        assertThat(well(ContainerJson.of("identity")
                        .checked("1, 2026-11-24T00:00:01Z", "0, 2026-11-24T00:00:03Z", "0, 2026-11-24T00:01:03Z")))
                .contains(Instant.parse("2026-11-24T00:00:03Z"));
        assertThat(well(ContainerJson.of("identity").checked("0, 2026-11-24T00:00:01Z", "1, 2026-11-24T00:00:03Z")))
                .isEmpty();
        assertThat(well(ContainerJson.of("identity").health(null, "")))
                .contains(Instant.parse("2026-11-24T00:00:00.123456789Z"));
    }

    private Optional<Instant> well(ContainerJson container) throws IOException {
        write("containers", "[" + container.id("c1") + "]");
        return ProjectContainers.of("cfa").ask(host).containers().get(0).start().well();
    }

    @Test
    void aContainerWhoseNetworkWasTakenFromItIsNotHealthyWhateverItsCheckSays() throws IOException {
        write("containers", "[" + ContainerJson.of("identity").id("c1").cutOff() + "]");
        Container container = ProjectContainers.of("cfa").ask(host).containers().get(0);
        assertThat(container.isCutOff()).isTrue();
        assertThat(container.isHealthy()).isFalse();
        assertThat(container.describe()).isEqualTo("healthy (cut off from its network)");
    }

    @Test
    void whenItWasReadyAndWhoItNeedsIsReadAndNoSecret() throws IOException {
        write(
                "containers",
                "["
                        + ContainerJson.of("identity")
                                .id("c1")
                                .variable("X")
                                .toString()
                                .replace(
                                        "[\"X\"]",
                                        "[\"Database__Url=jdbc:postgresql://u:hunter2@postgres:5432/identity\", \"Redis__Host=redis\", \"PASSWORD=hunter2\"]")
                                .replace(
                                        "\"Labels\": {",
                                        "\"Labels\": {\"com.docker.compose.depends_on\": \"minio:service_healthy:false,keycloak:service_started:true\",")
                                .replaceFirst(
                                        "\"Log\": \\[.*?]",
                                        "\"Log\": [{\"ExitCode\": 1, \"End\": \"2026-11-24T00:00:05+01:00\"}, {\"ExitCode\": 0, \"End\": \"2026-11-24T01:00:09.5+01:00\"}]")
                        + "]");
        ContainerStart start =
                ProjectContainers.of("cfa").ask(host).containers().get(0).start();
        assertThat(start.peers()).containsExactlyInAnyOrder("minio", "keycloak", "postgres", "redis");
        assertThat(start.ready()).contains(Instant.parse("2026-11-24T00:00:09.500Z"));
    }

    @Test
    void aContainerThatDoesNotRunIsOnNoNetworkAndNotCutOff() throws IOException {
        write("containers", "[" + ContainerJson.of("identity").id("c1").cutOff().state("exited", 1) + "]");
        assertThat(ProjectContainers.of("cfa").ask(host).containers().get(0).isCutOff())
                .isFalse();
    }

    @Test
    void aContainerThatIsRemovedBetweenTheTwoQuestionsIsAskedForAnew() throws IOException {
        write("fail-once", "");
        assertThat(ProjectContainers.of("cfa").ask(host).containers()).hasSize(1);
    }

    @Test
    void anImageThatIsGoneIsNoFailure() throws IOException {
        write("images", "[]");
        write("fail-images", "");
        assertThat(ProjectContainers.of("cfa").ask(host).manifests()).isEmpty();
    }

    @Test
    void aProjectWithoutContainersIsOneQuestion() throws IOException {
        docker("[ \"$1\" != ps ] || exit 0");
        assertThat(ProjectContainers.of("cfa").ask(host).containers()).isEmpty();
        assertThat(temp.resolve("asked")).content().doesNotContain("inspect");
    }

    @Test
    void anEngineThatDoesNotAnswerIsNotTakenForAHostWithoutContainers() throws IOException {
        docker("echo 'Cannot connect to the Docker daemon' >&2; exit 1");
        assertThatThrownBy(() -> ProjectContainers.of("cfa").ask(host))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("Cannot connect to the Docker daemon");
    }

    private void docker(String first) throws IOException {
        host.program(
                "docker",
                "cd '" + temp + "'; echo \"$*\" >>asked; " + first + "\n"
                        + "[ \"$1\" != container ] || { [ ! -e fail-once ] || { rm fail-once; echo '[]'; exit 1; }; cat containers; exit; }\n"
                        + "cat images; [ ! -e fail-images ]");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(temp.resolve(file), text);
    }
}
