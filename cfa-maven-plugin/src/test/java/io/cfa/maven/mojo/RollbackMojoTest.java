package io.cfa.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.host.release.SignatureStore;
import io.cfa.maven.image.signature.KeptSignatures;
import io.cfa.maven.image.signature.TestKeyPair;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.remote.Command;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MojoTest
class RollbackMojoTest extends GoalFixture {

    private final TestKeyPair pair = new TestKeyPair();

    RollbackMojoTest() {
        super("rollback");
    }

    @Test
    @InjectMojo(goal = "rollback")
    void itsParametersHaveDefaults(RollbackMojo goal) {
        assertThat(parameters(goal))
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("acceptSchema", "false"),
                        Map.entry("allowInsecure", "false"),
                        Map.entry("bundleDirectory", "bundle"),
                        Map.entry("cacheDirectory", temp.resolve("cache").toString()),
                        Map.entry("dryRun", "false"),
                        Map.entry("lockTimeout", "600"),
                        Map.entry("pullTimeout", "1200"),
                        Map.entry("remoteDirectory", host.directory().toString()),
                        Map.entry("reportDirectory", clone.resolve("target/cfa").toString()),
                        Map.entry("skip", "false"),
                        Map.entry("stabilityWindow", "20"),
                        Map.entry("startTimeout", "180"),
                        Map.entry("upTimeout", "900"),
                        Map.entry("withBundle", "false"),
                        Map.entry("withData", "false"))));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollback")
    void thePipelinesVariablesAreDefaults(RollbackMojo goal) {
        assertThat(parameters(goal))
                .containsEntry("deployer", "anna")
                .containsEntry("jobUrl", "https://gitlab.example.com/jobs/7")
                .containsEntry("sourceUrl", "https://gitlab.example.com/cfa")
                .containsEntry("host", server.environment().get("CFA2_HOST"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollback")
    @MojoParameter(name = "targetRevision", value = "cccc")
    void aReleaseThatNeverWasIsForTheUser(RollbackMojo goal) throws Exception {
        assertThat(failureOf(goal)).contains("cccc").contains("Next: ");
        assertThat(host.running()).isEmpty();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollback")
    void whatNobodyForesawIsOurs(RollbackMojo goal) {
        isOurs(goal);
    }

    /** Two releases ran and were verified, and the later runs; the bundle names a key. */
    private Map<String, Digest> afterTwoReleases() throws IOException {
        Map<String, Digest> earlier = release("aaaa1111", "2026-11-24T08:00:00Z");
        release("bbbb2222", "2026-11-25T08:00:00Z");
        pair.trusted(clone.resolve("bundle"));
        return earlier;
    }

    private Map<String, Digest> release(String revision, String when) {
        Map<String, Digest> images = push(revision);
        runWhatIsPushed();
        Release release = new Release(
                Release.ROLLOUT,
                revision,
                new TreeMap<>(images),
                new TreeMap<>(),
                "anna",
                Optional.empty(),
                Instant.parse(when),
                Duration.ofSeconds(40),
                Release.Outcome.VERIFIED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(host.shell()
                        .run(Command.of("mkdir", "-p", ".cfa")
                                .in(host.directory().toString()))
                        .succeeded())
                .isTrue();
        assertThat(host.shell()
                        .run(ReleaseLog.append(host.directory().toString(), release))
                        .succeeded())
                .isTrue();
        return images;
    }

    private ImageReference image(Map.Entry<String, Digest> image) {
        return ImageReference.of(prefix() + "/" + image.getKey() + "@" + image.getValue());
    }

    private void keepOnTheHost(Map<String, Digest> images) {
        List<String> lines = images.entrySet().stream()
                .map(each -> KeptSignatures.line(each.getValue(), pair.signature(image(each))))
                .toList();
        assertThat(host.shell()
                        .run(new SignatureStore(host.directory().toString()).keep(lines))
                        .succeeded())
                .isTrue();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollback")
    @MojoParameter(name = "stabilityWindow", value = "0")
    void whatTheHostHasKeptVouchesForAReleaseWhileTheRegistryIsDown(RollbackMojo goal) throws Exception {
        Map<String, Digest> earlier = afterTwoReleases();
        keepOnTheHost(earlier);
        registry.close();
        goal.execute();
        assertThat(host.running()).isEqualTo(earlier);
        assertThat(log)
                .contains("INFO 3 images of aaaa1111 are signed by a key of " + clone.resolve("bundle/cosign.pub")
                        + ", 3 of them by what the host has kept");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollback")
    @MojoParameter(name = "stabilityWindow", value = "0")
    void theRegistryIsAskedForWhatTheHostHasNotKept(RollbackMojo goal) throws Exception {
        Map<String, Digest> earlier = afterTwoReleases();
        earlier.entrySet().forEach(each -> pair.sign(image(each)));
        goal.execute();
        assertThat(host.running()).isEqualTo(earlier);
        assertThat(log)
                .contains("INFO 3 images of aaaa1111 are signed by a key of " + clone.resolve("bundle/cosign.pub"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollback")
    void whereNeitherHostNorRegistryVouchesNothingIsRolledBackTo(RollbackMojo goal) throws Exception {
        afterTwoReleases();
        Map<String, Digest> before = host.running();
        String name = registry.name();
        registry.close();
        assertThat(failureOf(goal))
                .startsWith(
                        "it is not known whether aaaa1111, rolled out at 2026-11-24T08:00:00Z, is signed by a key of "
                                + clone.resolve("bundle/cosign.pub")
                                + ": the host keeps no signature by one of ")
                .contains("/identity@sha256:", ", and the registry " + name + " does not answer: ")
                .endsWith(
                        ". Nothing was changed on the host. Next: run it again when the registry answers; where that cannot be"
                                + " waited for, and you know where the images are from, with -Dcfa.signatures=warn")
                .containsOnlyOnce("Next: ");
        assertThat(host.running()).isEqualTo(before);
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollback")
    @MojoParameter(name = "stabilityWindow", value = "0")
    @MojoParameter(name = "signatures", value = "warn")
    void withAWarningThatIsSaidAndDoneAllTheSame(RollbackMojo goal) throws Exception {
        Map<String, Digest> earlier = afterTwoReleases();
        registry.close();
        goal.execute();
        assertThat(host.running()).isEqualTo(earlier);
        assertThat(log)
                .anyMatch(line -> line.startsWith("WARN it is not known whether aaaa1111, rolled out at ")
                        && line.endsWith(". It is rolled back to all the same, as cfa.signatures is warn"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollback")
    void aReleaseFromBeforeSignaturesIsNamed(RollbackMojo goal) throws Exception {
        afterTwoReleases();
        Map<String, Digest> before = host.running();
        isForTheUser(
                goal,
                "aaaa1111, rolled out at 2026-11-24T08:00:00Z, is from before signatures: none of its 3 images has one."
                        + " Nothing was changed on the host. Next: choose a release that is signed with"
                        + " -Dcfa.targetRevision=<commit>; or, where you know where its images are from, run it again with"
                        + " -Dcfa.signatures=warn");
        assertThat(host.running()).isEqualTo(before);
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollback")
    @MojoParameter(name = "stabilityWindow", value = "0")
    @MojoParameter(name = "signatures", value = "warn")
    void withAWarningTheReleaseFromBeforeSignaturesIsNamedAndRolledBackTo(RollbackMojo goal) throws Exception {
        Map<String, Digest> earlier = afterTwoReleases();
        goal.execute();
        assertThat(host.running()).isEqualTo(earlier);
        assertThat(log)
                .contains(
                        "WARN aaaa1111, rolled out at 2026-11-24T08:00:00Z, is from before signatures: none of its 3 images"
                                + " has one. It is rolled back to all the same, as cfa.signatures is warn");
    }

    /** Whoever may write to the registry signs one image with a key of their own, and takes the signature of another away. */
    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollback")
    void anImageOfAnotherKeyIsNotTakenForOneFromBeforeSignatures(RollbackMojo goal) throws Exception {
        Map<String, Digest> earlier = afterTwoReleases();
        TestKeyPair other = new TestKeyPair();
        earlier.entrySet().forEach(each -> other.sign(image(each)));
        assertThat(failureOf(goal))
                .startsWith("aaaa1111, rolled out at 2026-11-24T08:00:00Z, is not signed by a key of "
                        + clone.resolve("bundle/cosign.pub") + ": " + prefix() + "/")
                .contains(image(Map.entry("identity", earlier.get("identity")))
                        + ": it is signed by another key, or its signature was tampered with");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollback")
    @MojoParameter(name = "dryRun", value = "true")
    void alsoAPlanThatIsOnlyMadeSaysThatItWouldBeRefused(RollbackMojo goal) throws Exception {
        afterTwoReleases();
        assertThat(failureOf(goal))
                .startsWith("aaaa1111, rolled out at 2026-11-24T08:00:00Z, is from before signatures");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollback")
    @MojoParameter(name = "signatures", value = "never")
    void aPolicyThatIsNoneIsRefused(RollbackMojo goal) throws Exception {
        afterTwoReleases();
        assertThat(failureOf(goal)).startsWith("cfa.signatures is \"never\"; expected require, warn or off. Next: ");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollback")
    @MojoParameter(name = "stabilityWindow", value = "0")
    @MojoParameter(name = "signatures", value = "off")
    void switchedOffItAsksNobody(RollbackMojo goal) throws Exception {
        Map<String, Digest> earlier = afterTwoReleases();
        registry.forgetRequests();
        goal.execute();
        assertThat(host.running()).isEqualTo(earlier);
        assertThat(registry.requests()).isEmpty();
    }
}
