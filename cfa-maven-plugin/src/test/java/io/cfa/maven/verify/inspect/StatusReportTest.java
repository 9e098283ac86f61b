package io.cfa.maven.verify.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.ScriptedHost;
import io.cfa.maven.verify.StackOnHost;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusReportTest {

    private static final String TAIL = "tail -c 1000000 /srv/cfa/.cfa/releases.jsonl";

    private static final String KEPT = KeptData.query("/srv/cfa").command().line();

    private final FakeSleeper sleeper = new FakeSleeper();

    @Test
    void everyServiceOfTheFileHasARowAndContainersOfOthersToo() {
        StackOnHost stack = new StackOnHost(58082, 58090)
                .without("k")
                .container("o", ContainerJson.of("old").state("exited", 3))
                .answers(
                        "docker stats --no-stream --no-trunc --format '{{.ID}} {{.MemUsage}}' p i",
                        new Result(0, "p 41MiB / 512MiB\ni 210MiB / 384MiB\n", ""))
                .answers(TAIL, new Result(1, "", "tail: cannot open\n"));
        sleeper.pause(Duration.ofHours(3));
        assertThat(lines(stack))
                .containsExactly(
                        "SERVICE   STATE            HEALTH   SINCE  REVISION  DIGEST        RESTARTS  MEMORY           PORTS",
                        "postgres  running          healthy  2 h    1a2b3c4d  local         0         41MiB / 512MiB   -",
                        "keycloak  missing          -        -      -         -             -         -                -",
                        "identity  running          healthy  2 h    1a2b3c4d  111111111111  0         210MiB / 384MiB  58082",
                        "old       exited (exit 3)  healthy  2 h    1a2b3c4d  gone          0         -                -",
                        "",
                        "cfa-old-1  exited (exit 3), of a service that the file does not have. Next: `docker rm -f cfa-old-1` there,"
                                + " if nobody needs it",
                        "",
                        "No release is recorded in /srv/cfa/.cfa/releases.jsonl.");
    }

    @Test
    void theLastReleasesComeNewestFirstAndATornLineIsLeftOut() {
        StackOnHost stack = new StackOnHost(58082, 58090)
                .without("p")
                .without("k")
                .without("i")
                .answers(
                        TAIL,
                        new Result(
                                0,
                                """
                                {"at": "2026-11-23T10:00:00Z", "revision": "0a0b0c0d", "outcome": "verified", "by": "ci", "pipeline": "41"}
                                {"at": "2026-11-24T10:00:00Z", "revision": "1a2b3c4d", "outcome": "failed", "by": "anna"}
                                {"at": "2026-11-2""",
                                ""));
        assertThat(lines(stack))
                .endsWith(
                        "AT                    REVISION  OUTCOME   BY    PIPELINE",
                        "2026-11-24T10:00:00Z  1a2b3c4d  failed    anna  -",
                        "2026-11-23T10:00:00Z  0a0b0c0d  verified  ci    41");
    }

    @Test
    void portsThatAreBoundToTheHostAreCalledLocal() {
        StackOnHost stack = new StackOnHost(58082, 58090).without("p").without("k");
        stack.container("i", stack.identity().boundTo("127.0.0.1"))
                .answers(
                        "docker stats --no-stream --no-trunc --format '{{.ID}} {{.MemUsage}}' i",
                        new Result(0, "i 1MiB / 2MiB\n", ""))
                .answers(TAIL, new Result(0, "", ""));
        assertThat(lines(stack).get(3)).startsWith("identity").endsWith("local 58082");
    }

    @Test
    void whatIsKeptIsListedNewestFirstAndWhatIsNotFinishedIsNone() {
        kept =
                "52400\tbackups/20261128T030000Z\n900\tdumps/20261129T170000Z\n12\tbackups/20261129T030000Z.part\n7\tbackups/Z\n";
        StackOnHost stack = new StackOnHost(58082, 58090)
                .without("p")
                .without("k")
                .without("i")
                .answers(TAIL, new Result(1, "", "tail: cannot open\n"));
        assertThat(lines(stack))
                .endsWith(
                        "",
                        "KEPT    AT                MEGABYTES",
                        "dump    20261129T170000Z  0.9",
                        "backup  20261128T030000Z  53.6");
    }

    private String kept = "";

    private List<String> lines(StackOnHost stack) {
        stack.answers(KEPT, new Result(0, kept, ""));
        ScriptedHost host = stack.host();
        return new StatusReport(HostContext.of(host, sleeper, line -> {}))
                .tables(stack.stack(), "/srv/cfa")
                .lines(112);
    }
}
