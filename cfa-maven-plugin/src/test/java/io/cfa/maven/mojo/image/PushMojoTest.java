package io.cfa.maven.mojo.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.image.PushedImage;
import io.cfa.maven.image.assembly.TinyBase;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.image.signature.TestKeyPair;
import io.cfa.maven.mojo.GoalFixture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MojoTest
class PushMojoTest extends GoalFixture {

    PushMojoTest() {
        super("push");
    }

    @Test
    @InjectMojo(goal = "push")
    void itsParametersHaveDefaults(PushMojo goal) {
        assertThat(parameters(goal))
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("allowInsecure", "false"),
                        Map.entry("baseImage", "eclipse-temurin:25-jre"),
                        Map.entry("bootCheck", "false"),
                        Map.entry("bootTimeout", "120"),
                        Map.entry("cacheDirectory", temp.resolve("cache").toString()),
                        Map.entry("cacheSize", "4GiB"),
                        Map.entry("classDataArchive", "auto"),
                        Map.entry("dryRun", "false"),
                        Map.entry("platforms", "linux/amd64"),
                        Map.entry("skip", "false"),
                        Map.entry("springAot", "off"))));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "push")
    void theImageIsInTheRegistryUnderTheCommitAndRecorded(PushMojo goal) throws Exception {
        service();
        set(goal, "baseImage", TinyBase.in(registry).toString());
        set(goal, "mainClass", "org.example.Main");
        goal.execute();
        PushedImage pushed = PushedImage.read(clone.resolve("target")).orElseThrow();
        assertThat(registry.digest("cfa/identity", "1a2b3c4d"))
                .contains(pushed.digest().toString());
        assertThat(registry.digest("cfa/identity", "dev")).isEmpty();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "push")
    void beansOfWhatIsNotSpringBootAreNotProcessedAndThatIsSaid(PushMojo goal) throws Exception {
        service();
        set(goal, "baseImage", TinyBase.in(registry).toString());
        set(goal, "mainClass", "org.example.Main");
        set(goal, "springAot", "auto");
        goal.execute();
        assertThat(log)
                .filteredOn(line -> line.contains("processed beans"))
                .singleElement()
                .asString()
                .endsWith(
                        "identity goes without processed beans: Spring Boot is not on its class path. Next: mend that, or"
                                + " set cfa.springAot=off for it");
        assertThat(PushedImage.read(clone.resolve("target"))
                        .orElseThrow()
                        .origin()
                        .made()
                        .springAot())
                .isEmpty();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "push")
    void aWishForBeansThatThereIsNotIsForTheUser(PushMojo goal) throws Exception {
        service();
        set(goal, "mainClass", "org.example.Main");
        set(goal, "springAot", "true");
        isForTheUser(goal, "cfa.springAot is true, expected auto, required or off. Next: leave it out for off");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "push")
    void aJarOfSystemScopeIsInTheImageAndOneThatIsProvidedIsNot(PushMojo goal) throws Exception {
        service();
        project.setArtifacts(new LinkedHashSet<>(List.of(jar("driver", "system"), jar("servlet-api", "provided"))));
        set(goal, "baseImage", TinyBase.in(registry).toString());
        set(goal, "mainClass", "org.example.Main");
        goal.execute();
        assertThat(clone.resolve("target/cfa/sbom.json"))
                .content()
                .contains("pkg:maven/org.vendor/driver@7?type=jar")
                .doesNotContain("servlet-api");
        String layer = PushedImage.read(clone.resolve("target")).orElseThrow().layers().stream()
                .filter(part -> part.kind() == LayerKind.LIBRARIES)
                .findFirst()
                .orElseThrow()
                .digest();
        try (InputStream tar = new GZIPInputStream(new ByteArrayInputStream(registry.blob(layer)))) {
            assertThat(new String(tar.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains("app/lib/driver-7.jar", "bytes of driver")
                    .doesNotContain("servlet-api");
        }
    }

    private Artifact jar(String name, String scope) throws IOException {
        DefaultArtifactHandler handler = new DefaultArtifactHandler("jar");
        handler.setAddedToClasspath(true);
        Artifact artifact = new DefaultArtifact("org.vendor", name, "7", scope, "jar", "", handler);
        artifact.setFile(Files.writeString(temp.resolve(name + ".jar"), "bytes of " + name)
                .toFile());
        return artifact;
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "push")
    void theImageIsSignedWithTheKeyOfTheEnvironment(PushMojo goal) throws Exception {
        service();
        environment(Map.of("COSIGN_PRIVATE_KEY", new TestKeyPair().privatePem()));
        set(goal, "baseImage", TinyBase.in(registry).toString());
        set(goal, "mainClass", "org.example.Main");
        goal.execute();
        String digest =
                PushedImage.read(clone.resolve("target")).orElseThrow().target().digest();
        String tag = digest.replace(':', '-');
        assertThat(registry.tags("cfa/identity")).containsOnlyKeys("1a2b3c4d", tag, tag + ".sig");
        assertThat(log)
                .contains("INFO " + prefix()
                        + "/identity:1a2b3c4d is signed, its bill of materials and provenance are attached")
                .noneMatch(line -> line.contains("PRIVATE KEY"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "push")
    void aKeyThatIsNoneIsForTheUserBeforeAnythingIsPushed(PushMojo goal) throws Exception {
        service();
        environment(Map.of("COSIGN_PRIVATE_KEY", "s3cret"));
        set(goal, "mainClass", "org.example.Main");
        assertThat(failureOf(goal))
                .startsWith(
                        "COSIGN_PRIVATE_KEY is neither a key in PEM nor the path of a file that holds one, expected")
                .doesNotContain("s3cret");
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "push")
    void anImageOfACloneThatGitSaysNothingOfIsNotPushed(PushMojo goal) throws Exception {
        service();
        Files.writeString(clone.resolve(".git"), "gitdir: /nowhere\n");
        set(goal, "mainClass", "org.example.Main");
        assertThat(failureOf(goal))
                .startsWith("nothing was pushed: git does not say what is built in " + clone + ": fatal: ")
                .endsWith(". Next: see what git status says there");
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    @InjectMojo(goal = "push")
    @MojoParameter(name = "imagePrefix", value = "registry.example/cfa")
    void anImageThatNamesNoCommitIsNotPushed(PushMojo goal) throws Exception {
        service();
        set(goal, "mainClass", "org.example.Main");
        isForTheUser(
                goal,
                "nothing was pushed: it is not known what the image is of, as this is no git clone."
                        + " Next: name it with -Dcfa.revision");
    }

    @Test
    @InjectMojo(goal = "push")
    void withoutAPlaceForImagesItIsForTheUser(PushMojo goal) throws Exception {
        service();
        set(goal, "mainClass", "org.example.Main");
        set(goal, "revision", "1a2b3c4d");
        isForTheUser(
                goal,
                "it is not said where identity goes, neither there nor by CI_REGISTRY_IMAGE: cfa.imagePrefix is not set."
                        + " Next: set it in <properties> of the root POM, or with -Dcfa.imagePrefix=REGISTRY/PATH");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "push")
    @MojoParameter(name = "bootCheck", value = "maybe")
    void aPolicyThatThereIsNotIsForTheUserBeforeAnythingIsPushed(PushMojo goal) throws Exception {
        service();
        set(goal, "mainClass", "org.example.Main");
        isForTheUser(goal, "cfa.bootCheck is maybe, expected true, required or false. Next: leave it out for false");
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "push")
    void whatNobodyForesawIsOurs(PushMojo goal) {
        isOurs(goal);
    }
}
