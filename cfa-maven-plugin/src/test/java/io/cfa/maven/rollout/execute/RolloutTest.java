package io.cfa.maven.rollout.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RealSleeper;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.RolloutListener;
import io.cfa.maven.host.check.CheckResult;
import io.cfa.maven.host.check.ExpectedHost;
import io.cfa.maven.host.check.LockCheck;
import io.cfa.maven.host.lock.DeployLock;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.LayerLookup;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.TimedStep;
import io.cfa.maven.rollout.EngineHost;
import io.cfa.maven.rollout.FaultyHost;
import io.cfa.maven.rollout.Releases;
import io.cfa.maven.rollout.plan.Ancestry;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.rollout.rollback.Rollback;
import io.cfa.maven.rollout.rollback.RollbackRequest;
import io.cfa.maven.rollout.rollback.SchemaPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class RolloutTest {

    @TempDir
    Path temp;

    /** What the database's registry holds meanwhile. */
    private static final Digest NEWER = Digest.of("sha256:" + "e".repeat(64));

    private final List<String> said = new ArrayList<>();
    private EngineHost host;

    private static EngineHost afterA;

    /** What most tests begin with is made once, and copied. */
    @BeforeAll
    static void aHostThatRunsReleaseA(@TempDir Path root) {
        afterA = new EngineHost(root);
        RolloutRequest request = afterA.push('a');
        new Rollout(HostContext.of(afterA.shell(), new FakeSleeper(), line -> {}))
                .run(request, EngineHost.verification(request));
    }

    @BeforeEach
    void anEmptyHost() {
        host = new EngineHost(temp);
    }

    private void releaseARuns() {
        host = afterA.copy(temp.resolve("a"));
    }

    private Report roll(RolloutRequest request) {
        return new Rollout(HostContext.of(host.shell(), new FakeSleeper(), said::add))
                .run(request, EngineHost.verification(request));
    }

    private FailedRolloutException rollAndFail(RolloutRequest request, RolloutListener listener) {
        return catchThrowableOfType(FailedRolloutException.class, () -> roll(request, listener));
    }

    private Report roll(RolloutRequest request, RolloutListener listener) {
        return new Rollout(new HostContext(host.shell(), new FakeSleeper(), said::add, listener))
                .run(request, EngineHost.verification(request));
    }

    @Test
    void aRolloutSaysWhatChangesDoesItVerifiesAndRemembersIt() {
        assertThat(roll(host.push('a')).hasPassed()).isTrue();
        assertThat(said)
                .containsExactly(
                        "how much will be pulled is unknown of identity, registry, api-gateway",
                        "postgres     nothing → postgres:17-alpine",
                        "identity     nothing → sha256:aaaaaaaaaaaa (rev aaaaaaaa)",
                        "registry     nothing → sha256:aaaaaaaaaaaa (rev aaaaaaaa)",
                        "api-gateway  nothing → sha256:aaaaaaaaaaaa (rev aaaaaaaa)",
                        "1/6 pull identity, registry, api-gateway from 127.0.0.1:58095 as ci, and forget the login: 0.0 s",
                        "2/6 pull postgres, with the host's own registry login: 0.0 s",
                        "3/6 compare what was pulled with what was built: 0.0 s",
                        "4/6 keep the images by tags of our own: 0.0 s",
                        "5/6 replace or start postgres, identity, registry: 0.0 s",
                        "6/6 replace or start api-gateway: 0.0 s",
                        "watching for restarts for 20 s",
                        "1/1 write the release log: 0.0 s");
        assertThat(host.running()).isEqualTo(EngineHost.images('a'));
        assertThat(host.ups()).isEqualTo("up postgres identity registry\nup api-gateway\n");
        assertThat(host.log().attempts())
                .containsExactly(new Release(
                        "cfa:rollout",
                        "aaaaaaaa",
                        new TreeMap<>(EngineHost.images('a')),
                        new TreeMap<>(
                                Map.of("postgres", ImageReference.of("postgres:17-alpine@" + EngineHost.POSTGRES))),
                        "anna",
                        Optional.of("https://gitlab.example.com/jobs/a"),
                        Instant.parse("2026-11-24T00:00:00Z"),
                        Duration.ofSeconds(20),
                        Release.Outcome.VERIFIED,
                        Optional.empty(),
                        Optional.of(ObservedState.sha256(Releases.COMPOSE + Releases.ENV)),
                        Optional.empty()));
    }

    @Test
    void thePasswordIsOnStandardInputOfOneCommandAndNowhereElse() {
        FaultyHost recording = new FaultyHost(host.shell(), 0, FaultyHost.Fault.NONE);
        RolloutRequest request = host.push('a');
        new Rollout(HostContext.of(recording, new FakeSleeper(), said::add))
                .run(request, EngineHost.verification(request));
        assertThat(recording.commands().stream()
                        .filter(command -> command.input().equals(Optional.of(Secret.of("hunter2")))))
                .hasSize(1);
        assertThat(Stream.concat(recording.commands().stream().map(Command::line), said.stream()))
                .noneMatch(line -> line.contains("hunter2"));
        assertThat(new Rollout(HostContext.of(host.shell(), new FakeSleeper(), said::add))
                        .plan(host.push('b'))
                        .describe())
                .noneMatch(line -> line.contains("hunter2"))
                .anyMatch(line -> line.endsWith("<<< •••"));
        assertThat(request.toString()).doesNotContain("hunter2");
        assertThat(EngineHost.read(host.directory().resolve(".cfa/releases.jsonl")))
                .doesNotContain("hunter2");
    }

    @Test
    void aPlanThatIsOnlyMadeChangesNothing() throws IOException {
        releaseARuns();
        RolloutRequest request = host.push('b');
        Map<Path, String> before = files();
        Plan plan = new Rollout(HostContext.of(host.shell(), new FakeSleeper(), said::add)).plan(request);
        assertThat(plan.describe())
                .contains(
                        "identity     sha256:aaaaaaaaaaaa (rev rev-of-a) → sha256:bbbbbbbbbbbb (rev bbbbbbbb)",
                        "  1. see that the host still has the images of aaaaaaaa");
        assertThat(files()).isEqualTo(before);
    }

    private Map<Path, String> files() throws IOException {
        Map<Path, String> files = new HashMap<>();
        try (Stream<Path> tree = Files.walk(temp)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(host.programs())) {
                    files.put(file, Files.readString(file));
                }
            }
        }
        return files;
    }

    @Test
    void someoneElsesImageUnderTheTagStopsBeforeUpAndTheTagsNameWhatRunsAgain() {
        releaseARuns();
        RolloutRequest request = host.push('b');
        host.push('c');
        assertThatThrownBy(() -> roll(request))
                .isInstanceOf(RolloutException.class)
                .hasMessage(
                        "could not compare what was pulled with what was built: 127.0.0.1:58095/cfa/identity:dev is "
                                + of('c', "identity")
                                + ", but identity:bbbbbbbb was built as " + of('b', "identity")
                                + "\n  127.0.0.1:58095/cfa/registry:dev is "
                                + of('c', "registry") + ", but registry:bbbbbbbb was built as " + of('b', "registry")
                                + "\n  127.0.0.1:58095/cfa/api-gateway:dev is " + of('c', "api-gateway")
                                + ", but api-gateway:bbbbbbbb was built as "
                                + of('b', "api-gateway")
                                + "\n  Someone else moved the tag, or it was never moved. Next: run the whole pipeline of the commit that shall run\n"
                                + "No container was changed.");
        assertThat(host.running()).isEqualTo(EngineHost.images('a'));
        assertThat(host.tagged()).isEqualTo(EngineHost.images('a'));
        assertThat(host.log().last(1).get(0).outcome()).isEqualTo(Release.Outcome.ABORTED);
        assertThat(host.log().lastVerified().orElseThrow().revision()).isEqualTo("aaaaaaaa");
    }

    private static Digest of(char release, String service) {
        return EngineHost.images(release).get(service);
    }

    @Test
    void aReleaseThatIsNotInOrderIsShownFirstThenTheHostGoesBackWithoutARegistryAndThatIsVerifiedToo() {
        releaseARuns();
        RolloutRequest request = host.push('b');
        host.crash(of('b', "registry"));
        List<String> saidBeforeGoingBack = new ArrayList<>();
        FailedRolloutException failure = rollAndFail(request, (ToldOfFailure) report -> {
            saidBeforeGoingBack.addAll(report.lastLogs().get("cfa-registry-1"));
            host.registryDown();
        });
        assertThat(failure)
                .hasMessage(
                        "bbbbbbbb was rolled out, and is not in order.\nThe host was rolled back to aaaaaaaa, which runs and was verified. Next: mend what failed, then roll out again");
        assertThat(saidBeforeGoingBack).singleElement().asString().startsWith("last words of registry-");
        assertThat(failure.report().hasPassed()).isFalse();
        assertThat(failure.after().orElseThrow().hasPassed()).isTrue();
        int words = said.indexOf("  | " + saidBeforeGoingBack.get(0));
        int back = said.indexOf("rolling back to aaaaaaaa, which was verified at 2026-11-24T00:00:00Z");
        assertThat(words).isPositive().isLessThan(back);
        assertThat(host.running()).isEqualTo(EngineHost.images('a'));
        assertThat(host.tagged()).isEqualTo(EngineHost.images('a'));
        assertThat(host.log().last(1).get(0).describe())
                .contains("bbbbbbbb  failed, rolled back to aaaaaaaa in ")
                .endsWith(" s  cfa:rollout by anna  https://gitlab.example.com/jobs/b");
    }

    @Test
    void withoutAnEarlierReleaseTheContainersAreLeft() {
        RolloutRequest request = host.push('b');
        host.crash(of('b', "registry"));
        assertThat(rollAndFail(request, RolloutListener.NONE))
                .hasMessage(
                        "bbbbbbbb was rolled out, and is not in order.\nThere is no earlier verified release to roll back to: the containers"
                                + " are left as they are, for inspection. Next: see with cfa:status and cfa:logs what they do, mend it, then roll out again");
        assertThat(host.running()).isEqualTo(EngineHost.images('b'));
        assertThat(host.log().last(1).get(0).outcome()).isEqualTo(Release.Outcome.FAILED);
    }

    @Test
    void anEarlierReleaseThatIsNotInOrderEitherIsSaid() {
        releaseARuns();
        RolloutRequest request = host.push('b');
        host.crash(of('b', "registry"));
        FailedRolloutException failure =
                rollAndFail(request, (ToldOfFailure) report -> host.crash(of('a', "registry")));
        assertThat(failure)
                .hasMessageEndingWith(
                        "\nThe host was rolled back to aaaaaaaa, which is not in order either, as the second table says. Next: read what failed there; cfa:rollout brings another"
                                + " release, cfa:rollback -Dcfa.targetRevision=<commit> an earlier one");
        assertThat(failure.after().orElseThrow().hasPassed()).isFalse();
        assertThat(host.log().last(1).get(0).outcome()).isEqualTo(Release.Outcome.ROLLBACK_FAILED);
    }

    @Test
    void theImagesOfTheLastFiveVerifiedReleasesAreKept() {
        for (char release : "abcdef".toCharArray()) {
            roll(host.push(release));
        }
        assertThat(host.images().map(digest -> digest.substring(7, 8)).distinct())
                .containsExactly("0", "b", "c", "d", "e", "f");
        assertThat(said).contains("1/1 remove the images of older releases: 0.0 s");
    }

    @Test
    void anOlderCommitIsRefusedUnlessThatIsAllowedOrCannotBeTold() {
        roll(host.push('b'));
        RolloutRequest older = host.push('a');
        Ancestry order = (left, right) -> {
            assertThat(left + right).isEqualTo("aaaaaaaabbbbbbbb");
            return Ancestry.Answer.YES;
        };
        assertThatThrownBy(() -> roll(older.with(older.around().order(order, false))))
                .isInstanceOf(RolloutException.class)
                .hasMessage(
                        "this machine runs bbbbbbbb, and aaaaaaaa is an older commit, an ancestor of it; nothing was changed. Next: roll out"
                                + " a newer commit, roll back with cfa:rollback, or insist with -Dcfa.allowOlder");
        roll(older.with(older.around().order(order, true)));
        assertThat(said)
                .contains(
                        "aaaaaaaa is older than bbbbbbbb, which runs on this machine; going on, as cfa.allowOlder says");
        roll(host.push('c'));
        assertThat(said)
                .contains(
                        "whether cccccccc is older than aaaaaaaa, which runs on this machine, cannot be told: the history at hand is shallow,"
                                + " or lacks one of them; going on");
    }

    @Test
    void aServiceThatWasNotBuiltKeepsItsImageAndIsRememberedWithIt() {
        releaseARuns();
        RolloutRequest whole = host.push('b');
        host.push('a');
        RolloutRequest request = new RolloutRequest(
                        whole.revision(),
                        whole.stack(),
                        whole.compose(),
                        whole.project(),
                        Map.of("identity", of('a', "identity")),
                        whole.login())
                .with(whole.around());
        roll(request);
        assertThat(host.log().lastVerified().orElseThrow().images()).isEqualTo(EngineHost.images('a'));
    }

    @Test
    void anEngineThatIsRestartedInTheMiddleIsWaitedForAndTheStepRunAgain() {
        RolloutRequest request = host.push('a');
        host.restartAtUp();
        roll(request);
        assertThat(said).contains("the engine of this machine does not answer; waiting up to 60 s for it");
        assertThat(host.running()).isEqualTo(EngineHost.images('a'));
    }

    @Test
    void anAttemptThatWasKilledGetsItsLineFromTheNextOne() {
        releaseARuns();
        FaultyHost cancelled = new FaultyHost(host.shell(), 0, FaultyHost.Fault.NONE);
        DeployLock.take(
                HostContext.of(cancelled, new FakeSleeper(), said::add),
                host.directory().toString(),
                host.push('b').around().lockOwner("cfa:rollout of bbbbbbbb", Instant.parse("2026-11-24T00:00:07Z")),
                Duration.ZERO);
        cancelled.close();
        RolloutRequest next = host.push('c');
        said.clear();
        new Rollout(HostContext.of(host.shell(), new RealSleeper(), said::add))
                .run(
                        next.with(next.around().lockWait(Duration.ofMinutes(2))),
                        EngineHost.verification(next).atOnce());
        assertThat(said)
                .contains(
                        "cfa:rollout of bbbbbbbb by anna (https://gitlab.example.com/jobs/b), since 2026-11-24T00:00:07Z,"
                                + " ended without a word; what it left is judged anew");
        assertThat(host.log().attempts())
                .extracting(Release::revision, Release::outcome)
                .containsExactly(
                        tuple("aaaaaaaa", Release.Outcome.VERIFIED),
                        tuple("bbbbbbbb", Release.Outcome.ABANDONED),
                        tuple("cccccccc", Release.Outcome.VERIFIED));
        assertThat(host.log().attempts().get(1).describe())
                .isEqualTo("2026-11-24T00:00:07Z  bbbbbbbb  ended without a word  cfa:rollout by anna"
                        + "  https://gitlab.example.com/jobs/b");
    }

    @Test
    void aRolloutAtWorkIsWhatTheDoctorNames() {
        ExpectedHost expected = host.push('a').expectedHost();
        LockOwner anna = new LockOwner("1", "cfa:rollout of 1a2b3c4d", "anna", "by hand", Instant.EPOCH);
        HostContext context = HostContext.of(host.shell(), new FakeSleeper(), said::add);
        assertThat(lock(expected)).isEqualTo("free");
        try (DeployLock lock = DeployLock.take(context, host.directory().toString(), anna, Duration.ZERO)) {
            assertThat(lock.waited()).isFalse();
            assertThat(lock(expected))
                    .isEqualTo(
                            "this machine  locked by cfa:rollout of 1a2b3c4d by anna (by hand): a rollout would wait for it; expected"
                                    + " nobody at work. Next: wait for it or cancel it; a lock ends with its holder");
        }
        assertThat(lock(expected)).isEqualTo("free");
    }

    private String lock(ExpectedHost expected) {
        ObservedState observed = ObservedState.of(
                host.shell(),
                expected.questions().forADiagnosis(host.directory().toString()));
        CheckResult result =
                new LockCheck(host.directory().toString()).examine(observed).get(0);
        return result.finding().map(Object::toString).orElse(result.observed());
    }

    @Test
    void theRoomOnTheDiskIsComparedWithTheLayersThatTheHostHasNotYet() {
        releaseARuns();
        said.clear();
        RolloutRequest request = host.push('b');
        Digest shared = Digest.of("sha256:" + "0".repeat(64));
        long most = 1L << 60;
        Map<Digest, Map<Digest, Long>> layers = new HashMap<>();
        EngineHost.images('a').values().forEach(image -> layers.put(image, Map.of(shared, most)));
        EngineHost.images('b').values().forEach(image -> layers.put(image, Map.of(shared, most, image, 1_000L)));
        LayerLookup known = image -> layers.get(image.digest().orElseThrow());
        RolloutRequest asked = request.with(request.around().registry(request.expected(), known));
        new Rollout(HostContext.of(host.shell(), new FakeSleeper(), said::add)).plan(asked);
        assertThat(said).noneMatch(line -> line.contains("unknown of"));
        layers.keySet().removeAll(EngineHost.images('a').values());
        EngineHost.images('a').values().forEach(image -> layers.put(image, Map.of()));
        assertThatThrownBy(() -> new Rollout(HostContext.of(host.shell(), new FakeSleeper(), said::add)).plan(asked))
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining(" MB packed. Next: free disk space");
    }

    @Test
    void whereTheHostIsNotReadyNothingIsLockedOrChanged() throws IOException {
        Files.delete(host.directory().resolve("secrets/db_password"));
        assertThatThrownBy(() -> roll(host.push('a'))).hasMessageContaining("is not ready; nothing was changed there");
        assertThat(host.directory().resolve(".cfa")).doesNotExist();
    }

    @Test
    void infrastructureIsNeitherPulledNorReplacedThoughItsRegistryAndItsTagOnTheHostHaveAnotherImage() {
        releaseARuns();
        host.holds("postgres", NEWER);
        host.tag("postgres:17-alpine", NEWER);
        roll(host.push('b'));
        assertThat(host.image("postgres")).isEqualTo(EngineHost.POSTGRES);
        assertThat(host.pulls()).endsWith("pull identity registry api-gateway\n");
        assertThat(host.ups()).endsWith("up identity\nup registry\nup api-gateway\n");
        assertThat(host.log().lastVerified().orElseThrow().infrastructure())
                .containsEntry("postgres", ImageReference.of("postgres:17-alpine@" + EngineHost.POSTGRES));
    }

    @Test
    void whatComposeMakesAnewThoughThePlanDidNotNameItIsSaid() {
        releaseARuns();
        host.replaceAlong("postgres");
        said.clear();
        roll(host.push('b'));
        assertThat(said)
                .contains(
                        "postgres got a new container too, which the plan did not name: docker compose made it anew though nothing"
                                + " changed of it. Next: update compose there (its issue 14036 is one cause)");
        said.clear();
        roll(host.push('a'));
        assertThat(said).noneMatch(line -> line.contains("got a new container too"));
    }

    @Test
    void theLoginIsWrittenWithoutAnyCredentialStoreAndIsForTheRegistryOfOurImagesAlone() {
        releaseARuns();
        assertThat(host.loginSeen())
                .isEqualTo("{\"auths\":{\"127.0.0.1:58095\":{\"auth\":\""
                        + Base64.getEncoder().encodeToString("ci:hunter2".getBytes(StandardCharsets.UTF_8)) + "\"}}}");
        assertThat(host.holdsCredential()).isFalse();
    }

    @Test
    void aContainerThatComposeCannotReplaceIsRefusedBeforeAnythingChanges() {
        releaseARuns();
        String before = host.pulls() + host.ups();
        host.stop("registry", "removing");
        assertThatThrownBy(() -> roll(host.push('b')))
                .hasMessageEndingWith(
                        "- cfa-registry-1  removing; expected a container that runs, or that compose can make anew."
                                + " Next: `docker rm -f cfa-registry-1` there; where that does not help, restart the engine");
        assertThat(host.pulls() + host.ups()).isEqualTo(before);
    }

    @Test
    void whereNothingChangedNothingIsPulledAndNothingReplaced() {
        releaseARuns();
        String before = host.pulls() + host.ups();
        host.registryDown();
        said.clear();
        roll(host.request('a'));
        assertThat(host.pulls() + host.ups()).isEqualTo(before);
        assertThat(said)
                .containsExactly(
                        "identity     unchanged",
                        "registry     unchanged",
                        "api-gateway  unchanged",
                        "watching for restarts for 20 s",
                        "1/1 write the release log: 0.0 s");
    }

    @Test
    void aDatabaseThatWasStoppedIsStartedFromTheImageThatItHadAlthoughItsTagWasMoved() {
        releaseARuns();
        host.tag("postgres:17-alpine", NEWER);
        host.stop("postgres");
        roll(host.request('a'));
        assertThat(host.image("postgres")).isEqualTo(EngineHost.POSTGRES);
        assertThat(said)
                .contains("postgres     started again")
                .contains("1/2 give the tags of the infrastructure back to the images that its containers have: 0.0 s");
        assertThat(host.ups()).endsWith("up postgres\n");
    }

    @Test
    void infrastructureIsBroughtUpToDateIfAskedForAndRememberedAndRolledBackFrom() {
        releaseARuns();
        host.holds("postgres", NEWER);
        RolloutRequest request = host.request('a');
        RolloutRequest update = request.with(request.around().infrastructure(Map.of("postgres", NEWER)));
        roll(update);
        assertThat(said).contains("postgres     sha256:000000000000 (rev rev-of-0) → sha256:eeeeeeeeeeee");
        assertThat(host.image("postgres")).isEqualTo(NEWER);
        assertThat(host.log().lastVerified().orElseThrow().infrastructure())
                .containsEntry("postgres", ImageReference.of("postgres:17-alpine@" + NEWER));
        new Rollback(HostContext.of(host.shell(), new FakeSleeper(), said::add))
                .run(
                        new RollbackRequest(
                                Optional.empty(),
                                false,
                                SchemaPolicy.REFUSE,
                                request.stack(),
                                request.compose(),
                                request.project(),
                                request.around()),
                        EngineHost.verification(request));
        assertThat(host.image("postgres")).isEqualTo(EngineHost.POSTGRES);
        assertThat(host.ups()).endsWith("up postgres\n");
    }

    @Test
    void aDatabaseThatIsNotInOrderAfterItsUpdateIsRolledBackByItself() {
        releaseARuns();
        host.holds("postgres", NEWER);
        host.crash(NEWER);
        RolloutRequest request = host.request('a');
        FailedRolloutException failure = rollAndFail(
                request.with(request.around().infrastructure(Map.of("postgres", NEWER))), RolloutListener.NONE);
        assertThat(failure)
                .hasMessage(
                        "aaaaaaaa was rolled out, and is not in order.\n"
                                + "The host was rolled back to aaaaaaaa, which runs and was verified. Next: mend what failed, then roll out again");
        assertThat(host.image("postgres")).isEqualTo(EngineHost.POSTGRES);
    }

    @Test
    void anotherImageThanTheRegistryWasSeenToHoldStopsBeforeTheDatabaseIsReplaced() {
        releaseARuns();
        host.holds("postgres", NEWER);
        RolloutRequest request = host.request('a');
        Digest seen = Digest.of("sha256:" + "9".repeat(64));
        assertThatThrownBy(() -> roll(request.with(request.around().infrastructure(Map.of("postgres", seen)))))
                .hasMessageContaining("postgres:17-alpine is " + NEWER + ", but its registry held " + seen);
        assertThat(host.image("postgres")).isEqualTo(EngineHost.POSTGRES);
    }

    @Test
    void aDatabaseWhoseConfigurationChangedIsMadeAnewAndTheOthersAreNot() {
        releaseARuns();
        host.configure("postgres", "other");
        roll(host.request('a'));
        assertThat(said).contains("postgres     made anew: its configuration changed");
        assertThat(host.ups()).endsWith("up postgres\n");
    }

    /** Is told of failures, and not of steps. */
    @FunctionalInterface
    private interface ToldOfFailure extends RolloutListener {
        @Override
        default void step(TimedStep step) {
            // not looked at here
        }
    }

    @Test
    void eachStepAndTheVerificationAreTimedForTheEvidence() {
        List<TimedStep> steps = new ArrayList<>();
        RolloutRequest request = host.push('a');
        roll(request, new RolloutListener() {
            @Override
            public void step(TimedStep step) {
                steps.add(step);
            }

            @Override
            public void failed(Report report) {
                throw new AssertionError(report);
            }
        });
        assertThat(steps)
                .allMatch(TimedStep::succeeded)
                .extracting(TimedStep::title)
                .containsSubsequence(
                        "compare what was pulled with what was built",
                        "replace or start api-gateway",
                        "verify",
                        "write the release log");
    }
}
