package io.cfa.maven.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs .gitlab/job-image/hand-on. The engine is another there: what it builds gets the digest of that run, and what is listed in {@code registry} is there. */
class JobImageTest {

    private static final String DOCKER =
            """
            #!/bin/sh
            here=$(dirname "$0")/..
            case "$1 $2" in
              build*) echo built >>"$here/builds" ;;
              push*) echo "$3" >>"$here/registry" ;;
              "image inspect") echo "registry.example/p/job-image@sha256:$(sha256sum <"$here/builds" | cut -c -64)" | tee -a "$here/registry" ;;
              "manifest inspect") grep -qxF "$3" "$here/registry" ;;
            esac
            """;

    private static final String REPOSITORY = "registry.example/p/job-image";

    @TempDir
    private Path directory;

    private ScriptClone clone;

    @BeforeEach
    void aClone() throws Exception {
        clone = new ScriptClone(
                directory, ".gitlab/job-image/hand-on", ".gitlab/job-image/Dockerfile", ".gitlab/signed.sh");
        clone.write("bin/docker", DOCKER);
        clone.run("chmod +x bin/docker && touch registry");
        clone.variables.put("CI_REGISTRY_IMAGE", "registry.example/p");
        clone.sign("key");
    }

    @Test
    void itIsMadeOnceAndThenHandedOnByItsDigest() throws Exception {
        assertThat(handedOn()).endsWith(", made here\n");
        String first = image();
        assertThat(first).matches("JOB_IMAGE=" + REPOSITORY + "@sha256:[0-9a-f]{64}\n");
        assertThat(handedOn()).endsWith(", which an earlier pipeline made\n");
        assertThat(image()).isEqualTo(first);
    }

    @Test
    void ofAnotherDefinitionOrBaseItIsMadeAnew() throws Exception {
        handedOn();
        clone.run("echo RUN true >>.gitlab/job-image/Dockerfile");
        assertThat(handedOn()).endsWith(", made here\n");
        clone.variables.put("JOB_IMAGE_BASE", "mirror.example/docker:24");
        assertThat(handedOn()).endsWith(", made here\n");
    }

    @Test
    void aDigestThatNoPipelineSignedIsNotBelieved() throws Exception {
        handedOn();
        String other = "sha256:" + "0".repeat(64);
        clone.write(".cache/kept/job-image", other);
        clone.run("echo " + REPOSITORY + "@" + other + " >>registry");
        assertThat(handedOn()).endsWith(", made here\n");
        assertThat(image()).doesNotContain(other);
    }

    @Test
    void aTagThatSomebodyPushedIsNotBelieved() throws Exception {
        handedOn();
        clone.run("rm -rf .cache");
        assertThat(handedOn()).endsWith(", made here\n");
    }

    @Test
    void anotherKeyMakesItAnew() throws Exception {
        handedOn();
        clone.sign("other");
        assertThat(handedOn()).endsWith(", made here\n");
    }

    @Test
    void oneThatTheRegistryHasLostIsMadeAnew() throws Exception {
        handedOn();
        clone.run(": >registry");
        assertThat(handedOn()).endsWith(", made here\n");
    }

    @Test
    void withoutAKeyTheTagIsBelievedAndThatIsSaid() throws Exception {
        clone.variables.remove("COSIGN_PRIVATE_KEY");
        assertThat(handedOn()).endsWith(", made here\n");
        assertThat(handedOn()).endsWith(", which is there; nobody has signed it, as there is no COSIGN_PRIVATE_KEY\n");
        assertThat(image()).matches("JOB_IMAGE=" + REPOSITORY + ":[0-9a-f]{16}\n");
    }

    @Test
    void withAKeyThatCannotBeReadNoTagIsBelieved() throws Exception {
        handedOn();
        clone.variables.put("COSIGN_PRIVATE_KEY", "-----BEGIN SECRET-----");
        assertThat(handedOn())
                .startsWith("COSIGN_PRIVATE_KEY is not read by openssl here")
                .endsWith(", made here\n");
    }

    private String handedOn() throws IOException, InterruptedException {
        Files.deleteIfExists(clone.file("job-image.env"));
        return clone.run("PATH=$PWD/bin:$PATH .gitlab/job-image/hand-on");
    }

    private String image() throws IOException {
        return Files.readString(clone.file("job-image.env"));
    }
}
