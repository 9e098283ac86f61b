package io.cfa.maven.rollout.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.model.Digest;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.EngineHost;
import io.cfa.maven.rollout.Releases;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.rollout.rollback.Rollback;
import io.cfa.maven.rollout.rollback.RollbackRequest;
import io.cfa.maven.rollout.rollback.SchemaPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** New containers beside old ones, by a real shell: what the commands find and do, and what is left where that fails. */
@Timeout(300)
class StartFirstTest {

    private static EngineHost afterA;

    @TempDir
    Path temp;

    private final List<String> said = new ArrayList<>();
    private EngineHost host;

    @BeforeAll
    static void aHostThatRunsReleaseA(@TempDir Path root) {
        afterA = new EngineHost(root, Releases.BESIDE);
        RolloutRequest request = afterA.push('a');
        new Rollout(HostContext.of(afterA.shell(), new FakeSleeper(), line -> {}))
                .run(request, EngineHost.verification(request));
    }

    @BeforeEach
    void releaseARuns() {
        host = afterA.copy(temp.resolve("a"));
    }

    @Test
    void newOnesStartTwoAtATimeTheOldOnesStopAndTheNewHaveTheirNames() {
        assertThat(roll(host.push('b')).hasPassed()).isTrue();
        assertThat(said)
                .containsSubsequence(
                        "4/9 start the new identity, registry beside the old: 0.0 s",
                        "5/9 wait until the new identity, registry are ready: 0.0 s",
                        "6/9 start the new api-gateway beside the old: 0.0 s",
                        "7/9 stop the old identity, registry: 0.0 s",
                        "8/9 wait until the new api-gateway is ready: 0.0 s",
                        "9/9 stop the old api-gateway: 0.0 s");
        assertThat(host.ups())
                .endsWith("up identity registry beside identity registry\nup api-gateway beside api-gateway\n");
        assertThat(host.stops()).isEqualTo("stop identity registry\nstop api-gateway\n");
        isAlone('b');
        assertThat(roll(host.push('c')).hasPassed()).as("and again").isTrue();
        isAlone('c');
    }

    @Test
    void oneThatRestartsForEverIsToldOfAndGoneAndNoOldOneWasTouched() {
        RolloutRequest request = host.push('b');
        host.crash(of('b', "registry"));
        assertThatThrownBy(() -> roll(request))
                .isInstanceOf(RolloutException.class)
                .isNotInstanceOf(FailedRolloutException.class)
                .hasMessageMatching(
                        "could not wait until the new identity, registry are ready: registry: the new container cfa-registry-2 is restarting, exit code 1,"
                                + " restarted 0 times, healthy\n  its health check ended with 1 not yet\n  \\| last words of registry-[0-9]+\n"
                                + "Their new containers were removed, and the old ones, which were not touched, go on. Next: mend what is said of the new"
                                + " ones, then run the goal again");
        isUntouched();
    }

    @Test
    void oneThatDoesNotGetReadyIsWaitedForAsLongAsAStartMayTake() {
        RolloutRequest request = withStartLimit(host.push('b'), Duration.ofSeconds(1));
        host.neverReady(of('b', "registry"));
        assertThatThrownBy(() -> roll(request))
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining("registry: the new container cfa-registry-2 is running, exit code 1, restarted 0"
                        + " times, starting\n  its health check ended with 1 not yet\n  | last words of registry-");
        isUntouched();
    }

    @Test
    void whatComposeBeganBesideAndDidNotBringToItsEndIsGone() {
        RolloutRequest request = host.push('b');
        host.failBeside();
        assertThatThrownBy(() -> roll(request))
                .isInstanceOf(RolloutException.class)
                .isNotInstanceOf(FailedRolloutException.class)
                .hasMessageContaining("could not start the new identity, registry beside the old: ")
                .hasMessageContaining("no space left on device");
        isUntouched();
    }

    @Test
    void whereOneOfTheLastDoesNotStartThoseBeforeItGoBackToo() {
        RolloutRequest request = host.push('b');
        host.crash(of('b', "api-gateway"));
        assertThatThrownBy(() -> roll(request))
                .isInstanceOf(FailedRolloutException.class)
                .hasMessageContaining("\nThese services have a new container: identity, registry.\n")
                .hasMessageEndingWith(
                        "The host was rolled back to aaaaaaaa, which runs and was verified. Next: mend what failed, then roll out again");
        assertThat(host.ups())
                .as("the gateway of the release before was never stopped")
                .endsWith(
                        "up identity registry beside identity registry\nup api-gateway beside api-gateway\nup identity registry beside identity registry\nup api-gateway\n");
        isAlone('a');
        assertThat(host.log().last(1).get(0).outcome()).isEqualTo(Release.Outcome.ROLLED_BACK);
    }

    @Test
    void ofTwoThatWereLeftOneIsKeptAndTheNextRolloutSucceeds() {
        host.leaveBeside("identity", of('a', "identity"));
        roll(host.push('b'));
        assertThat(said).contains("4/10 stop and remove cfa-identity-2, as cfa-identity-1 is kept: 0.0 s");
        isAlone('b');
    }

    @Test
    void aRollbackStartsTheOldReleaseBesideTheNewAndNeedsNoRegistry() {
        roll(host.push('b'));
        host.registryDown();
        RolloutRequest request = host.request('b');
        new Rollback(HostContext.of(host.shell(), new FakeSleeper(), said::add))
                .run(
                        new RollbackRequest(
                                Optional.empty(),
                                false,
                                SchemaPolicy.ACCEPT,
                                request.stack(),
                                request.compose(),
                                request.project(),
                                request.around()),
                        EngineHost.verification(request));
        assertThat(said).contains("3/8 start the new identity, registry beside the old: 0.0 s");
        isAlone('a');
    }

    private void isUntouched() {
        assertThat(host.running()).isEqualTo(EngineHost.images('a'));
        assertThat(host.crowded()).isEmpty();
        assertThat(host.tagged()).isEqualTo(EngineHost.images('a'));
        assertThat(host.log().last(1).get(0).outcome()).isEqualTo(Release.Outcome.ABORTED);
        assertThat(host.hasStopped()).isFalse();
    }

    private void isAlone(char release) {
        assertThat(host.running()).isEqualTo(EngineHost.images(release));
        assertThat(host.crowded()).isEmpty();
    }

    private static RolloutRequest withStartLimit(RolloutRequest request, Duration limit) {
        return new RolloutRequest(
                request.revision(),
                request.stack(),
                request.compose(),
                new ComposeProject(
                        request.project().directory(),
                        request.project().environment(),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1),
                        limit),
                request.expected(),
                request.login(),
                request.around());
    }

    private Report roll(RolloutRequest request) {
        return new Rollout(HostContext.of(host.shell(), new FakeSleeper(), said::add))
                .run(request, EngineHost.verification(request));
    }

    private static Digest of(char release, String service) {
        return EngineHost.images(release).get(service);
    }
}
