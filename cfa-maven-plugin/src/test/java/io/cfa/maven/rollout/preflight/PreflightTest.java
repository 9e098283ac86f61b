package io.cfa.maven.rollout.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.state.PreflightFacts;
import io.cfa.maven.model.TextBundle;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import io.cfa.maven.rollout.Releases;
import io.cfa.maven.rollout.plan.RolloutOptions;
import io.cfa.maven.rollout.plan.RolloutRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PreflightTest {

    private static final int ENGINE = 0;
    private static final int COMPOSE_VERSION = 1;
    private static final int COMPOSE = 2;
    private static final int ENV = 3;
    private static final int SECRETS = 4;
    private static final int PROGRAMS = 5;
    private static final int DISK = 6;
    private static final int CLOCK = 7;
    private static final int LISTENING = 8;
    private static final int PUBLISHED = 9;
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final String HEAD = "deploy@cfa2:22 is not ready; nothing was changed there.\n- ";
    private static final String SYNC =
            "bring the repository's compose and env to the host with ops/scripts/sync-compose-cfa2.sh";

    /** What a host answers that is ready. */
    private final List<Result> answers = new ArrayList<>(List.of(
            ok("25.0.5\n"),
            ok("2.26.1-4\n"),
            ok(Releases.COMPOSE),
            ok(Releases.ENV),
            ok("/srv/cfa/secrets/db_password\n"),
            ok(""),
            ok("Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 100 50 4000000 50% /\n"),
            ok(NOW.getEpochSecond() + "\n"),
            ok(""),
            ok(""),
            new Result(1, "", "No such file\n"),
            ok("")));

    private static Result ok(String output) {
        return new Result(0, output, "");
    }

    private PreflightFacts facts() {
        return new PreflightFacts("deploy@cfa2:22", Collections.nCopies(12, Command.of("question")), answers);
    }

    private List<String> check(RolloutRequest request) {
        return Preflight.check(request, facts(), NOW);
    }

    private static RolloutRequest request() {
        return Releases.request(true);
    }

    private void refusedWith(String problem) {
        assertThatThrownBy(() -> check(request()))
                .isInstanceOf(RolloutException.class)
                .hasMessage(HEAD + problem);
    }

    @Test
    void aReadyHostHasNoProblemAndNoWarning() {
        assertThat(check(request())).isEmpty();
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        answers.set(COMPOSE_VERSION, new Result(1, "", "docker: 'compose' is not a docker command.\n"));
        answers.set(COMPOSE, ok(Releases.COMPOSE.replace("  registry:", "  other:")));
        answers.set(SECRETS, new Result(1, "", "No such file\n"));
        refusedWith("deploy@cfa2:22: `question` exited with 1:\n"
                + "  docker: 'compose' is not a docker command.\n"
                + "  Next: install the compose plugin of docker on the host (package docker-compose-plugin or docker-compose, version 2)\n"
                + "- the host's docker-compose.yml has no service registry, which docker-compose.yml:7 of the repository has. Next: "
                + SYNC
                + "\n- deploy@cfa2:22:/srv/cfa/secrets/db_password is missing or empty. Next: run ops/scripts/sync-compose-cfa2.sh, which makes"
                + " the secrets that are missing");
    }

    @Test
    void anEngineThatIsDownOrOutOfReachIsSaid() {
        answers.set(ENGINE, new Result(1, "", "permission denied while trying to connect\n"));
        refusedWith("deploy@cfa2:22: `question` exited with 1:\n  permission denied while trying to connect\n"
                + "  Next: start the engine (`systemctl start docker`), and give the user the right to use it (`usermod -aG docker USER`, then"
                + " log in anew)");
    }

    @Test
    void versionsThatAreTooOldAreSaid() {
        answers.set(ENGINE, ok("19.03.5\n"));
        answers.set(COMPOSE_VERSION, ok("v2.3.3\n"));
        refusedWith("deploy@cfa2:22 has docker 19.03.5, and 25.0 is the oldest that works. Next: update it\n"
                + "- deploy@cfa2:22 has docker compose v2.3.3, and 2.21 is the oldest that works. Next: update it");
    }

    @Test
    void programsThatTheLockNeedsAreNamed() {
        answers.set(PROGRAMS, ok("flock\ntimeout\n"));
        refusedWith("deploy@cfa2:22 has no flock, no timeout. Next: install bash, util-linux and coreutils there");
    }

    @Test
    void aVariableThatTheHostsEnvDoesNotSetIsNamedWithItsLine() {
        answers.set(COMPOSE, ok(Releases.COMPOSE.replace("postgres:17-alpine", "postgres:${PG}")));
        refusedWith(
                "on the host: docker-compose.yml:4  the variable PG is not set. Next: add a line PG=… to .env.cfa2, or set it in the"
                        + " environment; then " + SYNC);
    }

    @Test
    void aHostWithoutFilesIsSaid() {
        answers.set(COMPOSE, new Result(1, "", "No such file\n"));
        answers.set(ENV, new Result(1, "", "No such file\n"));
        refusedWith("deploy@cfa2:22:/srv/cfa/docker-compose.yml cannot be read. Next: " + SYNC
                + "\n- deploy@cfa2:22:/srv/cfa/.env cannot be read. Next: " + SYNC);
    }

    @Test
    void driftIsAWarningWithADiffThatShowsNoSecret() {
        answers.set(ENV, ok(Releases.ENV + "SMTP_PASSWORD=hunter2\nEXTRA=1\n"));
        TreeMap<String, String> files =
                new TreeMap<>(Map.of("docker-compose.yml", Releases.COMPOSE, ".env.cfa2", Releases.ENV));
        assertThat(check(request().with(RolloutOptions.of("anna").bundle(TextBundle.of(files, List.of())))))
                .containsExactly(
                        "the host's files are not the repository's; the host's are used as they are. Next: see whether that is meant, or "
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
        answers.set(
                COMPOSE,
                ok(Releases.COMPOSE.replace(
                        "/identity:${TAG}", "/identity:${TAG}\n    ports: [\"58082:8080\", \"127.0.0.1:58083:1\"]")));
        String listeners =
                "  sl  local_address rem_address   st\n   0: 00000000:E2E2 00000000:0000 0A 00000000:00000000 00:00000000\n"
                        + "   1: 0100007F:E2E3 00000000:0000 0A 00000000:00000000 00:00000000\n   2: 0100007F:E2E2 00000000:0000 01 0:0 0:0\n";
        answers.set(LISTENING, ok(listeners));
        answers.set(PUBLISHED, ok("5432/tcp, 127.0.0.1:58083->1/tcp\n"));
        refusedWith(
                "port 58082, which identity publishes, is taken on the host by something that is not of this project. Next: see by what"
                        + " with `ss -ltnp sport = :58082` there, or give identity another port in .env.cfa2");
        answers.set(PUBLISHED, ok("0.0.0.0:58082->8080/tcp, :::58082->8080/tcp\n127.0.0.1:58083-58084->1-2/tcp\n"));
        assertThat(check(request())).isEmpty();
    }

    @Test
    void aListenerOnAnotherAddressIsInNobodysWay() {
        answers.set(
                COMPOSE,
                ok(Releases.COMPOSE.replace(
                        "/identity:${TAG}", "/identity:${TAG}\n    ports: [\"127.0.0.1:58083:1\"]")));
        answers.set(LISTENING, ok("   0: 0500000A:E2E3 00000000:0000 0A 0:0 0:0\n"));
        assertThat(check(request())).isEmpty();
    }

    @Test
    void aClockThatIsWrongIsAWarning() {
        answers.set(CLOCK, ok(NOW.minusSeconds(61).getEpochSecond() + "\n"));
        assertThat(check(request()))
                .containsExactly(
                        "the host's clock is 61 s behind this machine's: tokens may be refused, and logs mislead. Next: check that NTP"
                                + " runs on both");
    }

    @Test
    void whatTheRegistryDoesNotHaveIsSaidBeforeThePull() {
        RolloutRequest request = request()
                .with(RolloutOptions.of("anna")
                        .registry(Map.of("identity", Releases.IDENTITY, "registry", Releases.OLD), image -> Map.of()));
        assertThatThrownBy(() -> check(request))
                .hasMessageContaining(
                        "- the registry has no image of api-gateway under the tag that the host pulls. Next: run the job"
                                + " build-api-gateway again")
                .hasMessageContaining("- the registry has " + Releases.OLD
                        + " of registry under the tag that the host pulls, but" + " registry:1a2b3c4d was built as "
                        + Releases.REGISTRY + ": someone else moved the tag");
    }

    @Test
    void theDiskIsComparedWithWhatWillBePulled() {
        Optional<Long> free = facts().freeBytes();
        assertThat(free).contains(4_096_000_000L);
        assertThat(DiskSpaceCheck.judge("h", free, 100_000_000L, List.of())).isEmpty();
        assertThat(DiskSpaceCheck.judge("h", free, 100_000_000L, List.of("registry")))
                .contains("how much will be pulled is unknown of registry; 4096 MB are free");
        assertThat(DiskSpaceCheck.judge("h", Optional.empty(), 0, List.of()))
                .contains("the free disk space of h is unknown");
        assertThatThrownBy(() -> DiskSpaceCheck.judge("h", Optional.of(400_000_000L), 100_000_000L, List.of()))
                .hasMessage(
                        "h has 400 MB free where the engine keeps its images, and the pull needs up to 500 MB (100 MB packed); nothing was"
                                + " changed there. Next: make room, for example with `docker system df` and `docker image prune` there");
        answers.set(DISK, ok("df: none\n"));
        assertThat(facts().freeBytes()).isEmpty();
    }
}
