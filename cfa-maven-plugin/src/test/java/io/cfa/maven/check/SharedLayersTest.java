package io.cfa.maven.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs .gitlab/shared-layers. Maven alone is another there, which makes a layer and a directory of built things, or fails. */
class SharedLayersTest {

    private static final String MAVEN =
            """
            #!/bin/sh
            echo "$*" >>runs
            mkdir -p .cache/cfa/layers services/bank-nominal/target
            [ ! -e fails ]
            """;

    private static final String MADE =
            "-B -ntp -q -Dmaven.test.skip -Dcfa.springAot=off -Dcfa.cacheDirectory=.cache/cfa package cfa:image -pl services/bank-nominal\n";

    @TempDir
    private Path directory;

    private ScriptClone clone;

    @BeforeEach
    void aCloneWithTwoServicesAndAKit() throws Exception {
        clone = new ScriptClone(directory, ".gitlab/shared-layers");
        clone.write("mvnw", MAVEN);
        clone.write("services/bank-nominal/pom.xml", "<cfa.mainClass>A</cfa.mainClass>");
        clone.write("services/identity/pom.xml", "<cfa.mainClass>B</cfa.mainClass>");
        clone.write("services/service-kit/pom.xml", "<project/>");
        clone.run("chmod +x mvnw");
        clone.variables.put("CI_COMMIT_SHORT_SHA", "1a2b3c4d");
    }

    @Test
    void anImageOfAnotherCommitIsNone() throws Exception {
        retagged("bank-nominal", "1a2b3c4");
        retagged("identity", "0badc0de");
        assertThat(made()).isEmpty();
        assertThat(runs()).isEqualTo(MADE);
    }

    @Test
    void itIsMadeOfAServiceThatIsToBeBuilt() throws Exception {
        retagged("bank-nominal", "1a2b3c4d");
        assertThat(made()).isEmpty();
        assertThat(runs()).isEqualTo(MADE.replace("bank-nominal", "identity"));
        assertThat(clone.file("services/bank-nominal/target/cfa/image.json")).exists();
    }

    @Test
    void whatAllShareIsMadeOnceAndTheServiceLeftToItsJob() throws Exception {
        assertThat(made()).isEmpty();
        assertThat(runs()).isEqualTo(MADE);
        assertThat(clone.file(".cache/cfa/layers")).exists();
        assertThat(clone.file("services/bank-nominal/target")).doesNotExist();
    }

    @Test
    void whereItWasKeptItIsNotMadeAndNotPackedAgain() throws Exception {
        clone.write(".cache/cfa/layers/layer", "kept");
        assertThat(made()).isEmpty();
        assertThat(clone.file("runs")).doesNotExist();
        assertThat(clone.file(".cache/cfa")).doesNotExist();
    }

    @Test
    void whereNothingIsBuiltOrPushedItIsNotMade() throws Exception {
        clone.variables.put("DRY_RUN", "true");
        made();
        clone.variables.remove("DRY_RUN");
        retagged("bank-nominal", "1a2b3c4d");
        retagged("identity", "1a2b3c4d");
        made();
        assertThat(clone.file("runs")).doesNotExist();
    }

    @Test
    void whatIsNotMadeIsSaidAndTheJobsGoOn() throws Exception {
        clone.write("fails", "");
        assertThat(made()).isEqualTo("what the images share was not made here, see above: each build job makes it\n");
    }

    private String made() throws IOException, InterruptedException {
        return clone.run(".gitlab/shared-layers .cache/cfa || echo failed");
    }

    private void retagged(String service, String tag) throws IOException {
        clone.write(
                "services/" + service + "/target/cfa/image.json",
                "{\"reference\": \"r.example/cfa/" + service + ":" + tag + "\"}");
    }

    private String runs() throws IOException {
        return Files.readString(clone.file("runs"));
    }
}
