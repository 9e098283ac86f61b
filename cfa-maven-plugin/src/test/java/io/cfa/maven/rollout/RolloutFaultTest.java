package io.cfa.maven.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cfa.maven.Sampling;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RealSleeper;
import io.cfa.maven.host.lock.DeployLock;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.model.Digest;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.rollout.execute.Rollout;
import io.cfa.maven.rollout.plan.RolloutRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** At every command of a rollout in turn, something happens; a real shell, a real lock and real files say what that leaves. */
@Timeout(1200)
class RolloutFaultTest {

    private static final Map<String, Digest> OLD = EngineHost.images('a');
    private static final Map<String, Digest> NEW = EngineHost.images('b');

    /** New containers of two services start beside the old ones; the third is replaced as a whole. */
    private static final String SOME_BESIDE =
            Releases.BESIDE.replaceFirst("(registry:\\$\\{TAG}\n)    mem_limit: 384m\n", "$1");

    @TempDir
    static Path temp;

    private static EngineHost old;
    private static int commandsOfARollout;

    /** What all tests begin with is made once, and copied. */
    @BeforeAll
    static void aHostThatRunsOldAndHowManyCommandsARolloutTakes() {
        old = new EngineHost(temp.resolve("old"), SOME_BESIDE);
        RolloutRequest request = old.push('a');
        new Rollout(HostContext.of(old.shell(), new FakeSleeper(), line -> {}))
                .run(request, EngineHost.verification(request));
        EngineHost host = runningOld("whole");
        FaultyHost undisturbed = new FaultyHost(host.shell(), 0, FaultyHost.Fault.NONE);
        roll(undisturbed, host, new ArrayList<>());
        commandsOfARollout = undisturbed.commands().size();
        assertThat(undisturbed.commands().stream().map(Object::toString))
                .as("both ways of replacing are among them")
                .anyMatch(line -> line.endsWith("--scale identity=2 identity"))
                .anyMatch(line -> line.endsWith("docker compose up --detach --pull never registry"));
        assertThat(commandsOfARollout).isBetween(12, 26);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS", "HANGS"})
    void aStepThatDoesNotSucceedLeavesOldOrNewAndASecondRunFinishes(FaultyHost.Fault fault) {
        for (int at : Sampling.of(commandsOfARollout, 12, fault.toString())) {
            EngineHost host = runningOld(fault + "-at" + at);
            FaultyHost faulty = new FaultyHost(host.shell(), at, fault);
            List<String> said = new ArrayList<>();
            Throwable failure = catchThrowable(() -> roll(faulty, host, said));
            String step = fault + " at " + at + ": " + faulty.commands().get(at - 1);
            assertThat(host.running()).as(step).isIn(OLD, NEW);
            if (failure != null) {
                assertThat(failure.getMessage())
                        .as(step)
                        .contains("h: ")
                        .contains("Next: ")
                        .contains(fault == FaultyHost.Fault.FAILS ? "it failed" : "did not end");
                assertThat(failure.toString()).as(step).doesNotContain("hunter2");
            }
            assertThat(said).as(step).noneMatch(line -> line.contains("hunter2"));
            nothingIsLeft(host, step);
            roll(host.shell(), host, said);
            assertThat(host.running()).as(step).isEqualTo(NEW);
            assertThat(host.crowded()).as(step).isEmpty();
            assertThat(host.names()).as(step).contains("cfa-identity-1", "cfa-registry-1", "cfa-api-gateway-1");
            assertThat(host.log().lastVerified().orElseThrow().images())
                    .as(step)
                    .isEqualTo(NEW);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT_BEFORE", "CUT_AFTER"})
    void aLostConnectionIsMadeAgainAndTheRolloutGoesOn(FaultyHost.Fault fault) {
        for (int at : Sampling.of(commandsOfARollout, 12, fault.toString())) {
            if (at == 1) {
                // there is no lock yet that the rollout could find again
                continue;
            }
            EngineHost host = runningOld(fault + "-at" + at);
            FaultyHost faulty = new FaultyHost(host.shell(), at, fault);
            List<String> said = new ArrayList<>();
            roll(faulty, host, said);
            String step = fault + " at " + at + ": " + faulty.commands().get(at - 1);
            assertThat(said).as(step).contains("connected to h again, and nobody else was there");
            assertThat(host.running()).as(step).isEqualTo(NEW);
            assertThat(host.crowded()).as(step).isEmpty();
            assertThat(host.log().attempts()).as(step).hasSize(2);
            nothingIsLeft(host, step);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "KILLED")
    void aRolloutThatIsKilledBlocksNobodyAndASecondRunFinishes(FaultyHost.Fault fault) {
        for (int at : Sampling.of(commandsOfARollout, 12, fault.toString())) {
            EngineHost host = runningOld(fault + "-at" + at);
            FaultyHost faulty = new FaultyHost(host.shell(), at, fault);
            List<String> said = new ArrayList<>();
            assertThat(catchThrowable(() -> roll(faulty, host, said))).isInstanceOf(FaultyHost.Killed.class);
            String step = fault + " at " + at + ": " + faulty.commands().get(at - 1);
            nothingIsLeft(host, step);
            roll(host.shell(), host, said);
            assertThat(host.running()).as(step).isEqualTo(NEW);
            assertThat(host.crowded()).as(step).isEmpty();
        }
    }

    private static EngineHost runningOld(String name) {
        EngineHost host = old.copy(temp.resolve(name));
        assertThat(host.running()).isEqualTo(OLD);
        return host;
    }

    private static void roll(RemoteHost remote, EngineHost host, List<String> said) {
        RolloutRequest request = host.push('b');
        new Rollout(HostContext.of(remote, new FakeSleeper(), said::add))
                .run(request, EngineHost.verification(request));
    }

    /** The holder of the lock needs a moment to notice that nobody talks to it any more. */
    private static void nothingIsLeft(EngineHost host, String step) {
        LockOwner me = new LockOwner("next", "a test", "anna", "here", Instant.EPOCH);
        for (int i = 0; i < 6_000 && host.holdsCredential(); i++) {
            pause();
        }
        assertThat(host.holdsCredential()).as(step).isFalse();
        DeployLock.take(
                        HostContext.of(host.shell(), new RealSleeper(), line -> {}),
                        host.directory().toString(),
                        me,
                        Duration.ofMinutes(2))
                .close();
        assertThat(Files.exists(host.directory().resolve(".cfa/lock.holder")))
                .as(step)
                .isFalse();
    }

    private static void pause() {
        new RealSleeper().pause(Duration.ofMillis(20));
    }
}
