package io.cfa.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.host.release.SignatureStore;
import io.cfa.maven.image.signature.KeptSignatures;
import io.cfa.maven.image.signature.TestKeyPair;
import io.cfa.maven.image.signature.TrustedKeys;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MojoTest
class RolloutMojoTest extends GoalFixture {

    RolloutMojoTest() {
        super("rollout");
    }

    @Test
    @InjectMojo(goal = "rollout")
    void itsParametersHaveDefaults(RolloutMojo goal) {
        assertThat(parameters(goal))
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("allowInsecure", "false"),
                        Map.entry("allowOlder", "false"),
                        Map.entry("bundleDirectory", "bundle"),
                        Map.entry("cacheDirectory", temp.resolve("cache").toString()),
                        Map.entry("dryRun", "false"),
                        Map.entry("dumpMegabytes", "10000"),
                        Map.entry("infrastructure", "keep"),
                        Map.entry("keepDumps", "5"),
                        Map.entry("lockTimeout", "600"),
                        Map.entry("pullTimeout", "1200"),
                        Map.entry("rehearsalTimeout", "300"),
                        Map.entry("rehearse", "true"),
                        Map.entry("remoteDirectory", host.directory().toString()),
                        Map.entry("reportDirectory", clone.resolve("target/cfa").toString()),
                        Map.entry("skip", "false"),
                        Map.entry("stabilityWindow", "20"),
                        Map.entry("startTimeout", "180"),
                        Map.entry("upTimeout", "900"))));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollout")
    @MojoParameter(name = "stabilityWindow", value = "0")
    void thePipelinesVariablesReachHostRegistryAndReleaseLog(RolloutMojo goal) throws Exception {
        Map<String, Digest> pushed = push("1a2b3c4d");
        goal.execute();
        assertThat(host.running()).isEqualTo(pushed);
        assertThat(host.directory().resolve(".cfa/releases.jsonl"))
                .content()
                .contains("\"1a2b3c4d\"", "\"anna\"", "https://gitlab.example.com/jobs/7", "\"verified\"");
        assertThat(clone.resolve("target/cfa/verify.json")).content().contains("1a2b3c4d");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollout")
    @MojoParameter(name = "dryRun", value = "true")
    void aDryRunPrintsThePlanAndChangesNothing(RolloutMojo goal) throws Exception {
        push("1a2b3c4d");
        goal.execute();
        assertThat(String.join("\n", log))
                .contains("cd " + host.directory(), "REGISTRY_IMAGE=" + prefix(), "TAG=dev", "docker compose pull");
        assertThat(host.running()).isEmpty();
        assertThat(clone.resolve("target/cfa")).doesNotExist();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollout")
    void whatWasNotPushedIsForTheUser(RolloutMojo goal) {
        isForTheUser(
                goal,
                "not in the registry: %1$s/identity:1a2b3c4d, %1$s/registry:1a2b3c4d, %1$s/api-gateway:1a2b3c4d. Nothing was changed on the host."
                                .formatted(prefix())
                        + " Next: push them (cfa:push, in a build of their modules), or name a revision that was built");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollout")
    void whatNobodySignedIsForTheUserWhereTheBundleNamesAKey(RolloutMojo goal) throws Exception {
        Map<String, Digest> pushed = push("1a2b3c4d");
        new TestKeyPair().trusted(clone.resolve("bundle"));
        assertThat(failureOf(goal))
                .startsWith("not signed by a key of " + clone.resolve("bundle/cosign.pub") + ": " + prefix()
                        + "/identity@" + pushed.get("identity") + ": it has no signature (sha256-")
                .contains(prefix() + "/registry@" + pushed.get("registry"), prefix() + "/api-gateway@")
                .endsWith(
                        "Nothing was changed on the host. Next: push them again with COSIGN_PRIVATE_KEY set; for a release"
                                + " from before signatures, -Dcfa.signatures=warn");
        assertThat(host.running()).isEmpty();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollout")
    @MojoParameter(name = "stabilityWindow", value = "0")
    @MojoParameter(name = "signatures", value = "warn")
    void aWarningWillDoWhereSomebodySaysSo(RolloutMojo goal) throws Exception {
        Map<String, Digest> pushed = push("1a2b3c4d");
        new TestKeyPair().trusted(clone.resolve("bundle"));
        goal.execute();
        assertThat(host.running()).isEqualTo(pushed);
        assertThat(log)
                .filteredOn(line -> line.startsWith("WARN not signed by a key of "))
                .hasSize(3);
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollout")
    @MojoParameter(name = "stabilityWindow", value = "0")
    void theSignaturesOfWhatWasRolledOutAreKeptOnTheHost(RolloutMojo goal) throws Exception {
        Map<String, Digest> pushed = push("1a2b3c4d");
        TestKeyPair pair = new TestKeyPair();
        TrustedKeys keys = pair.trusted(clone.resolve("bundle"));
        List<ImageReference> images = pushed.entrySet().stream()
                .map(each -> ImageReference.of(prefix() + "/" + each.getKey() + "@" + each.getValue()))
                .toList();
        images.forEach(pair::sign);
        goal.execute();
        List<String> lines = new SignatureStore(host.directory().toString()).read(host.shell());
        assertThat(lines).hasSize(3);
        assertThat(images).allMatch(image -> KeptSignatures.of(lines).vouchFor(image, keys));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollout")
    @MojoParameter(name = "signatures", value = "require")
    void withoutAKeyInTheBundleNothingCanBeRequired(RolloutMojo goal) {
        isForTheUser(
                goal,
                "cfa.signatures is require, but " + clone.resolve("bundle/cosign.pub")
                        + ", which names the keys that count,"
                        + " is not there. Next: commit it, or leave cfa.signatures away");
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollout")
    void whatNobodyForesawIsOurs(RolloutMojo goal) {
        isOurs(goal);
    }
}
