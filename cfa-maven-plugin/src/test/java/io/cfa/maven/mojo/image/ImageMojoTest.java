package io.cfa.maven.mojo.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.image.assembly.TinyBase;
import io.cfa.maven.mojo.GoalFixture;
import java.nio.file.Files;
import java.util.Map;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MojoTest
class ImageMojoTest extends GoalFixture {

    ImageMojoTest() {
        super("image");
    }

    @Test
    @InjectMojo(goal = "image")
    void itsParametersHaveDefaults(ImageMojo goal) {
        assertThat(parameters(goal))
                .isEqualTo(Map.of(
                        "allowInsecure", "false",
                        "baseImage", "eclipse-temurin:25-jre",
                        "cacheDirectory", temp.resolve("cache").toString(),
                        "cacheSize", "4GiB",
                        "classDataArchive", "auto",
                        "dryRun", "false",
                        "platforms", "linux/amd64",
                        "output", "tar",
                        "skip", "false",
                        "springAot", "off"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "image")
    void theImageOfAServiceBecomesAFile(ImageMojo goal) throws Exception {
        service();
        set(goal, "baseImage", TinyBase.in(registry).toString());
        set(goal, "mainClass", "org.example.Main");
        goal.execute();
        assertThat(clone.resolve("target/image.tar")).isNotEmptyFile();
        assertThat(clone.resolve("target/cfa/sbom.json")).isNotEmptyFile();
        assertThat(log).anyMatch(line -> line.startsWith("INFO " + prefix() + "/identity:1a2b3c4d is sha256:"));
    }

    @Test
    @InjectMojo(goal = "image")
    void aModuleThatIsNoServiceIsPassedOver(ImageMojo goal) throws Exception {
        goal.execute();
        assertThat(log).containsExactly("INFO not a service: no property cfa.mainClass");
        assertThat(Files.exists(clone.resolve("target"))).isFalse();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "image")
    @MojoParameter(name = "output", value = "oci")
    void aDestinationThatThereIsNotIsForTheUser(ImageMojo goal) throws Exception {
        service();
        set(goal, "mainClass", "org.example.Main");
        isForTheUser(
                goal, "cfa.output is oci, expected tar, docker, registry. Next: leave it out for target/image.tar");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "image")
    void whatNobodyForesawIsOurs(ImageMojo goal) {
        isOurs(goal);
    }
}
