package io.cfa.maven.host.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line is added to the log in a swarm once, by a real shell with a docker that keeps one config and refuses as one did. */
class SwarmReleaseLogTest {

    @TempDir
    Path temp;

    private LocalShell manager;

    @BeforeEach
    void aManager() throws IOException {
        manager = new LocalShell(temp.resolve("bin"))
                .program("sleep", "exit 0")
                .program(
                        "docker",
                        """
                        cd %s; echo "$1 $2" >>asked
                        [ $(grep -c 'config create' asked) -gt $(cat refusals) ] || { echo 'rpc error: node lost leader status' >&2; exit 1; }
                        case "$1 $2" in
                          'config create') [ ! -e config ] || { echo AlreadyExists >&2; exit 1; }; cat >config ;;
                          'config inspect') [ -e config ] || exit 1; printf '"%%s"\\n' "$(base64 <config | tr -d '\\n')" ;;
                        esac
                        """
                                .formatted(temp));
        Files.writeString(temp.resolve("refusals"), "0");
    }

    private Result append(String revision) {
        SwarmReleaseLog log = new SwarmReleaseLog("cfa", new TreeMap<>(), new TreeMap<>(), Optional.<String>empty());
        return manager.run(log.append(
                new Release(
                        Release.ROLLOUT,
                        revision,
                        new TreeMap<>(),
                        new TreeMap<>(),
                        "anna",
                        Optional.empty(),
                        Instant.parse("2026-11-24T08:00:00Z"),
                        Duration.ofSeconds(48),
                        Release.Outcome.VERIFIED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                Optional.empty(),
                Map.of()));
    }

    @Test
    void managersThatChooseALeaderAreToldAgain() throws IOException {
        Files.writeString(temp.resolve("refusals"), "4");
        assertThat(append("1111bbbb").succeeded()).isTrue();
        assertThat(temp.resolve("config")).content().contains("\"revision\":\"1111bbbb\"");
    }

    @Test
    void managersThatHaveNoLeaderForHalfAMinuteAreAFailure() throws IOException {
        Files.writeString(temp.resolve("refusals"), "5");
        assertThat(append("1111bbbb").succeeded()).isFalse();
    }

    @Test
    void runTwiceItIsOneLine() throws IOException {
        assertThat(append("1111bbbb").succeeded()).isTrue();
        assertThat(append("1111bbbb").succeeded()).isTrue();
        assertThat(Files.readAllLines(temp.resolve("asked")))
                .containsExactly("config create", "config create", "config inspect");
    }

    @Test
    void aLineOfSomebodyElseIsAFailureAtOnce() throws IOException {
        append("0000aaaa");
        assertThat(append("1111bbbb").succeeded()).isFalse();
        assertThat(Files.readAllLines(temp.resolve("asked"))).hasSize(3);
    }

    @Test
    void aLogThatTheManagersDoNotGiveIsNotAnEmptyOne() {
        assertThatThrownBy(() -> SwarmReleaseLog.parse("cfa", new Result(1, "", "The swarm does not have a leader.\n")))
                .isInstanceOf(RolloutException.class)
                .hasMessage(
                        "the release log of the stack cfa cannot be read: The swarm does not have a leader. Next: see with `docker node ls` at a"
                                + " manager whether most of them are there, then run the goal again");
    }
}
