package io.cfa.maven.verify.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.Report;
import io.cfa.maven.verify.StackOnHost;
import io.cfa.maven.verify.http.RemoteHttpFetcher;
import io.cfa.maven.verify.probe.TagLookup;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoctorTest {

    private static final String DF = "df -Pk /var/lib/docker /srv/cfa";
    private static final String SOCKETS = "cat /proc/net/tcp /proc/net/tcp6";
    private static final String CONNECT = "timeout 5 bash -c ': < \"/dev/tcp/$1/$2\"' bash registry-1.docker.io 443";
    private static final String DISKS =
            "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/vda1 41943040 1 20971520 50% /\n/dev/vda1 41943040 1 20971520 50% /\n";
    private static final String REGISTRY = Command.of("sh", "-c", RemoteHttpFetcher.SCRIPT, "sh", "4000")
            .with("https://registry-1.docker.io/v2/", "http://registry-1.docker.io/v2/")
            .line();
    private static final String UNAUTHORISED = "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n\r\n{}";

    private final StackOnHost stack = new StackOnHost(58082, 58090);
    private TagLookup registry = image -> TagLookup.Answer.holds(StackOnHost.BUILT);

    @BeforeEach
    void aHostInGoodHealth() {
        stack.answers("date +%s", new Result(0, "1795478405\n", ""))
                .answers("docker info --format '{{.DockerRootDir}}'", new Result(0, "/var/lib/docker\n", ""))
                .answers(DF, new Result(0, DISKS, ""))
                .answers(SOCKETS, new Result(0, listening("E2E2", "0016"), ""))
                .answers(REGISTRY, pages("curl", UNAUTHORISED, ""));
    }

    @Test
    void aHostInGoodHealthHasNothingToMend() {
        Report report = examine(List.of());
        assertThat(report.failures()).isEmpty();
        assertThat(report.results().stream().map(result -> result.subject() + ": " + result.observed()))
                .containsExactly(
                        "ssh: deploy@cfa2:22",
                        "host: engine, compose, files and secrets are there",
                        "clock: 5 s from ours",
                        "disk: 20 GiB free on /",
                        "ports: free, or the stack's own",
                        "registry: r/cfa/identity:dev is sha256:111111111111",
                        "registry from host: docker.io answers");
    }

    @Test
    void whatTheRolloutWouldRefuseTheHostForIsSaidWithItsRemedy() {
        assertThat(messages(examine(List.of(
                        "cfa2:/srv/cfa/secrets/x is missing or empty. Next: run the sync",
                        "cfa2: no engine\n  Next: start it"))))
                .containsExactly(
                        "deploy@cfa2:22  cfa2:/srv/cfa/secrets/x is missing or empty; expected a host that is ready. Next: run the sync",
                        "deploy@cfa2:22  cfa2: no engine; expected a host that is ready. Next: start it");
    }

    @Test
    void aClockThatIsWrongIsNamed() {
        stack.answers("date +%s", new Result(0, "1795478340\n", ""));
        assertThat(messages(examine(List.of())))
                .containsExactly(
                        "deploy@cfa2:22  its clock is 60 s from ours; expected at most 30 s, or tokens and certificates are refused."
                                + " Next: `timedatectl set-ntp true` there, or set this machine's clock");
    }

    @Test
    void aDiskThatIsFullIsNamed() {
        stack.answers(DF, new Result(0, DISKS.replace("20971520", "1048576"), ""));
        assertThat(messages(examine(List.of())))
                .containsExactly(
                        "/  1 GiB free on /; expected 3 GiB or more. Next: `docker image prune --all --filter until=168h` there, or"
                                + " a larger disk");
    }

    @Test
    void aPortThatAnotherProgramHasIsNamedWithTheLineThatWantsIt() {
        stack.answers(SOCKETS, new Result(0, listening("E2EA"), "")).container("k", ContainerJson.of("keycloak"));
        assertThat(messages(examine(List.of())))
                .containsExactly(
                        "docker-compose.yml:7  port 58090 is taken by another program; expected free for keycloak. Next: `ss -ltnp"
                                + " 'sport = :58090'` on the host names it; stop it, or choose another port in .env.cfa2");
    }

    @Test
    void aRegistryThatLetsUsNotInIsNamed() {
        registry = image -> TagLookup.Answer.unasked("could not log in: 401");
        assertThat(messages(examine(List.of())))
                .containsExactly(
                        "docker.io  could not log in: 401; expected an answer to who pushes there. Next: `docker login docker.io` on"
                                + " this machine");
    }

    @Test
    void aRegistryThatTheHostDoesNotReachIsNamed() {
        stack.answers(REGISTRY, pages("curl", "", ""));
        assertThat(messages(examine(List.of())))
                .containsExactly(
                        "https://registry-1.docker.io/v2/  no answer to curl on the host; expected 200 or 401. Next: `curl -i"
                                + " https://registry-1.docker.io/v2/` there; check its DNS, its proxy and the certificate that it trusts");
    }

    @Test
    void aHostThatHasBashAloneIsAskedWhetherTheRegistryTakesConnections() {
        stack.answers(REGISTRY, pages("bash", "", "")).answers(CONNECT, new Result(0, "", ""));
        assertThat(examine(List.of()).results())
                .extracting(result -> result.observed())
                .contains("docker.io takes connections");
        stack.answers(CONNECT, new Result(1, "", "connection refused"));
        assertThat(examine(List.of()).failures())
                .extracting(result -> result.observed())
                .containsExactly("silent");
    }

    @Test
    void whatCannotBeAskedIsUnknown() {
        stack.answers("date +%s", new Result(127, "", ""))
                .answers(DF, new Result(1, "", ""))
                .answers(SOCKETS, new Result(1, "", ""));
        assertThat(examine(List.of()).failures())
                .extracting(result -> result.subject() + " " + result.observed())
                .containsExactly("clock unknown", "disk unknown", "ports unknown");
    }

    private Report examine(List<String> readiness) {
        return new Doctor(stack.host(), new FakeSleeper()).examine(stack.stack(), "/srv/cfa", registry, readiness);
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
}
