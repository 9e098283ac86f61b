package io.cfa.maven.verify.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.UnreadableLog;
import io.cfa.maven.docker.swarm.StackLogs;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.verify.inspect.LogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command for all logs of a stack, run by a real shell with a docker that prints what one of a swarm printed. */
class StackLogsTest {

    @TempDir
    Path temp;

    private LocalShell host;

    @BeforeEach
    void aManagerOfAStackWithTwoServices() throws IOException {
        host = new LocalShell(temp.resolve("bin"))
                .program(
                        "docker",
                        "echo \"$*\" >>" + temp
                                + "/asked\nif [ \"$2\" = services ]; then echo cfa_identity; echo cfa_edge; exit; fi\n"
                                + "for last; do :; done\ncat " + temp + "/$last; [ ! -e " + temp
                                + "/$last.error ] || { cat " + temp + "/$last.error >&2; exit 1; }");
        print(
                "cfa_identity",
                "2026-11-30T06:10:20.765816075Z cfa_identity.2@cfa2-2    | {\"a\":\"b | c\"}",
                "2026-11-30T06:10:13.585703208Z cfa_identity.1@cfa2-3    | started",
                "2026-11-30T06:10:20.765816076Z cfa_identity.2@cfa2-2    | ");
        print("cfa_edge", "2026-11-30T06:10:13.838790803Z cfa_edge.0@cfa2    | [WARNING]  (12) : is UP");
    }

    private void print(String service, String... lines) throws IOException {
        Files.writeString(temp.resolve(service), String.join("\n", lines) + "\n");
    }

    private LogReader reader(String... services) {
        return new LogReader(host, "cfa", from -> StackLogs.of("cfa", List.of(services), from), "10m");
    }

    private static List<String> read(LogReader reader) {
        List<String> lines = new ArrayList<>();
        reader.read(line -> lines.add(line.describe(1)));
        return lines;
    }

    @Test
    void linesOfAllTasksComeInTheOrderOfTheirTimesWithTheirNodes() {
        assertThat(read(reader()))
                .containsExactly(
                        "identity.1@cfa2-3  2026-11-30T06:10:13.585703208Z  started",
                        "edge.0@cfa2  2026-11-30T06:10:13.838790803Z  [WARNING]  (12) : is UP",
                        "identity.2@cfa2-2  2026-11-30T06:10:20.765816075Z  {\"a\":\"b | c\"}",
                        "identity.2@cfa2-2  2026-11-30T06:10:20.765816076Z  ");
    }

    @Test
    void onlyTheNamedServicesAreAskedAndFromTheGivenTime() throws IOException {
        assertThat(read(reader("edge"))).hasSize(1);
        assertThat(temp.resolve("asked"))
                .hasContent("stack services --format {{.Name}} cfa\n"
                        + "service logs --timestamps --no-trunc --no-task-ids --since 10m cfa_edge");
    }

    @Test
    void aNodeThatIsAwayIsNamedAndWhatTheOthersPrintedIsShown() throws IOException {
        Files.writeString(
                temp.resolve("cfa_identity.error"),
                "error from daemon in stream: Error grabbing logs: rpc error: code = Unknown desc = warning: incomplete log"
                        + " stream. some logs could not be retrieved for the following reasons: node o1ue is not available\n");
        List<String> lines = new ArrayList<>();

        List<UnreadableLog> unread = reader().read(line -> lines.add(line.container()));

        assertThat(lines).contains("identity.1@cfa2-3", "identity.2@cfa2-2", "edge.0@cfa2");
        assertThat(unread)
                .extracting(UnreadableLog::describe)
                .containsExactly(
                        "identity: what is shown of its log is not all: Error grabbing logs: rpc error: code = Unknown"
                                + " desc = warning: incomplete log stream. some logs could not be retrieved for the following reasons:"
                                + " node o1ue is not available. Next: see with `docker node ls` at a manager which node is away;"
                                + " `docker logs` on that node has the rest");
    }
}
