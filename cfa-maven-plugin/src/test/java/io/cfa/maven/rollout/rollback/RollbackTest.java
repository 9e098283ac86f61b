package io.cfa.maven.rollout.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.TextBundle;
import io.cfa.maven.rollout.EngineHost;
import io.cfa.maven.rollout.Releases;
import io.cfa.maven.rollout.bundle.BundleBackups;
import io.cfa.maven.rollout.bundle.Sync;
import io.cfa.maven.rollout.execute.FailedRolloutException;
import io.cfa.maven.rollout.execute.Rollout;
import io.cfa.maven.rollout.plan.RolloutOptions;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.verify.VerifyRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class RollbackTest {

    private static final String NEW_COMPOSE = Releases.COMPOSE + "# new\n";

    private static EngineHost afterThree;

    @TempDir
    Path temp;

    private final List<String> said = new ArrayList<>();
    private EngineHost host;

    @BeforeAll
    static void threeReleases(@TempDir Path root) {
        afterThree = new EngineHost(root);
        for (char release : "abc".toCharArray()) {
            RolloutRequest request = afterThree.push(release);
            new Rollout(HostContext.of(afterThree.shell(), new FakeSleeper(), line -> {}))
                    .run(request, EngineHost.verification(request));
        }
        afterThree.registryDown();
    }

    @BeforeEach
    void aHostAfterThem() {
        host = afterThree.copy(temp);
    }

    private RollbackRequest request(Optional<String> release, boolean withBundle) {
        return new RollbackRequest(
                release,
                withBundle,
                SchemaPolicy.REFUSE,
                Releases.stack(),
                Releases.compose(),
                host.project(),
                RolloutOptions.of("boris").lockWait(Duration.ZERO));
    }

    private void back(Optional<String> release, boolean withBundle) {
        VerifyRequest verification =
                new VerifyRequest(Releases.stack(), Set.of(), Map.of(), Duration.ofMinutes(1), Duration.ofSeconds(20));
        Sleeper later = new FakeSleeper();
        later.pause(Duration.ofMinutes(1));
        new Rollback(HostContext.of(host.shell(), later, said::add)).run(request(release, withBundle), verification);
    }

    @Test
    void goesToTheReleaseBeforeAndThenToTheOneBeforeThatWithoutARegistry() {
        back(Optional.empty(), false);
        assertThat(host.running()).isEqualTo(EngineHost.images('b'));
        assertThat(host.tagged()).isEqualTo(EngineHost.images('b'));
        assertThat(said)
                .startsWith(
                        "identity     sha256:cccccccccccc (rev rev-of-c) → sha256:bbbbbbbbbbbb (rev bbbbbbbb)",
                        "registry     sha256:cccccccccccc (rev rev-of-c) → sha256:bbbbbbbbbbbb (rev bbbbbbbb)",
                        "api-gateway  sha256:cccccccccccc (rev rev-of-c) → sha256:bbbbbbbbbbbb (rev bbbbbbbb)",
                        "1/7 see that the host still has the images of bbbbbbbb: 0.0 s");
        assertThat(host.log().last(1).get(0).describe())
                .contains("  bbbbbbbb  verified in ")
                .endsWith(" s  cfa:rollback by boris");
        back(Optional.empty(), false);
        assertThat(host.running()).isEqualTo(EngineHost.images('a'));
        assertThatThrownBy(() -> back(Optional.empty(), false))
                .isInstanceOf(RolloutException.class)
                .hasMessageStartingWith(
                        "there is no verified release before the running one. Next: choose with -Dcfa.targetRevision=<commit> of\n  2026-11-24T");
    }

    @Test
    void goesToAChosenReleaseAlsoForward() {
        back(Optional.of("aaaa"), false);
        assertThat(host.running()).isEqualTo(EngineHost.images('a'));
        back(Optional.of("cccc"), false);
        assertThat(host.running()).isEqualTo(EngineHost.images('c'));
        assertThatThrownBy(() -> back(Optional.of("dddd"), false))
                .hasMessageStartingWith("no verified release of this host is dddd.");
    }

    @Test
    void anImageThatIsNotThereAnyMoreIsSaidBeforeAnythingIsChanged() throws IOException {
        Files.delete(temp.resolve("engine/images/" + EngineHost.images('b').get("registry")));
        assertThatThrownBy(() -> back(Optional.empty(), false))
                .hasMessageStartingWith("could not see that the host still has the images of bbbbbbbb: ")
                .hasMessageEndingWith("Next: roll out bbbbbbbb again from its pipeline, which pulls them");
        assertThat(host.tagged()).isEqualTo(EngineHost.images('c'));
    }

    @Test
    void aReleaseThatIsNotInOrderFailsAndIsRemembered() {
        host.crash(EngineHost.images('b').get("identity"));
        assertThatThrownBy(() -> back(Optional.empty(), false))
                .isInstanceOf(FailedRolloutException.class)
                .hasMessageStartingWith("The host was rolled back to bbbbbbbb, and that is not in order. Next: ");
        assertThat(host.log().last(1).get(0).outcome()).isEqualTo(Release.Outcome.FAILED);
    }

    @Test
    void anotherBundleIsSaidAndShownAndUsed() throws IOException {
        sync();
        back(Optional.empty(), false);
        assertThat(said)
                .containsSequence(
                        "bbbbbbbb ran with other compose and env files than the host has now, kept in .cfa/backup/20261124T000000Z:",
                        "--- docker-compose.yml now",
                        "+++ docker-compose.yml of that release")
                .contains(
                        "-# new",
                        "the present files are used. Next: add -Dcfa.withBundle to bring those of bbbbbbbb back too");
        assertThat(host.directory().resolve("docker-compose.yml")).hasContent(NEW_COMPOSE);
    }

    @Test
    void anotherBundleIsBroughtBackIfAskedForAndThePresentOneIsKept() throws IOException {
        sync();
        back(Optional.empty(), true);
        assertThat(host.running()).isEqualTo(EngineHost.images('b'));
        assertThat(host.directory().resolve("docker-compose.yml")).hasContent(Releases.COMPOSE);
        assertThat(host.directory().resolve(".env.cfa2")).hasContent(Releases.ENV);
        assertThat(host.log().last(1).get(0).bundle()).contains(ObservedState.sha256(Releases.COMPOSE + Releases.ENV));
        assertThat(host.directory().resolve("docker-compose.yml")).isSymbolicLink();
        assertThat(new BundleBackups(host.directory().toString())
                        .find(host.shell(), ObservedState.sha256(NEW_COMPOSE + Releases.ENV)))
                .isPresent();
    }

    @Test
    void aBackupOfBeforeThereWereLinksIsBroughtBackToo() throws IOException {
        Path backup = Files.createDirectories(host.directory().resolve(".cfa/backup/20261101T000000Z"));
        for (String file : List.of("docker-compose.yml", ".env.cfa2", ".env")) {
            Files.copy(host.directory().resolve(file), backup.resolve(file), LinkOption.NOFOLLOW_LINKS);
        }
        Files.writeString(host.directory().resolve("docker-compose.yml"), NEW_COMPOSE);
        back(Optional.empty(), true);
        assertThat(host.directory().resolve("docker-compose.yml")).hasContent(Releases.COMPOSE);
        assertThat(Files.readSymbolicLink(host.directory().resolve(".env"))).hasToString(".env.cfa2");
    }

    @Test
    void aBundleThatIsInNoBackupIsSaidAndNothingIsChanged() throws IOException {
        Files.writeString(host.directory().resolve("docker-compose.yml"), NEW_COMPOSE);
        assertThatThrownBy(() -> back(Optional.empty(), true))
                .hasMessageContaining(
                        ") are in no backup on this machine; nothing was changed. Next: roll back without -Dcfa.withBundle");
        assertThat(host.running()).isEqualTo(EngineHost.images('c'));
    }

    @Test
    void aPlanThatIsOnlyMadeChangesNothing() {
        assertThat(new Rollback(HostContext.of(host.shell(), new FakeSleeper(), said::add))
                        .plan(request(Optional.empty(), false))
                        .describe())
                .contains("1. see that the host still has the images of bbbbbbbb");
        assertThat(host.running()).isEqualTo(EngineHost.images('c'));
    }

    /** As cfa:sync does it. */
    private void sync() throws IOException {
        TreeMap<String, String> files = new TreeMap<>();
        files.put("docker-compose.yml", NEW_COMPOSE);
        files.put(".env.cfa2", Releases.ENV);
        new Sync(HostContext.of(host.shell(), new FakeSleeper(), line -> {}))
                .run(TextBundle.of(files, List.of()), host.directory().toString(), () -> true);
    }
}
