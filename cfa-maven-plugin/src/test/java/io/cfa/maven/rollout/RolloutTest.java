package io.cfa.maven.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.ScriptedHost;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.verify.FakePacing;
import io.cfa.maven.verify.VerifyRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolloutTest {

    private static final String VARIABLES = "cd /srv/cfa && REGISTRY_IMAGE=127.0.0.1:58095/cfa TAG=dev ";
    private static final String MAKE_LOGIN = "sh -c 'umask 077 && rm -rf \"$1\" && mkdir -p \"$1\" && ln -s"
            + " \"$HOME/.docker/cli-plugins\" \"$1/cli-plugins\"' sh /srv/cfa/.cfa/login";
    private static final String LOGIN =
            "DOCKER_CONFIG=/srv/cfa/.cfa/login docker login --username ci --password-stdin 127.0.0.1:58095";
    private static final String PULL = VARIABLES + "DOCKER_CONFIG=/srv/cfa/.cfa/login docker compose pull --quiet";
    private static final String REMOVE_LOGIN = "rm -rf /srv/cfa/.cfa/login";
    private static final String COMPARE =
            "docker image inspect 127.0.0.1:58095/cfa/identity:dev 127.0.0.1:58095/cfa/registry:dev";
    private static final String UP = VARIABLES + "docker compose up --detach --quiet-pull";
    private static final String IDS =
            "docker ps --all --quiet --no-trunc --filter label=com.docker.compose.project=cfa";

    private final List<String> progress = new ArrayList<>();

    private static ScriptedHost readyHost() {
        return new ScriptedHost()
                .answers("docker version --format '{{.Server.Version}}'", "20.10.24\n")
                .answers("docker compose version --short", "2.26.1\n")
                .answers("cat /srv/cfa/docker-compose.yml", Releases.COMPOSE)
                .answers("cat /srv/cfa/.env", Releases.ENV)
                .answers("find /srv/cfa/secrets/db_password -maxdepth 0 -size +0c", "/srv/cfa/secrets/db_password\n")
                .answers(IDS, "")
                .answers(MAKE_LOGIN, "")
                .answers(LOGIN, "Login Succeeded\n")
                .answers(PULL, "")
                .answers(REMOVE_LOGIN, "")
                .answers(COMPARE, Releases.pulled(Releases.IDENTITY, Releases.REGISTRY))
                .answers(UP, "");
    }

    private void roll(ScriptedHost host) {
        new Rollout(host, new FakePacing(), progress::add)
                .run(
                        Releases.request(true),
                        new VerifyRequest(
                                Releases.stack(), Set.of(), Map.of(), Duration.ofMinutes(5), Duration.ofSeconds(20)));
    }

    @Test
    void aRolloutRunsExactlyItsPlan() {
        ScriptedHost host = readyHost();
        roll(host);
        assertThat(host.lines()).endsWith(IDS, MAKE_LOGIN, LOGIN, PULL, REMOVE_LOGIN, COMPARE, UP);
        assertThat(progress)
                .containsExactly(
                        "identity  nothing → sha256:111111111111",
                        "registry  nothing → sha256:222222222222",
                        "1/6 make a throwaway DOCKER_CONFIG: 0.0 s",
                        "2/6 log in to 127.0.0.1:58095 as ci: 0.0 s",
                        "3/6 pull the images: 0.0 s",
                        "4/6 remove the throwaway DOCKER_CONFIG: 0.0 s",
                        "5/6 compare what was pulled with what was built: 0.0 s",
                        "6/6 replace the containers that changed: 0.0 s");
    }

    @Test
    void thePasswordIsOnStandardInputOfTheLoginAndNowhereElse() {
        ScriptedHost host = readyHost();
        roll(host);
        assertThat(host.lines()).noneMatch(line -> line.contains("hunter2"));
        assertThat(progress).noneMatch(line -> line.contains("hunter2"));
        assertThat(host.commands().stream().flatMap(command -> command.input().stream()))
                .containsExactly(Secret.of("hunter2"));
    }

    @Test
    void aPlanThatIsOnlyMadeChangesNothing() {
        ScriptedHost host = readyHost();
        Plan plan = new Rollout(host, new FakePacing(), progress::add).plan(Releases.request(true));
        assertThat(plan.steps()).hasSize(6);
        assertThat(host.lines()).doesNotContain(MAKE_LOGIN, LOGIN, PULL, UP);
    }

    @Test
    void aRefusedLoginChangesNothingAndLeavesNoCredential() {
        ScriptedHost host = readyHost();
        ScriptedHost refusing = new ScriptedHost();
        copy(host, refusing, LOGIN, new Result(1, "", "Error response from daemon: unauthorized\n"));
        assertThatThrownBy(() -> roll(refusing))
                .isInstanceOf(RolloutException.class)
                .hasMessage(
                        "could not log in to 127.0.0.1:58095 as ci: deploy@cfa2:22: `" + LOGIN + "` exited with 1:\n"
                                + "  Error response from daemon: unauthorized\n"
                                + "No container was changed. Next: check CI_REGISTRY_USER and CI_REGISTRY_PASSWORD");
        assertThat(refusing.lines()).endsWith(LOGIN, REMOVE_LOGIN, IDS).doesNotContain(PULL, UP);
    }

    @Test
    void someoneElsesImageUnderTheTagStopsBeforeUp() {
        ScriptedHost host = new ScriptedHost();
        copy(readyHost(), host, COMPARE, new Result(0, Releases.pulled(Releases.IDENTITY, Releases.OLD), ""));
        assertThatThrownBy(() -> roll(host))
                .hasMessage(
                        "could not compare what was pulled with what was built: 127.0.0.1:58095/cfa/registry:dev is "
                                + Releases.OLD
                                + ", but registry:1a2b3c4d was built as " + Releases.REGISTRY + "\n"
                                + "  Someone else moved the tag, or it was never moved. Next: run the whole pipeline of the commit that shall run\n"
                                + "No container was changed.");
        assertThat(host.lines()).doesNotContain(UP);
    }

    @Test
    void aFailedUpShowsWhatRunsNow() {
        ScriptedHost host = new ScriptedHost();
        copy(
                readyHost(),
                host,
                UP,
                new Result(1, "", "dependency failed to start: container cfa-identity-1 is unhealthy\n"));
        host.answers(IDS, "n1\n")
                .answers(
                        "docker container inspect n1",
                        "[" + ContainerJson.of("identity").id("n1").state("restarting", 1) + "]")
                .answers("docker image inspect " + ContainerJson.imageId("identity"), "[{\"RepoDigests\":[]}]")
                .answers("docker logs --tail 30 n1", new Result(0, "boot\n", "FATAL: no database\n"));
        FailedRolloutException failure = catchThrowableOfType(FailedRolloutException.class, () -> roll(host));
        assertThat(failure)
                .hasMessage(
                        "could not replace the containers that changed: deploy@cfa2:22: `" + UP + "` exited with 1:\n"
                                + "  dependency failed to start: container cfa-identity-1 is unhealthy\n"
                                + "Next: see below what runs now\n"
                                + "These services have a new container: identity.");
        assertThat(failure.report().failures().stream()
                        .filter(result -> result.subject().equals("identity"))
                        .map(ProbeResult::observed))
                .containsExactly("restarting (exit 1)");
        assertThat(failure.report().lastLogs()).containsEntry("cfa-identity-1", List.of("boot", "FATAL: no database"));
    }

    @Test
    void everythingThatIsMissingOnTheHostIsNamedAtOnceAndNothingIsChanged() {
        ScriptedHost host = new ScriptedHost()
                .answers("docker version --format '{{.Server.Version}}'", "20.10.24\n")
                .answers(
                        "docker compose version --short",
                        new Result(1, "", "docker: 'compose' is not a docker command.\n"))
                .answers("cat /srv/cfa/docker-compose.yml", Releases.COMPOSE.replace("  registry:", "  other:"))
                .answers("cat /srv/cfa/.env", Releases.ENV)
                .answers(
                        "find /srv/cfa/secrets/db_password -maxdepth 0 -size +0c", new Result(1, "", "No such file\n"));
        assertThatThrownBy(() -> roll(host))
                .isInstanceOf(RolloutException.class)
                .hasMessage("deploy@cfa2:22 is not ready; nothing was changed there.\n"
                        + "- deploy@cfa2:22: `docker compose version --short` exited with 1:\n"
                        + "  docker: 'compose' is not a docker command.\n"
                        + "  Next: install the compose plugin of docker on the host (package docker-compose-plugin or docker-compose,"
                        + " version 2)\n"
                        + "- the host's docker-compose.yml has no service registry, which docker-compose.yml:7 of the repository has."
                        + " Next: bring the repository's compose and env to the host with ops/scripts/sync-compose-cfa2.sh\n"
                        + "- deploy@cfa2:22:/srv/cfa/secrets/db_password is missing or empty. Next: run"
                        + " ops/scripts/sync-compose-cfa2.sh, which makes the secrets that are missing");
        assertThat(host.lines())
                .allMatch(line -> line.startsWith("docker version")
                        || line.startsWith("docker compose version")
                        || line.startsWith("cat ")
                        || line.startsWith("find "));
    }

    @Test
    void aVariableThatTheHostsEnvDoesNotSetIsNamedWithItsLine() {
        ScriptedHost host = new ScriptedHost();
        copy(
                readyHost(),
                host,
                "cat /srv/cfa/docker-compose.yml",
                new Result(0, Releases.COMPOSE.replace("postgres:17-alpine", "postgres:${PG}"), ""));
        assertThatThrownBy(() -> roll(host))
                .hasMessage("deploy@cfa2:22 is not ready; nothing was changed there.\n"
                        + "- on the host: docker-compose.yml:4  the variable PG is not set. Next: add a line PG=… to .env.cfa2, or set"
                        + " it in the environment; then bring the repository's compose and env to the host with"
                        + " ops/scripts/sync-compose-cfa2.sh");
    }

    /** The same answers, but for one line. */
    private static void copy(ScriptedHost from, ScriptedHost to, String line, Result other) {
        from.script().forEach((known, result) -> to.answers(known, known.equals(line) ? other : result));
    }
}
