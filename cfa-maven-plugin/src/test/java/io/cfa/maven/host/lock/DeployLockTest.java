package io.cfa.maven.host.lock;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RealSleeper;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.rollout.FaultyHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class DeployLockTest {

    private static final Instant SINCE = Instant.parse("2026-11-24T08:00:00Z");

    @TempDir
    Path temp;

    private final List<String> progress = new ArrayList<>();
    private LocalShell host;

    @BeforeEach
    void aHost() throws IOException {
        host = new LocalShell(Files.createDirectories(temp.resolve("bin")));
    }

    private static LockOwner owner(String id) {
        return new LockOwner(id, "cfa:rollout of 1a2b3c4d", id, "https://gitlab.example.com/jobs/7", SINCE);
    }

    private DeployLock take(RemoteHost remote, String id, Duration wait, Sleeper sleeper) {
        return DeployLock.take(HostContext.of(remote, sleeper, progress::add), temp.toString(), owner(id), wait);
    }

    @Test
    void whoeverWaitsIsToldByWhomAtOnceAndEveryHalfMinuteAndInTheEnd() {
        try (DeployLock lock = take(host, "anna", Duration.ZERO, new FakeSleeper())) {
            assertThat(lock.waited()).isFalse();
            assertThatThrownBy(() -> take(host, "boris", Duration.ofSeconds(70), new FakeSleeper()))
                    .isInstanceOf(RolloutException.class)
                    .hasMessage(
                            "this machine is locked by cfa:rollout of 1a2b3c4d by anna (https://gitlab.example.com/jobs/7), since"
                                    + " 2026-11-24T08:00:00Z; waited 70 s, nothing was changed. Next: wait for it or cancel it, then run the goal"
                                    + " again; a lock ends with its holder");
        }
        String owner =
                " s for this machine, locked by cfa:rollout of 1a2b3c4d by anna (https://gitlab.example.com/jobs/7), since"
                        + " 2026-11-24T08:00:00Z";
        assertThat(progress)
                .containsExactly("waiting up to 70" + owner, "waiting up to 40" + owner, "waiting up to 10" + owner);
        take(host, "boris", Duration.ZERO, new FakeSleeper()).close();
    }

    @Test
    void whereTheLogCannotBeWrittenNothingBegins() throws IOException {
        Files.createDirectories(temp.resolve(".cfa/releases.jsonl"));
        assertThatThrownBy(() -> take(host, "anna", Duration.ZERO, new FakeSleeper()))
                .isInstanceOf(RolloutException.class)
                .hasMessage("this machine:" + temp
                        + "/.cfa/releases.jsonl cannot be written. Next: give the user the directory,"
                        + " as root: install -d -o USER " + temp + " " + temp + "/.cfa && chown -R USER " + temp
                        + "/.cfa, and check that its disk is neither full nor read-only");
    }

    @Test
    void whoMayNotWriteThereIsToldWhenItIsAsked() {
        Command question = DeployLock.question(temp.resolve("nowhere").toString());
        assertThat(DeployLock.isDenied(host.run(question).output())).isTrue();
        assertThat(host.run(DeployLock.question(temp.toString())).output()).isEmpty();
    }

    @Test
    void whoeverWaitsGetsItNext() throws Exception {
        DeployLock first = take(host, "anna", Duration.ZERO, new FakeSleeper());
        CompletableFuture<DeployLock> second =
                CompletableFuture.supplyAsync(() -> take(host, "boris", Duration.ofMinutes(2), new RealSleeper()));
        await().atMost(ofMinutes(1)).until(() -> !progress.isEmpty());
        first.close();
        try (DeployLock lock = second.join()) {
            assertThat(lock.waited()).isTrue();
        }
    }

    @Test
    void whoLetsItGoInGoodOrderWhileAnotherAsksForItIsNotTakenForOneWhoWasCutOff() throws Exception {
        DeployLock first = take(host, "anna", Duration.ZERO, new FakeSleeper());
        Path asking = temp.resolve("asking");
        Path free = temp.resolve("free");
        host.program(
                "flock",
                "[ -e " + asking + " ] || { echo > " + asking + "; until [ -e " + free + " ]; do sleep 0.1; done; };"
                        + " PATH=${PATH#*:} exec flock \"$@\"");
        CompletableFuture<DeployLock> second =
                CompletableFuture.supplyAsync(() -> take(host, "boris", Duration.ZERO, new FakeSleeper()));
        await().atMost(ofMinutes(1)).until(() -> Files.exists(asking));
        first.close();
        Files.createFile(free);
        try (DeployLock lock = second.join()) {
            assertThat(lock.waited()).isFalse();
            assertThat(lock.before().id()).isEmpty();
        }
    }

    @Test
    void whoAsksAtThatMomentWhetherItIsHeldKeepsItFromNobody() throws IOException {
        Path asked = temp.resolve("asked");
        host.program(
                "flock",
                "[ -e " + asked + " ] || { echo > " + asked + "; exit 1; }; PATH=${PATH#*:} exec flock \"$@\"");
        try (DeployLock lock = take(host, "anna", Duration.ZERO, new FakeSleeper())) {
            assertThat(lock.waited()).isFalse();
        }
        assertThat(asked).exists();
    }

    @Test
    void aHolderThatIsGoneBlocksNobodyAndLeavesNoCredential() throws IOException {
        FaultyHost faulty = new FaultyHost(host, 0, FaultyHost.Fault.NONE);
        take(faulty, "anna", Duration.ZERO, new FakeSleeper());
        Files.createDirectories(temp.resolve(".cfa/login"));
        faulty.close();
        take(host, "boris", Duration.ofMinutes(2), new RealSleeper()).close();
        assertThat(temp.resolve(".cfa/login")).doesNotExist();
    }

    @Test
    void aHolderWhoseCommandStillRunsOnTheHostIsWaitedFor() throws Exception {
        FaultyHost faulty = new FaultyHost(host, 0, FaultyHost.Fault.NONE);
        take(faulty, "anna", Duration.ZERO, new FakeSleeper());
        Path sign = temp.resolve("sign");
        Path go = temp.resolve("go");
        Command command = HostCommandLock.of(
                temp.toString(),
                Command.of("sh", "-c", "echo > " + sign + "; until [ -e " + go + " ]; do sleep 0.1; done; rm " + sign));
        CompletableFuture<?> orphan = CompletableFuture.supplyAsync(() -> host.run(command));
        await().atMost(ofMinutes(1)).until(() -> Files.exists(sign));
        faulty.close();
        Command free = Command.of("flock", "-n", temp.resolve(".cfa/lock").toString(), "true");
        await().atMost(ofMinutes(1)).until(() -> host.run(free).succeeded());
        CompletableFuture<DeployLock> second =
                CompletableFuture.supplyAsync(() -> take(host, "boris", Duration.ofMinutes(2), new RealSleeper()));
        await().atMost(ofMinutes(1)).until(() -> !progress.isEmpty());
        Files.createFile(go);
        try (DeployLock lock = second.join()) {
            assertThat(sign).doesNotExist();
            assertThat(lock.waited()).isTrue();
        }
        assertThat(progress.get(progress.size() - 1))
                .contains("locked by a command that still runs there, of cfa:rollout");
        orphan.join();
    }

    @Test
    void afterALostConnectionItIsTakenAgainIfNobodyElseWasThere() {
        FaultyHost faulty = new FaultyHost(host, 0, FaultyHost.Fault.NONE);
        DeployLock lock = take(faulty, "anna", Duration.ZERO, new RealSleeper());
        lock.hold();
        faulty.close();
        lock.hold();
        assertThat(progress).last().isEqualTo("connected to h again, and nobody else was there");
        assertThatThrownBy(() -> take(host, "boris", Duration.ZERO, new FakeSleeper()))
                .hasMessageContaining("by anna");
        lock.close();
    }

    @Test
    void afterALostConnectionItIsGivenUpIfSomebodyElseWasThere() {
        FaultyHost faulty = new FaultyHost(host, 0, FaultyHost.Fault.NONE);
        DeployLock lock = take(faulty, "anna", Duration.ZERO, new RealSleeper());
        faulty.close();
        take(host, "boris", Duration.ofMinutes(2), new RealSleeper()).close();
        assertThatThrownBy(lock::hold)
                .isInstanceOf(LostLockException.class)
                .hasMessage(
                        "h: the connection was lost for a while, and somebody else rolled out meanwhile; nothing more was done. Next: see"
                                + " with cfa:status what runs there, then run the goal again");
        take(host, "clara", Duration.ofMinutes(2), new RealSleeper()).close();
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsSaid() throws IOException {
        Files.createFile(temp.resolve(".cfa"));
        assertThatThrownBy(() -> take(host, "anna", Duration.ZERO, new FakeSleeper()))
                .hasMessage("this machine:" + temp
                        + "/.cfa cannot be written. Next: give the user the directory, as root: install -d -o USER "
                        + temp + " " + temp + "/.cfa && chown -R USER " + temp
                        + "/.cfa, and check that its disk is neither full nor read-only");
    }

    @Test
    void aHostWithoutBashIsSaid() throws IOException {
        host.program("bash", "echo 'sh: bash: not found' >&2; exit 127");
        assertThatThrownBy(() -> take(host, "anna", Duration.ZERO, new FakeSleeper()))
                .hasMessage(
                        "this machine: the lock could not be taken: bash exited with 127 sh: bash: not found. Next: check that the host has"
                                + " bash");
    }

    @Test
    void aCommandThatGoesToItsEndDoesSoWhenNobodyHearsItAnyMore() throws Exception {
        Path sign = temp.resolve("sign");
        host.run(Command.of("mkdir", "-p", temp + "/.cfa"));
        Command loud = Command.of("sh", "-c", "echo said; sleep 0.3; echo said; echo > " + sign + "; exit 3");
        Command toItsEnd = HostCommandLock.toItsEnd(temp.toString(), loud);
        // `true` closes its end of the pipe at once
        assertThat(host.run(Command.of("bash", "-c", "{ " + toItsEnd.line() + " ; } 2>&1 | true"))
                        .succeeded())
                .isTrue();
        await().atMost(ofMinutes(1)).until(() -> Files.exists(sign));
        var result = host.run(toItsEnd);
        assertThat(result.exitStatus()).isEqualTo(3);
        assertThat(result.error()).isEqualTo("said\nsaid\n");
    }

    @Test
    void aCommandThatHangsIsEndedOnTheHost() {
        Command hanging = Command.of("sleep", "60").within(Duration.ofSeconds(1));
        host.run(Command.of("mkdir", "-p", temp + "/.cfa"));
        Command exclusive = HostCommandLock.of(temp.toString(), hanging);
        var result = host.run(exclusive);
        assertThat(HostCommandLock.overdue(exclusive, result))
                .contains("it did not end within 1 s, and was ended on the host. ");
        assertThat(HostCommandLock.overdue(hanging, result)).isEmpty();
        assertThat(host.run(Command.of("flock", "--nonblock", temp + "/.cfa/busy", "true"))
                        .succeeded())
                .isTrue();
    }
}
