package io.cfa.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.image.signature.TestKeyPair;
import io.cfa.maven.model.Digest;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MojoTest
class VerifyMojoTest extends GoalFixture {

    VerifyMojoTest() {
        super("verify");
    }

    @Test
    @InjectMojo(goal = "verify")
    void itsParametersHaveDefaults(VerifyMojo goal) {
        assertThat(parameters(goal))
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("format", "text"),
                        Map.entry("allowInsecure", "false"),
                        Map.entry("bundleDirectory", "bundle"),
                        Map.entry("cacheDirectory", temp.resolve("cache").toString()),
                        Map.entry("prove", "false"),
                        Map.entry("remoteDirectory", host.directory().toString()),
                        Map.entry("reportDirectory", clone.resolve("target/cfa").toString()),
                        Map.entry("services", "[]"),
                        Map.entry("skip", "false"),
                        Map.entry("stabilityWindow", "20"),
                        Map.entry("startTimeout", "180"))));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "verify")
    @MojoParameter(name = "stabilityWindow", value = "0")
    @MojoParameter(name = "startTimeout", value = "0")
    @MojoParameter(name = "expectedTag", value = "1a2b3c4d")
    void whatDoesNotRunIsForTheUserAndIsReported(VerifyMojo goal) throws Exception {
        push("2b3c4d5e");
        runWhatIsPushed();
        Map<String, Digest> pushed = push("1a2b3c4d");
        assertThat(failureOf(goal))
                .matches("\\d+ of \\d+ probes did not pass.*: identity, registry, api-gateway.*"
                        + " Each is explained in the lines above, with its next step");
        assertThat(log).anyMatch(line -> line.startsWith("ERROR ") && line.contains("identity"));
        assertThat(clone.resolve("target/cfa/verify.json"))
                .content()
                .contains("\"release\" : \"1a2b3c4d\"", pushed.get("identity").shortForm());
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "verify")
    @MojoParameter(name = "stabilityWindow", value = "0")
    @MojoParameter(name = "startTimeout", value = "0")
    @MojoParameter(name = "expectedTag", value = "1a2b3c4d")
    @MojoParameter(name = "format", value = "json")
    void aProgramReadsTheSameJsonThatIsKept(VerifyMojo goal) throws Exception {
        push("1a2b3c4d");
        assertThat(printed(goal)).isEqualTo(Files.readString(clone.resolve("target/cfa/verify.json")));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "verify")
    @MojoParameter(name = "expectedTag", value = "1a2b3c4d")
    void whatNobodySignedIsForTheUserWhereTheBundleNamesAKey(VerifyMojo goal) throws Exception {
        Map<String, Digest> pushed = push("1a2b3c4d");
        new TestKeyPair().trusted(clone.resolve("bundle"));
        assertThat(failureOf(goal))
                .startsWith("not signed by a key of " + clone.resolve("bundle/cosign.pub") + ": ")
                .contains(prefix() + "/identity@" + pushed.get("identity") + ": it has no signature")
                .endsWith("for a release from before signatures, -Dcfa.signatures=warn");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "verify")
    void whatNobodyForesawIsOurs(VerifyMojo goal) {
        isOurs(goal);
    }
}
