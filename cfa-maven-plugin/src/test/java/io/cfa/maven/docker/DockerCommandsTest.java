package io.cfa.maven.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.model.Digest;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.ScriptedHost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DockerCommandsTest {

    private static final Digest A = Digest.of("sha256:" + "a".repeat(64));
    private static final Digest B = Digest.of("sha256:" + "b".repeat(64));

    @Test
    void aHealthCheckIsRunInsideItsContainerAsTheEngineDoes() {
        assertThat(healthCheck(ContainerJson.of("a").healthCheck("CMD", "pg_isready", "--quiet")))
                .isEqualTo("timeout 10 docker exec c0ffee pg_isready --quiet");
        assertThat(healthCheck(ContainerJson.of("a").healthCheck("CMD-SHELL", "redis-cli ping | grep -q PONG")))
                .isEqualTo("timeout 10 docker exec c0ffee /bin/sh -c 'redis-cli ping | grep -q PONG'");
    }

    @Test
    void saysInAFewWordsHowAContainerIs() {
        assertThat(describe(ContainerJson.of("a"))).isEqualTo("healthy");
        assertThat(describe(ContainerJson.of("a").health(null, ""))).isEqualTo("running");
        assertThat(describe(ContainerJson.of("a").health("unhealthy", "503"))).isEqualTo("unhealthy");
        assertThat(describe(ContainerJson.of("a").state("exited", 1))).isEqualTo("exited (exit 1)");
        assertThat(describe(ContainerJson.of("a").state("created", 0))).isEqualTo("created");
        assertThat(describe(ContainerJson.of("a").restarts(1, "2026-11-26T00:00:00Z")))
                .isEqualTo("healthy (1 restart in 2 days)");
        assertThat(describe(ContainerJson.of("a")
                        .state("restarting", 137)
                        .outOfMemory()
                        .restarts(4, "2026-11-24T00:00:00Z")))
                .isEqualTo("restarting (exit 137, OOM-killed, 4 restarts in 20 s)");
    }

    @Test
    void readsTheDigestsThatARegistryHoldsImagesUnder() {
        ScriptedHost host = new ScriptedHost()
                .answers(
                        "docker image inspect r/a:dev r/b:dev r/c:dev",
                        "[{\"Id\":\"x\",\"RepoDigests\":[\"r/a@" + A
                                + "\"]},{\"Id\":\"y\",\"RepoDigests\":[]},{\"Id\":\"z\",\"RepoDigests\":[\"q/c@" + A
                                + "\",\"r/c@" + B + "\"]}]");
        assertThat(DockerCommands.manifestDigests(List.of("r/a:dev", "r/b:dev", "r/c:dev"))
                        .ask(host))
                .containsExactly(List.of(A), List.of(), List.of(A, B));
    }

    @Test
    void composeGivesEveryCommandTheSameVariables() {
        ComposeProject project = new ComposeProject("/srv/cfa", Map.of("TAG", "dev"));
        List<String> identity = List.of("identity");
        assertThat(project.pull(identity, Optional.of("/srv/cfa/.cfa/login")).line())
                .isEqualTo(
                        "cd /srv/cfa && TAG=dev DOCKER_CONFIG=/srv/cfa/.cfa/login docker compose pull --quiet identity");
        assertThat(project.pull(identity, Optional.empty()).line())
                .isEqualTo("cd /srv/cfa && TAG=dev docker compose pull --quiet identity");
        assertThat(project.up(identity).line())
                .isEqualTo("cd /srv/cfa && TAG=dev docker compose up --detach --pull never identity");
    }

    @Test
    void aCommandThatFailsIsNamedWithHostExitStatusAndLastLines() {
        ScriptedHost host = new ScriptedHost()
                .answers(
                        "docker compose version --short",
                        new Result(1, "", "docker: 'compose' is not a docker command.\n"));
        assertThatThrownBy(() -> ComposeProject.version().ask(host))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("deploy@cfa2:22: `docker compose version --short` exited with 1:\n"
                        + "  docker: 'compose' is not a docker command.");
    }

    @Test
    void aCommandThatFailsInSilenceIsNamedToo() {
        ScriptedHost host = new ScriptedHost().answers("docker compose version --short", new Result(127, "\n", ""));
        assertThatThrownBy(() -> ComposeProject.version().ask(host))
                .hasMessage("deploy@cfa2:22: `docker compose version --short` exited with 127 and printed nothing");
    }

    @Test
    void readsTheConfigurationHashesOfTheHostsFile() {
        ScriptedHost host = new ScriptedHost()
                .answers(
                        "cd /srv/cfa && TAG=dev docker compose config --hash '*'",
                        "identity 0a1b\nbank-nominal 2c3d\n");
        assertThat(new ComposeProject("/srv/cfa", Map.of("TAG", "dev"))
                        .configHashes()
                        .ask(host))
                .containsExactly(Map.entry("identity", "0a1b"), Map.entry("bank-nominal", "2c3d"));
    }

    @Test
    void readsHowMuchMemoryContainersUse() {
        ScriptedHost host = new ScriptedHost()
                .answers(
                        "docker stats --no-stream --no-trunc --format '{{.ID}} {{.MemUsage}}' c1",
                        "c1 210MiB / 384MiB\n");
        assertThat(DockerCommands.memory(List.of("c1")).ask(host)).containsExactly(Map.entry("c1", "210MiB / 384MiB"));
    }

    private static String describe(ContainerJson json) {
        return container(json).describe();
    }

    private static String healthCheck(ContainerJson json) {
        return DockerCommands.healthCheck(container(json)).line();
    }

    private static Container container(ContainerJson json) {
        return ProjectContainers.of("cfa")
                .parser()
                .apply("[" + json + "]")
                .containers()
                .get(0);
    }
}
