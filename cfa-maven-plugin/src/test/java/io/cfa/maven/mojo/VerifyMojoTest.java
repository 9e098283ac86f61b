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
    @MojoParameter(name = "stabilityWindow", value = "0")
    @MojoParameter(name = "startTimeout", value = "0")
    @MojoParameter(name = "expectedTag", value = "1a2b3c4d")
    void outsideOfAProjectTheHostsOwnFilesSayWhatShouldRunAndNotThatTheyAreTheRepositorys(VerifyMojo goal)
            throws Exception {
        outside(goal);
        push("1a2b3c4d");
        assertThat(failureOf(goal)).contains("probes did not pass");
        assertThat(log)
                .anyMatch(
                        line -> line.startsWith("WARN there is no project here, so that what should run is read from ")
                                && line.endsWith(":" + host.directory()
                                        + " itself; whether its files are those of the repository is not looked at"));
        assertThat(clone.resolve("target/cfa/verify.json")).content().doesNotContain("\"files\"");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "verify")
    @MojoParameter(name = "signatures", value = "require")
    void outsideOfAProjectNoKeyOfTheHostCounts(VerifyMojo goal) throws Exception {
        outside(goal);
        isForTheUser(
                goal,
                "cfa.signatures is \"require\", but there is no project here whose cosign.pub names the keys that count: a"
                        + " key of the host would vouch for the host itself. Next: call the goal in a clone of the"
                        + " repository, or leave cfa.signatures away");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "verify")
    void outsideOfAProjectNoPasswordGoesToARegistryThatOnlyTheHostNames(VerifyMojo goal) throws Exception {
        outside(goal);
        set(goal, "imagePrefix", null);
        environment(Map.of("CI_REGISTRY_PASSWORD", "hunter2"));
        isForTheUser(
                goal,
                "a password for a registry is given, and which registry that is only the host says: it would be sent"
                        + " wherever the host's files name. Next: name it with -Dcfa.imagePrefix=REGISTRY/PATH, or log in with"
                        + " docker login, which keeps passwords by registry");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "verify")
    void inAProjectTheBundleMustBeNamed(VerifyMojo goal) throws Exception {
        set(goal, "bundleDirectory", null);
        assertThat(failureOf(goal)).startsWith("it is not said where compose and env are in the repository: ");
        assertThat(server.connections()).isZero();
    }

    private void outside(VerifyMojo goal) throws Exception {
        session.getRequest().setProjectPresent(false);
        set(goal, "bundleDirectory", null);
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "verify")
    void whatNobodyForesawIsOurs(VerifyMojo goal) {
        isOurs(goal);
    }
}
