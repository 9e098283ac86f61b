package io.cfa.maven.host.lock;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.remote.LocalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lock of a stack, held by a real shell with a docker that keeps one config in a directory. */
@Timeout(120)
class SwarmLockTest {

    @TempDir
    Path temp;

    private final List<String> progress = new ArrayList<>();
    private LocalShell manager;

    @BeforeEach
    void aManager() throws IOException {
        manager = new LocalShell(temp.resolve("bin"))
                .program("sleep", "exec /bin/sleep 0.1")
                .program(
                        "docker",
                        """
                        cd %s
                        [ ! -e away ] || { echo 'The swarm does not have a leader.' >&2; exit 1; }
                        case "$1 $2" in
                          'config create') [ ! -e lock ] || exit 1
                            for word; do case $word in io.cfa.node=*) echo "${word#*=}" >node ;; esac; done; cat >lock; echo id1 ;;
                          'config rm') [ "$3" = id1 ] && rm lock ;;
                          'config ls') [ ! -e lock ] || echo id1; : >looked ;;
                          'config inspect') [ -e lock ] || exit 1; printf 'id1 %%s "%%s"\\n' "$(cat node)" "$(base64 <lock | tr -d '\\n')" ;;
                          'node inspect') cat state ;;
                        esac
                        """
                                .formatted(temp));
        Files.writeString(temp.resolve("state"), "ready\n");
    }

    private SwarmLock take(String id, String node) {
        return SwarmLock.take(
                HostContext.of(manager, new FakeSleeper(), progress::add),
                "cfa",
                new LockOwner(id, "cfa:rollout of 1a2b3c4d", id, "by hand", Instant.parse("2026-11-24T08:00:00Z")),
                node,
                Duration.ofSeconds(5));
    }

    @Test
    void whoHoldsItIsToldToOneWhoComesByAnotherManager() {
        SwarmLock lock = take("anna", "one");
        assertThatThrownBy(() -> take("boris", "two"))
                .isInstanceOf(RolloutException.class)
                .hasMessageStartingWith(
                        "the stack is locked by cfa:rollout of 1a2b3c4d by anna (by hand), since 2026-11-24T08:00:00Z, at another manager; waited 5 s");
        assertThat(progress).hasSize(1).first().asString().startsWith("waiting up to 5 s for the stack, locked by ");
        lock.close();
        assertThat(temp.resolve("lock")).doesNotExist();
        take("boris", "two").close();
    }

    @Test
    void aHolderWhoseManagerIsGoneHoldsNothing() throws IOException {
        SwarmLock gone = take("anna", "one");
        Files.writeString(temp.resolve("state"), "down\n");
        take("boris", "two").close();
        assertThat(temp.resolve("lock")).doesNotExist();
        gone.close();
        // it finds that its own is gone, and ends
        await().atMost(ofMinutes(1)).until(() -> Files.exists(temp.resolve("looked")));
    }

    @Test
    void whereTheManagersAreAwayAtTheEndItIsRemovedWhenTheyAreBack() throws IOException {
        SwarmLock lock = take("anna", "one");
        Files.createFile(temp.resolve("away"));
        lock.close();
        assertThat(temp.resolve("lock")).as("nobody can remove it now").exists();
        Files.delete(temp.resolve("away"));
        await().atMost(ofMinutes(1)).until(() -> Files.notExists(temp.resolve("lock")));
    }

    @Test
    void aManagerThatMakesNoLockSaysWhatItsDockerSaid() throws IOException {
        Files.createFile(temp.resolve("away"));
        assertThatThrownBy(() -> take("anna", "one"))
                .hasMessage(
                        "this machine: the lock of the stack could not be taken: The swarm does not have a leader. Nothing was changed. Next: see with"
                                + " `docker node ls` there whether the managers agree");
    }
}
