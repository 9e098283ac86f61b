package io.cfa.maven.verify.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.ContainerLogs;
import io.cfa.maven.docker.LogLine;
import io.cfa.maven.docker.UnreadableLog;
import io.cfa.maven.remote.LocalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command for all logs, run by a real shell with a docker that answers from files. */
class LogReaderTest {

    @TempDir
    Path temp;

    private LocalShell host;

    @BeforeEach
    void aHostWithTwoContainersAndOneOfARun() throws IOException {
        host = new LocalShell(temp.resolve("bin"));
        docker("cat " + temp + "/$5");
        print("c1", "2026-11-24T00:00:01.500000000Z boot", "2026-11-24T00:00:03.000000000Z ready | yes");
        print("c2", "2026-11-24T00:00:02.000000001Z listening", "2026-11-24T00:00:02.000000002Z ");
    }

    private void docker(String logs) throws IOException {
        host.program(
                "docker",
                "echo \"$*\" >>" + temp
                        + "/asked\n[ \"$1\" != ps ] || { echo 'c1 identity 1 False'; echo 'c2 postgres 1 False';"
                        + " echo 'c3 identity 1 True'; exit; }\n" + logs);
    }

    private void print(String id, String... lines) throws IOException {
        Files.writeString(temp.resolve(id), String.join("\n", lines) + "\n");
    }

    private List<String> read(LogReader reader) {
        List<String> lines = new ArrayList<>();
        reader.read(line -> lines.add(line.describe(10)));
        return lines;
    }

    @Test
    void linesOfAllServicesComeInTheOrderOfTheirTimes() {
        assertThat(read(new LogReader(host, "cfa", from -> ContainerLogs.of("cfa", List.of(), from), "10m")))
                .containsExactly(
                        "identity-1  2026-11-24T00:00:01.500Z  boot",
                        "postgres-1  2026-11-24T00:00:02.000000001Z  listening",
                        "postgres-1  2026-11-24T00:00:02.000000002Z  ",
                        "identity-1  2026-11-24T00:00:03Z  ready | yes");
        assertThat(temp.resolve("asked")).content().contains("--filter label=com.docker.compose.project=cfa --format");
    }

    @Test
    void ofServicesThatAreNamedAloneIsRead() {
        assertThat(read(new LogReader(host, "cfa", from -> ContainerLogs.of("cfa", List.of("postgres"), from), "3h")))
                .hasSize(2);
        assertThat(temp.resolve("asked")).content().endsWith("\nlogs --timestamps --since 3h c2\n");
    }

    @Test
    void followingShowsEachLineOnceAndLosesNoneThatComesLate() throws IOException {
        LogReader reader = new LogReader(host, "cfa", from -> ContainerLogs.of("cfa", List.of(), from), "10m");
        read(reader);
        print("c2", "2026-11-24T00:00:02.000000001Z listening", "2026-11-24T00:00:02.900000000Z late");
        assertThat(read(reader)).containsExactly("postgres-1  2026-11-24T00:00:02.900Z  late");
        assertThat(temp.resolve("asked")).content().contains("logs --timestamps --since 2026-11-24T00:00:01Z c2");
        print("c1", "2026-11-24T00:00:03.000000000Z ready | yes", "2026-11-24T00:00:04.000000000Z bye");
        assertThat(read(reader)).containsExactly("identity-1  2026-11-24T00:00:04Z  bye");
        assertThat(read(reader)).isEmpty();
    }

    @Test
    void aLogThatCannotBeReadIsNamedAndTheOthersAreShown() throws IOException {
        docker(
                "[ \"$1\" != inspect ] || { echo journald; exit; }\n[ \"$5\" != c2 ] || { echo 'Error response from daemon: configured logging"
                        + " driver does not support reading' >&2; exit 1; }\ncat " + temp + "/$5");
        List<LogLine> lines = new ArrayList<>();
        List<UnreadableLog> unread =
                new LogReader(host, "cfa", from -> ContainerLogs.of("cfa", List.of(), from), "10m").read(lines::add);
        assertThat(lines).extracting(LogLine::container).containsExactly("identity-1", "identity-1");
        assertThat(unread)
                .containsExactly(new UnreadableLog(
                        "cfa", "postgres-1", "journald", "configured logging driver does not support reading"));
        assertThat(unread.get(0).describe())
                .contains("Next: read it there with `journalctl CONTAINER_NAME=cfa-postgres-1`");
    }

    @Test
    void whereTheEngineDoesNotAnswerTheMessageSaysWhy() throws IOException {
        host.program("docker", "echo 'Cannot connect to the Docker daemon' >&2; exit 1");
        assertThatThrownBy(() -> new LogReader(host, "cfa", from -> ContainerLogs.of("cfa", List.of(), from), "10m")
                        .read(line -> {}))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("exited with 1");
    }

    @Test
    void ofALogOfAnySizeOnlyTheLastMomentIsKept() throws IOException {
        docker(
                "awk 'BEGIN { for (i = 0; i < 30000; i++) printf \"2026-11-24T00:00:01.%09dZ a line of a container that prints as fast as it"
                        + " can, and never ends %d\\n\", i, i }'");
        AtomicLong count = new AtomicLong();
        new LogReader(host, "cfa", from -> ContainerLogs.of("cfa", List.of(), from), "10m")
                .read(line -> count.incrementAndGet());
        assertThat(count).hasValue(60_000);
    }
}
