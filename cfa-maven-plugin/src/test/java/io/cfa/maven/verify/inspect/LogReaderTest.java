package io.cfa.maven.verify.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.LogLine;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.ScriptedHost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogReaderTest {

    private static final String LOGS = "cd /srv/cfa && docker compose logs --no-color --timestamps --since ";
    private static final ComposeProject PROJECT = new ComposeProject("/srv/cfa", Map.of());

    @Test
    void linesOfAllServicesComeInTheOrderOfTheirTimes() {
        ScriptedHost host = new ScriptedHost()
                .answers(
                        LOGS + "10m identity postgres",
                        "identity-1  | 2026-11-24T00:00:03Z three\npostgres-1  | 2026-11-24T00:00:01Z one\n");
        LogReader reader = new LogReader(host, PROJECT, List.of("identity", "postgres"), "10m");
        assertThat(reader.next()).extracting(LogLine::text).containsExactly("one", "three");
    }

    @Test
    void followingShowsEachLineOnceAndLosesNoneThatComesLate() {
        ScriptedHost host = new ScriptedHost()
                .answers(LOGS + "10m", "a-1  | 2026-11-24T00:00:01Z old\na-1  | 2026-11-24T00:00:10Z one\n")
                .answers(
                        LOGS + "2026-11-24T00:00:08Z",
                        "a-1  | 2026-11-24T00:00:10Z one\nb-1  | 2026-11-24T00:00:09.5Z late\n")
                .answers(
                        LOGS + "2026-11-24T00:00:08Z",
                        "a-1  | 2026-11-24T00:00:10Z one\nb-1  | 2026-11-24T00:00:09.5Z late\na-1  | 2026-11-24T00:00:12Z two\n");
        LogReader reader = new LogReader(host, PROJECT, List.of(), "10m");
        assertThat(reader.next()).extracting(LogLine::text).containsExactly("old", "one");
        assertThat(reader.next()).extracting(LogLine::text).containsExactly("late");
        assertThat(reader.next()).extracting(LogLine::text).containsExactly("two");
    }

    @Test
    void whereComposeRefusesTheMessageSaysWhy() {
        ScriptedHost host = new ScriptedHost()
                .answers(LOGS + "10m", new Result(1, "", "no configuration file provided: not found\n"));
        assertThatThrownBy(() -> new LogReader(host, PROJECT, List.of(), "10m").next())
                .isInstanceOf(CommandFailedException.class)
                .hasMessageEndingWith("exited with 1:\n  no configuration file provided: not found");
    }
}
