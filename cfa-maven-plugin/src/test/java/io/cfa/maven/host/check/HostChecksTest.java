package io.cfa.maven.host.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.host.HostRefusedException;
import io.cfa.maven.host.state.HostQuestions.Aspect;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.TextBundle;
import io.cfa.maven.remote.Result;
import io.cfa.maven.rollout.Releases;
import io.cfa.maven.rollout.plan.RolloutOptions;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.rollout.preflight.RegistryTagsCheck;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostChecksTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final String HEAD = "deploy@cfa2:22 is not ready; nothing was changed there.\n- ";
    private static final String SYNC = "bring the repository's compose and env to the host with cfa:sync";
    private static final String DF =
            "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 100 50 4000000 50% /\n";
    private static final String SOCKETS = "  sl  local_address rem_address   st\n";

    /** What a host answers that is ready. */
    private final Map<Aspect, Result> answers = new EnumMap<>(Map.ofEntries(
            Map.entry(Aspect.ENGINE, ok("25.0.5\n")),
            Map.entry(Aspect.COMPOSE_VERSION, ok("2.26.1-4\n")),
            Map.entry(Aspect.COMPOSE_FILE, ok(Releases.COMPOSE)),
            Map.entry(Aspect.ENV_FILE, ok(Releases.ENV)),
            Map.entry(Aspect.SECRETS, ok("/srv/cfa/secrets/db_password\n")),
            Map.entry(Aspect.PROGRAMS, ok("")),
            Map.entry(Aspect.DISK, ok(DF + DF)),
            Map.entry(Aspect.CLOCK, ok(NOW.getEpochSecond() + "\n")),
            Map.entry(Aspect.LISTENING, ok(SOCKETS)),
            Map.entry(Aspect.CONTAINERS, ok("[]\n")),
            Map.entry(Aspect.LOG, new Result(1, "", "No such file\n")),
            Map.entry(Aspect.IMAGES, ok(""))));

    private static Result ok(String output) {
        return new Result(0, output, "");
    }

    private ObservedState observed() {
        return new ObservedState("deploy@cfa2:22", request().expectedHost().questions(), answers);
    }

    private List<String> check(RolloutRequest request) {
        return HostChecks.beforeARollout(request.expectedHost(), NOW)
                .with(new RegistryTagsCheck(request))
                .require(observed());
    }

    private static RolloutRequest request() {
        return Releases.request(true);
    }

    private void refusedWith(String problem) {
        assertThatThrownBy(() -> check(request()))
                .isInstanceOf(HostRefusedException.class)
                .hasMessage(HEAD + problem);
    }

    @Test
    void aReadyHostHasNoProblemAndNoWarning() {
        assertThat(check(request())).isEmpty();
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        answers.put(Aspect.COMPOSE_VERSION, new Result(1, "", "docker: 'compose' is not a docker command.\n"));
        answers.put(Aspect.COMPOSE_FILE, ok(Releases.COMPOSE.replace("  registry:", "  other:")));
        answers.put(Aspect.SECRETS, new Result(1, "", "No such file\n"));
        refusedWith(
                "deploy@cfa2:22  compose does not answer: docker: 'compose' is not a docker command; expected docker compose 2.21 or"
                        + " newer. Next: install the compose plugin of docker on the host (package docker-compose-plugin or docker-compose, version"
                        + " 2)\n"
                        + "- deploy@cfa2:22:/srv/cfa/docker-compose.yml  no service registry; expected it, as docker-compose.yml:7 of the repository has"
                        + " it. Next: "
                        + SYNC
                        + "\n- deploy@cfa2:22:/srv/cfa/secrets/db_password  missing or empty; expected a secret that compose can mount. Next: run"
                        + " cfa:sync, which makes the secrets that are missing");
        assertThatThrownBy(() -> check(request()))
                .isInstanceOfSatisfying(HostRefusedException.class, refused -> assertThat(refused.findings())
                        .hasSize(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            3   | no docker in /usr/bin:/bin                        | install it there, with the compose plugin; or put its directory into PATH in /etc/environment there
            4   | the engine does not run                          | `systemctl start docker` there
            5   | the user may not use the engine                  | `usermod -aG docker USER` there as root, then log in anew
            6   | the user's own engine does not run                | `systemctl --user start docker` there
            124 | the engine hangs: it did not answer within 10 s  | `systemctl restart docker` there; containers with a restart policy come back
            1   | the engine does not answer: it said so           | see `systemctl status docker` there
            """)
    void anEngineThatDoesNotAnswerIsSaidWithItsCauseAndItsRemedy(int status, String cause, String remedy) {
        answers.put(
                Aspect.ENGINE,
                new Result(status, status == 3 ? "/usr/bin:/bin" : "", status == 3 ? "" : "warning\nit said so\n"));
        refusedWith("deploy@cfa2:22  " + cause + "; expected docker 25.0 or newer. Next: " + remedy);
    }

    @Test
    void aFileThatComposeWouldReadByItselfIsWarnedOf() {
        answers.put(Aspect.OTHER_COMPOSE_FILES, ok("compose.yaml\ndocker-compose.override.yml\n"));
        assertThat(check(request()))
                .containsExactly(
                        "deploy@cfa2:22:/srv/cfa/compose.yaml  the goals do not read it, and a `docker compose` that is called there"
                                + " does; expected docker-compose.yml alone. Next: move its lines into the repository's"
                                + " docker-compose.yml, and it away",
                        "deploy@cfa2:22:/srv/cfa/docker-compose.override.yml  the goals do not read it, and a `docker compose` that"
                                + " is called there does; expected docker-compose.yml alone. Next: move its lines into the"
                                + " repository's docker-compose.yml, and it away");
    }

    @Test
    void versionsThatAreTooOldAreSaid() {
        answers.put(Aspect.ENGINE, ok("19.03.5\n"));
        answers.put(Aspect.COMPOSE_VERSION, ok("v2.3.3\n"));
        refusedWith(
                "deploy@cfa2:22  docker 19.03.5; expected 25.0, the oldest that works, or newer. Next: update it\n"
                        + "- deploy@cfa2:22  docker compose v2.3.3; expected 2.21, the oldest that works, or newer. Next: update it");
    }

    @Test
    void programsThatTheLockNeedsAreNamed() {
        answers.put(Aspect.PROGRAMS, ok("flock\ntimeout\n"));
        refusedWith(
                "deploy@cfa2:22  no flock, no timeout; expected bash, flock and timeout. Next: install bash, util-linux and coreutils there");
    }

    @Test
    void aVariableThatTheHostsEnvDoesNotSetIsNamedWithItsLine() {
        answers.put(Aspect.COMPOSE_FILE, ok(Releases.COMPOSE.replace("postgres:17-alpine", "postgres:${PG}")));
        refusedWith("on the host: /srv/cfa  docker-compose.yml:4  the variable PG is not set;"
                + " expected files that compose can read. Next: " + SYNC);
    }

    @Test
    void aHostWithoutFilesIsSaid() {
        answers.put(Aspect.COMPOSE_FILE, new Result(1, "", "No such file\n"));
        answers.put(Aspect.ENV_FILE, new Result(1, "", "No such file\n"));
        refusedWith("deploy@cfa2:22:/srv/cfa/docker-compose.yml  cannot be read; expected a file of the bundle. Next: "
                + SYNC + "\n- deploy@cfa2:22:/srv/cfa/.env  cannot be read; expected a file of the bundle. Next: "
                + SYNC);
    }

    @Test
    void anotherProjectInTheHostsEnvIsAWarningAsTheGoalsGiveTheNameAndInItsComposeFileARefusal() {
        answers.put(Aspect.ENV_FILE, ok(Releases.ENV + "COMPOSE_PROJECT_NAME=other\n"));
        assertThat(check(request()))
                .containsExactly(
                        "deploy@cfa2:22:/srv/cfa/.env  sets COMPOSE_PROJECT_NAME to other, which a `docker compose up`"
                                + " that is typed there would make a second stack of; expected cfa, which the goals work on all the"
                                + " same. Next: " + SYNC);
        answers.put(Aspect.ENV_FILE, ok(Releases.ENV));
        answers.put(Aspect.COMPOSE_FILE, ok(Releases.COMPOSE.replace("name: cfa", "name: other")));
        refusedWith(
                "deploy@cfa2:22:/srv/cfa/docker-compose.yml  names the project other; expected cfa, as the repository"
                        + " does. Next: " + SYNC);
    }

    @Test
    void driftIsAWarningWithADiffThatShowsNoSecret() {
        answers.put(Aspect.ENV_FILE, ok(Releases.ENV + "SMTP_PASSWORD=hunter2\nEXTRA=1\n"));
        TreeMap<String, String> files =
                new TreeMap<>(Map.of("docker-compose.yml", Releases.COMPOSE, ".env.cfa2", Releases.ENV));
        assertThat(check(request().with(RolloutOptions.of("anna").bundle(TextBundle.of(files, List.of())))))
                .containsExactly(
                        "deploy@cfa2:22:/srv/cfa  compose or env are not the repository's, and are used as they are; expected the"
                                + " repository's files. Next: see whether that is meant, or "
                                + SYNC,
                        "--- .env.cfa2 on the host",
                        "+++ .env.cfa2 in the repository",
                        "@@ -1,4 +1,2 @@",
                        " REGISTRY_IMAGE=registry.example.com/cfa",
                        " TAG=dev",
                        "-SMTP_PASSWORD=•••",
                        "-EXTRA=1");
    }

    @Test
    void aPortThatSomethingElseListensOnIsSaid() {
        answers.put(
                Aspect.COMPOSE_FILE,
                ok(Releases.COMPOSE.replace(
                        "/identity:${TAG}", "/identity:${TAG}\n    ports: [\"58082:8080\", \"127.0.0.1:58083:1\"]")));
        String listeners =
                "  sl  local_address rem_address   st\n   0: 00000000:E2E2 00000000:0000 0A 00000000:00000000 00:00000000\n"
                        + "   1: 0100007F:E2E3 00000000:0000 0A 00000000:00000000 00:00000000\n   2: 0100007F:E2E2 00000000:0000 01 0:0 0:0\n";
        answers.put(Aspect.LISTENING, ok(listeners));
        publishing("127.0.0.1", 58083);
        refusedWith(
                "docker-compose.yml:5  port 58082 is taken on the host by something that is not of this project; expected free for identity."
                        + " Next: `ss -ltnp 'sport = :58082'` there names it; stop it, or give identity another port in .env.cfa2");
        publishing("0.0.0.0", 58082);
        assertThatThrownBy(() -> check(request())).hasMessageContaining("port 58083 is taken");
    }

    private void publishing(String address, int port) {
        answers.put(
                Aspect.CONTAINERS,
                ok("[" + ContainerJson.of("identity").port(port).boundTo(address) + "]\n[]\n"));
    }

    @Test
    void aListenerOnAnotherAddressIsInNobodysWay() {
        answers.put(
                Aspect.COMPOSE_FILE,
                ok(Releases.COMPOSE.replace(
                        "/identity:${TAG}", "/identity:${TAG}\n    ports: [\"127.0.0.1:58083:1\"]")));
        answers.put(Aspect.LISTENING, ok("   0: 0500000A:E2E3 00000000:0000 0A 0:0 0:0\n"));
        assertThat(check(request())).isEmpty();
    }

    @Test
    void aClockThatIsWrongIsAWarning() {
        answers.put(Aspect.CLOCK, ok(NOW.minusSeconds(61).getEpochSecond() + "\n"));
        assertThat(check(request()))
                .containsExactly(
                        "deploy@cfa2:22  its clock is 61 s behind this machine's; expected at most 60 s, or tokens and certificates are"
                                + " refused. Next: `timedatectl set-ntp true` there, or set this machine's clock");
        answers.put(Aspect.CLOCK, ok(NOW.plusSeconds(60).getEpochSecond() + "\n"));
        assertThat(check(request())).isEmpty();
    }

    @Test
    void whatTheRegistryDoesNotHaveIsSaidBeforeThePull() {
        RolloutRequest request = request()
                .with(RolloutOptions.of("anna")
                        .registry(Map.of("identity", Releases.IDENTITY, "registry", Releases.OLD), image -> Map.of()));
        assertThatThrownBy(() -> check(request))
                .hasMessageContaining(
                        "- the registry  no image of api-gateway under the tag that the host pulls; expected "
                                + Releases.GATEWAY + ". Next: run the job build-api-gateway again")
                .hasMessageContaining("- the registry  " + Releases.OLD
                        + " of registry under the tag that the host pulls: someone else moved the tag, or it was never moved; expected "
                        + Releases.REGISTRY + ", as registry:1a2b3c4d was built");
    }

    @Test
    void theDiskIsComparedWithWhatWillBePulled() {
        assertThat(disk(100_000_000)).containsExactly("PASSED 4096 MB free on /");
        answers.put(Aspect.DISK, ok(DF.replace("4000000", "400000") + DF.replace("4000000 50% /", "1 50% /srv")));
        assertThat(disk(0)).containsExactly("WARNING 409 MB free on /", "REFUSED 0 MB free on /srv");
        assertThatThrownBy(() -> new HostChecks(List.of(new DiskCheck(100_000_000))).require(observed()))
                .hasMessageStartingWith(
                        HEAD
                                + "/  409 MB free on /; expected 500 MB for a pull of 100 MB packed. Next: free disk space, for example");
        answers.put(Aspect.DISK, ok("df: none\n"));
        assertThat(disk(0)).containsExactly("UNKNOWN unknown");
    }

    private List<String> disk(long packed) {
        return new DiskCheck(packed)
                .examine(observed()).stream()
                        .map(result -> result.level() + " " + result.observed())
                        .toList();
    }
}
