package io.cfa.maven.verify.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.check.ExpectedHost;
import io.cfa.maven.host.state.HostQuestions.Aspect;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.NoCommandsException;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.Report;
import io.cfa.maven.verify.StackOnHost;
import io.cfa.maven.verify.http.RemoteHttpFetcher;
import io.cfa.maven.verify.probe.TagLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    private static final String SOCKETS = "cat /proc/net/tcp /proc/net/tcp6";
    private static final String CONNECT = "timeout 5 bash -c ': < \"/dev/tcp/$1/$2\"' bash registry-1.docker.io 443";
    private static final String DISKS =
            "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/vda1 41943040 1 20971520 50% /\n";
    private static final String REGISTRY = Command.of("sh", "-c", RemoteHttpFetcher.SCRIPT, "sh", "4000")
            .with("https://registry-1.docker.io/v2/", "http://registry-1.docker.io/v2/")
            .line();
    private static final String UNAUTHORISED = "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n\r\n{}";

    @TempDir
    Path temp;

    private final StackOnHost stack = new StackOnHost(58082, 58090);
    private TagLookup registry = image -> TagLookup.Answer.holds(StackOnHost.BUILT);

    @BeforeEach
    void aHostInGoodHealth() {
        answers(Aspect.ENGINE, "25.0.5\n");
        answers(Aspect.COMPOSE_VERSION, "2.26.1\n");
        answers(
                Aspect.COMPOSE_FILE,
                stack.bundle().files().get("docker-compose.yml").text().orElseThrow());
        answers(Aspect.ENV_FILE, stack.bundle().files().get(".env.cfa2").text().orElseThrow());
        answers(Aspect.OTHER_COMPOSE_FILES, "");
        answers(Aspect.SECRETS, "");
        answers(Aspect.PROGRAMS, "");
        answers(Aspect.DISK, DISKS + DISKS);
        answers(Aspect.ROOM, "2\nMemAvailable: 2000000 kB\n");
        answers(Aspect.CLOCK, "1795478405\n");
        answers(Aspect.LISTENING, listening("E2E2", "0016"));
        answers(Aspect.LOG, "");
        answers(Aspect.IMAGES, "");
        answers(Aspect.LOCK, "");
        answers(Aspect.REGISTRY_LOGIN, "");
        answers(Aspect.OUTGOING_PORTS, "32768\t60999\n58080-58099\n");
        stack.answers(REGISTRY, pages("curl", UNAUTHORISED, ""));
    }

    private void answers(Aspect aspect, String output) {
        answers(aspect, new Result(0, output, ""));
    }

    private void answers(Aspect aspect, Result result) {
        stack.answers(
                expected()
                        .questions()
                        .forADiagnosis("/srv/cfa")
                        .commands()
                        .get(aspect)
                        .line(),
                result);
    }

    private ExpectedHost expected() {
        return new ExpectedHost(
                stack.stack(),
                ComposeFile.parse(
                        Path.of("docker-compose.yml"),
                        stack.bundle().files().get("docker-compose.yml").text().orElseThrow()),
                new ComposeProject("/srv/cfa", Map.of()),
                Optional.of(stack.bundle()));
    }

    @Test
    void aHostInGoodHealthHasNothingToMend() {
        Report report = examine();
        assertThat(report.failures()).isEmpty();
        assertThat(report.results().stream().map(result -> result.subject() + ": " + result.observed()))
                .containsExactly(
                        "ssh: deploy@cfa2:22",
                        "docker: 25.0.5",
                        "docker compose: 2.26.1",
                        "programs: bash, flock, timeout",
                        "containers: 3, all of them run",
                        "files: as in the repository",
                        "secrets: 0 files",
                        "ports: free, or the stack's own",
                        "clock: 5 s from ours",
                        "disk: 21474 MB free on /",
                        "lock: free",
                        "registry login: no credential store",
                        "registry: r/cfa/identity:dev is sha256:111111111111",
                        "registry from host: docker.io answers");
    }

    @Test
    void aCredentialStoreThatDoesNotAnswerIsNamedWithWhatItSaid() {
        answers(Aspect.REGISTRY_LOGIN, "store secretservice 1 Cannot autolaunch D-Bus without X11 $DISPLAY\n");
        assertThat(messages(examine()))
                .containsExactly(
                        "deploy@cfa2:22  docker-credential-secretservice, the credential store of the host's docker, failed: Cannot"
                                + " autolaunch D-Bus without X11 $DISPLAY; expected an answer, where the host pulls with its own login; a rollout's"
                                + " login does without. Next: remove credsStore from ~/.docker/config.json there, or mend what it needs");
        answers(Aspect.REGISTRY_LOGIN, "store pass 127\n");
        assertThat(messages(examine()))
                .singleElement()
                .asString()
                .contains("docker-credential-pass", "is not installed");
        answers(Aspect.REGISTRY_LOGIN, "store pass 0 \n");
        assertThat(messages(examine())).isEmpty();
    }

    @Test
    void portsThatAConnectionOfTheHostMayTakeAreAdvisedToBeReserved() {
        answers(Aspect.OUTGOING_PORTS, "32768\t60999\n58090\n");

        Report report = examine();

        assertThat(report.hasPassed()).isTrue();
        assertThat(report.results())
                .filteredOn(result -> result.subject().equals("outgoing ports"))
                .singleElement()
                .satisfies(
                        result -> assertThat(result.finding().orElseThrow())
                                .hasToString(
                                        "deploy@cfa2:22  its kernel gives the ports from 32768 to 60999 to outgoing connections, 58082 among them; while"
                                                + " one has it a container cannot start (address already in use); expected ports that it keeps back. Next:"
                                                + " `sysctl -w net.ipv4.ip_local_reserved_ports=58090,58082` there, and the same in a file of /etc/sysctl.d"));
        answers(Aspect.OUTGOING_PORTS, "of another kernel\n");
        assertThat(examine().results()).noneMatch(result -> result.subject().equals("outgoing ports"));
    }

    @Test
    void ofTheHostsLoginsNothingIsPrintedButTheStoresName() throws IOException {
        Path home = Files.createDirectories(temp.resolve("home/.docker"));
        Files.writeString(
                home.resolve("config.json"),
                "{\"auths\": {\"r\": {\"auth\": \"aHVudGVyMg==\"}},\n \"credsStore\" : \"odd\"}");
        LocalShell shell = new LocalShell(temp.resolve("bin"))
                .program("docker-credential-odd", "[ \"$1\" = list ] && echo '{\"r\": \"anna\"}'");
        Command question = expected()
                .questions()
                .forADiagnosis("/srv/cfa")
                .commands()
                .get(Aspect.REGISTRY_LOGIN)
                .env("HOME", temp.resolve("home").toString());
        assertThat(shell.run(question).output()).isEqualTo("store odd 0 \n");
        shell.program("docker-credential-odd", "echo one; echo 'no D-Bus' >&2; exit 1");
        assertThat(shell.run(question).output()).isEqualTo("store odd 1 no D-Bus\n");
        assertThat(shell.run(question.env("DOCKER_CONFIG", "/nowhere")).output())
                .isEmpty();
    }

    @Test
    void aHostThatRunsNoCommandsIsOneRowWithItsRemedy() {
        Report report = new Doctor(HostContext.of(new NoCommands(), new FakeSleeper(), line -> {}))
                .examine(expected(), registry);
        assertThat(messages(report))
                .containsExactly(
                        "deploy@cfa2:22  `docker ps` was not run: the user deploy has no login shell (nologin); expected a login"
                                + " shell that runs them. Next: usermod -s /bin/bash deploy");
        assertThat(report.results()).hasSize(1);
    }

    @Test
    void whatARolloutOnlyWarnsOfIsNamedToo() {
        answers(Aspect.CLOCK, "1795478330\n");
        answers(Aspect.DISK, DISKS.replace("20971520", "1048576"));
        assertThat(messages(examine()))
                .containsExactly(
                        "deploy@cfa2:22  its clock is 70 s behind this machine's; expected at most 60 s, or tokens and certificates are"
                                + " refused. Next: `timedatectl set-ntp true` there, or set this machine's clock",
                        "/  1073 MB free on /; expected 3000 MB or more. Next: free disk space, for example with `docker system df` and"
                                + " `docker image prune` there, or get a larger disk");
    }

    @Test
    void aPortThatAnotherProgramHasIsNamedOnceWithTheLineThatWantsIt() {
        answers(Aspect.LISTENING, listening("E2EA"));
        stack.container("k", ContainerJson.of("keycloak"));
        assertThat(messages(examine()))
                .containsExactly(
                        "docker-compose.yml:7  port 58090 is taken on the host by something that is not of this project; expected free for"
                                + " keycloak. Next: `ss -ltnp 'sport = :58090'` there names it; stop it, or give keycloak another port in"
                                + " .env.cfa2");
    }

    @Test
    void aLockThatIsHeldIsNamedWithItsOwner() {
        answers(
                Aspect.LOCK,
                "{\"id\":\"1\",\"what\":\"cfa:rollout of 1a2b3c4d\",\"who\":\"anna\",\"job\":\"by hand\",\"since\":\"2026-11-24T00:00:00Z\"}\n");
        assertThat(messages(examine()))
                .singleElement()
                .asString()
                .contains("locked by cfa:rollout of 1a2b3c4d by anna");
    }

    @Test
    void aDirectoryWhereThisUserCannotLockTheHostIsNamed() {
        answers(Aspect.LOCK, "denied\n");
        assertThat(messages(examine()))
                .containsExactly(
                        "deploy@cfa2:22:/srv/cfa/.cfa  cannot be written; expected a directory where this user locks the"
                                + " host and writes the release log. Next: give the user the directory, as root: install -d -o USER /srv/cfa"
                                + " /srv/cfa/.cfa && chown -R USER /srv/cfa/.cfa, and check that its disk is neither full nor read-only");
    }

    @Test
    void aRegistryThatLetsUsNotInIsNamed() {
        registry = image -> TagLookup.Answer.unasked("could not log in: 401");
        assertThat(messages(examine()))
                .containsExactly(
                        "docker.io  could not log in: 401; expected an answer to who pushes there. Next: `docker login docker.io` on"
                                + " this machine");
    }

    @Test
    void aRegistryThatTheHostDoesNotReachIsNamed() {
        stack.answers(REGISTRY, pages("curl", "", ""));
        assertThat(messages(examine()))
                .containsExactly(
                        "https://registry-1.docker.io/v2/  no answer to curl on the host; expected 200 or 401. Next: `curl -i"
                                + " https://registry-1.docker.io/v2/` there; check its DNS, its proxy and the certificate that it trusts");
    }

    @Test
    void aHostThatHasBashAloneIsAskedWhetherTheRegistryTakesConnections() {
        stack.answers(REGISTRY, pages("bash", "", "")).answers(CONNECT, new Result(0, "", ""));
        assertThat(examine().results()).extracting(result -> result.observed()).contains("docker.io takes connections");
        stack.answers(CONNECT, new Result(1, "", "connection refused"));
        assertThat(examine().failures()).extracting(result -> result.observed()).containsExactly("silent");
    }

    @Test
    void whatCannotBeAskedIsUnknown() {
        answers(Aspect.CLOCK, new Result(127, "", ""));
        answers(Aspect.DISK, new Result(1, "", ""));
        answers(Aspect.LISTENING, new Result(1, "", ""));
        assertThat(examine().failures())
                .extracting(result -> result.subject() + " " + result.observed())
                .containsExactly("ports unknown", "clock unknown", "disk unknown");
    }

    private Report examine() {
        return new Doctor(HostContext.of(stack.host(), new FakeSleeper(), line -> {})).examine(expected(), registry);
    }

    private static List<String> messages(Report report) {
        return report.failures().stream()
                .map(result -> result.finding().orElseThrow().toString())
                .toList();
    }

    /** As the kernel prints its sockets, with one more that is only connected. */
    private static String listening(String... ports) {
        return "  sl  local_address rem_address   st tx_queue\n"
                + "   9: 0100007F:E2EA 0100007F:9999 01 00000000:00000000\n"
                + Stream.of(ports)
                        .map(port -> "   0: 00000000:" + port + " 00000000:0000 0A 00000000:00000000\n")
                        .collect(Collectors.joining());
    }

    private static Result pages(String program, String... raw) {
        return new Result(
                0,
                Stream.of(raw)
                        .map(page -> program + " " + Base64.getEncoder().encodeToString(page.getBytes()) + "\n")
                        .collect(Collectors.joining()),
                "");
    }

    /** A host whose user has no shell. */
    private static final class NoCommands implements RemoteHost {

        @Override
        public Result run(Command command) {
            throw new NoCommandsException(
                    "`docker ps` was not run: the user deploy has no login shell (nologin)",
                    "usermod -s /bin/bash deploy");
        }

        @Override
        public RemoteSession open(Command command) {
            throw new IllegalStateException("nothing is talked to");
        }

        @Override
        public String name() {
            return "deploy@cfa2:22";
        }

        @Override
        public String address() {
            return "127.0.0.1";
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
