package io.cfa.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.image.signature.TestKeyPair;
import io.cfa.maven.model.Digest;
import io.cfa.maven.mojo.supplychain.SbomMojo;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MojoTest
class SbomMojoTest extends GoalFixture {

    private static final String BILL =
            """
            {"bomFormat": "CycloneDX", "specVersion": "1.6",
             "metadata": {"timestamp": "2026-11-24T08:00:00Z", "component": {"name": "identity", "version": "1"}},
             "components": [{"group": "org.slf4j", "name": "slf4j-api", "version": "2.0.17",
               "purl": "pkg:maven/org.slf4j/slf4j-api@2.0.17?type=jar", "hashes": [{"alg": "SHA-256", "content": "%s"}]}]}
            """
                    .formatted("a".repeat(64));

    SbomMojoTest() {
        super("sbom");
    }

    private Path anImage() throws Exception {
        service();
        Path file = clone.resolve("target/cfa/sbom.json");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, BILL);
    }

    private static void known(SbomMojo goal, String licence) throws Exception {
        set(goal, "knownLicences", List.of("org.slf4j:slf4j-api=" + licence));
    }

    @Test
    @InjectMojo(goal = "sbom")
    void itsParametersHaveDefaults(SbomMojo goal) {
        assertThat(parameters(goal))
                .isEqualTo(Map.of(
                        "acceptedVulnerabilities", "[]",
                        "allowInsecure", "false",
                        "bundleDirectory", "bundle",
                        "cacheDirectory", temp.resolve("cache").toString(),
                        "deniedLicences", "[]",
                        "knownLicences", "[]",
                        "sbomFile",
                                clone.resolve("target/cfa/gl-sbom-release.cdx.json")
                                        .toString(),
                        "skip", "false",
                        "vulnerabilities", "[]",
                        "vulnerabilityThreshold", "high"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "sbom")
    void theReleaseHasOneDocumentWithItsLicences(SbomMojo goal) throws Exception {
        anImage();
        known(goal, "MIT");
        set(goal, "deniedLicences", List.of("AGPL-*"));
        goal.execute();
        Path file = clone.resolve("target/cfa/gl-sbom-release.cdx.json");
        assertThat(Files.readString(file)).contains("\"version\" : \"1a2b3c4d\"", "\"id\" : \"MIT\"");
        assertThat(log).containsExactly("INFO identity 1a2b3c4d: 1 jars in 1 images, " + file, "INFO   1  MIT");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "sbom")
    void aDeniedLicenceFailsAndTheDocumentIsThereAllTheSame(SbomMojo goal) throws Exception {
        anImage();
        known(goal, "AGPL-3.0-only");
        set(goal, "deniedLicences", List.of("AGPL-*"));
        isForTheUser(
                goal,
                "jars that may not be shipped: 1\n  org.slf4j:slf4j-api:2.0.17 of identity is under AGPL-3.0-only, which is"
                        + " denied\nNext: replace or exclude each; where a POM does not say what is true, say it with"
                        + " cfa.knownLicences=group:artifact=SPDX in the root POM");
        assertThat(clone.resolve("target/cfa/gl-sbom-release.cdx.json")).isNotEmptyFile();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "sbom")
    void whatAScannerFoundFails(SbomMojo goal) throws Exception {
        anImage();
        known(goal, "MIT");
        Path scan = Path.of("src/test/resources/io/cfa/maven/sbom/vulnerability/trivy.json");
        set(goal, "vulnerabilities", List.of(scan.toFile()));
        assertThat(failureOf(goal))
                .startsWith("2 vulnerabilities of severity HIGH or above, or not rated:\n  UNKNOWN  CVE-2026-2222");
    }

    /** What cannot be read was not scanned. */
    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "sbom")
    void aResultThatIsNotThereIsForTheUserBeforeAnythingIsWritten(SbomMojo goal) throws Exception {
        anImage();
        set(goal, "vulnerabilities", List.of(new File(clone.toFile(), "trivy.json")));
        assertThat(failureOf(goal)).startsWith(clone.resolve("trivy.json") + " is not there. Next: scan again; ");
        assertThat(clone.resolve("target/cfa/gl-sbom-release.cdx.json")).doesNotExist();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "sbom")
    void aServiceWithoutABillIsForTheUser(SbomMojo goal) throws Exception {
        service();
        assertThat(failureOf(goal))
                .startsWith(clone.resolve("target/cfa/sbom.json")
                        + " is not there. Next: make the image of identity again");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "sbom")
    void aReactorWithoutServicesIsForTheUser(SbomMojo goal) {
        isForTheUser(
                goal,
                "this reactor has no service: no module has the property cfa.mainClass. Next: run it in the root of the clone");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "sbom")
    void anImageOfAnotherCommitIsForTheUser(SbomMojo goal) throws Exception {
        anImage();
        known(goal, "MIT");
        Files.writeString(
                clone.resolve("target/cfa/image.json"),
                """
                {"build": "1", "service": "identity", "reference": "registry.example/cfa/identity:0ld00ld0",
                 "digest": "sha256:%s", "tags": ["0ld00ld0"], "platforms": {}, "revision": "x", "base": "b",
                 "baseDigest": "d", "layers": [], "started": "s", "millis": "1"}
                """
                        .formatted("b".repeat(64)));
        assertThat(failureOf(goal))
                .startsWith(
                        "the images were not pushed as one release, expected 1a2b3c4d: {identity=0ld00ld0}. Next: ");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "sbom")
    void aBillThatNobodySignedIsForTheUserWhereTheBundleNamesAKey(SbomMojo goal) throws Exception {
        anImage();
        known(goal, "MIT");
        Map<String, Digest> pushed = push("1a2b3c4d");
        Files.writeString(
                clone.resolve("target/cfa/image.json"),
                """
                {"build": "1", "service": "identity", "reference": "%s/identity:1a2b3c4d",
                 "digest": "%s", "tags": ["1a2b3c4d"], "platforms": {}, "revision": "x", "base": "b",
                 "baseDigest": "d", "layers": [], "started": "s", "millis": "1"}
                """
                        .formatted(prefix(), pushed.get("identity")));
        new TestKeyPair().trusted(clone.resolve("bundle"));
        assertThat(failureOf(goal))
                .isEqualTo("not what was signed by a key of " + clone.resolve("bundle/cosign.pub")
                        + " when the images were pushed: identity: no provenance is attached to it. Next: push them again with"
                        + " COSIGN_PRIVATE_KEY set, and find out who changed the files between");
        registry.close();
        assertThat(failureOf(goal)).contains("identity: it is not known, as the registry " + registry.name());
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "sbom")
    void whatNobodyForesawIsOurs(SbomMojo goal) {
        isOurs(goal);
    }
}
