package io.cfa.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.image.assembly.TinyBase;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.image.plan.Jar;
import io.cfa.maven.image.plan.Modules;
import io.cfa.maven.image.registry.LocalRegistry;
import io.cfa.maven.image.reproduction.ImageArchive;
import io.cfa.maven.image.reproduction.ImageComparison;
import io.cfa.maven.image.reproduction.PublishedImage;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproductionTest {

    private static final String REPOSITORY = "cfa/backend/identity";

    @TempDir
    Path temp;

    private LocalRegistry registry;
    private Builds builds;
    private ImageReference base;

    @BeforeEach
    void aPushedImage() throws IOException {
        registry = new LocalRegistry();
        builds = new Builds(temp, registry);
        base = TinyBase.in(registry);
        builds.push(builds.cold(), plan(), "abcd1234");
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private ImagePlan plan(Jar... own) {
        return ImagePlanner.plan(new Modules(temp, base).service("identity", own));
    }

    private PublishedImage published() {
        return builds.cold().published(builds.target("identity", "abcd1234")).orElseThrow();
    }

    private ImageArchive built(ImagePlan plan) {
        Path file = temp.resolve("image.tar");
        builds.cold().writeTar(plan, builds.target("identity", "abcd1234"), file);
        return ImageArchive.read(file);
    }

    private Optional<String> difference(ImagePlan plan) {
        return new ImageComparison(published(), built(plan)).firstDifference();
    }

    private static void rewrite(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    @Test
    void anImageThatIsBuiltAgainIsTheOneThatWasPushed() {
        assertThat(difference(plan())).isEmpty();
        assertThat(published().label("org.opencontainers.image.base.name")).contains(base.toString());
    }

    @Test
    void aClassThatIsAnotherIsNamed() throws IOException {
        ImagePlan plan = plan();
        rewrite(temp.resolve("identity/classes/io/cfa/identity/Main.class"), "class of somebody");
        assertThat(difference(plan)).hasValueSatisfying(said -> assertThat(said)
                .startsWith("layer ")
                .contains("io/cfa/identity/Main.class has other bytes (17, and 17)"));
    }

    @Test
    void aClassThatIsInOneAloneIsNamed() throws IOException {
        Files.writeString(temp.resolve("identity/classes/io/cfa/identity/Backdoor.class"), "more");
        assertThat(difference(plan())).hasValueSatisfying(said -> assertThat(said)
                .endsWith("io/cfa/identity/Backdoor.class is in the one built now alone"));
    }

    @Test
    void aResourceThatIsAnotherIsNamed() throws IOException {
        ImagePlan plan = plan();
        rewrite(temp.resolve("identity/classes/application.yml"), "name: somebody");
        assertThat(difference(plan))
                .hasValueSatisfying(said -> assertThat(said).contains("application.yml has other bytes"));
    }

    @Test
    void aJarThatIsAnotherIsNamed() throws IOException {
        ImagePlan plan = plan();
        Files.write(new Modules(temp, base).jar("org.spring", "web", "7.0").file(), new byte[7]);
        assertThat(difference(plan))
                .hasValueSatisfying(said -> assertThat(said).contains("web-7.0.jar has other bytes (20000, and 7)"));
    }

    @Test
    void aLayerTooManyIsSaid() {
        assertThat(difference(plan(new Modules(temp, base).jar("org.example", "more", "1"))))
                .hasValueSatisfying(said -> assertThat(said).startsWith("layer "));
    }

    @Test
    void aBaseThatMovedIsTheLowestLayer() throws IOException {
        TinyBase.of(registry, "25-jre", "application/vnd.oci.image.layer.v1.tar+gzip", "linux/amd64");
        assertThatThrownBy(() -> difference(plan()))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("what is packed there cannot be read");
    }

    @Test
    void aConfigurationThatIsAnotherIsNamed() throws IOException {
        byte[] manifest = registry.manifest(REPOSITORY, "abcd1234");
        String text = new String(manifest, StandardCharsets.UTF_8);
        String digest = text.replaceFirst("(?s).*\"config\".*?(sha256:[0-9a-f]{64}).*", "$1");
        String config = new String(registry.blob(digest), StandardCharsets.UTF_8);
        byte[] other =
                config.replace("io.cfa.identity.Main", "io.cfa.identity.Mean").getBytes(StandardCharsets.UTF_8);
        assertThat(new String(other, StandardCharsets.UTF_8)).isNotEqualTo(config);
        String put = registry.put(REPOSITORY, other);
        registry.put(
                REPOSITORY,
                "abcd1234",
                "application/vnd.oci.image.manifest.v1+json",
                text.replace(digest, put).getBytes(StandardCharsets.UTF_8));
        assertThat(difference(plan())).hasValueSatisfying(said -> assertThat(said)
                .startsWith("configuration: /config/Entrypoint/")
                .contains("io.cfa.identity.Mean", " in the registry's, ", "io.cfa.identity.Main"));
    }

    @Test
    void anImageThatIsNotThereIsNone() {
        assertThat(builds.cold().published(builds.target("identity", "00000000")))
                .isEmpty();
        assertThat(builds.cold().published(builds.target("settlement", "abcd1234")))
                .isEmpty();
    }

    /** The registry, or what stands before it, gives other bytes than the digest names. */
    @Test
    void aLayerThatWasTamperedWithIsNotBelieved() throws IOException {
        ImagePlan plan = plan();
        rewrite(temp.resolve("identity/classes/io/cfa/identity/Main.class"), "class of somebody");
        PublishedImage published = published();
        Digest top = published.layers().get(published.layers().size() - 1);
        registry.answer("GET .*/blobs/" + top, 9, 200, Map.of(), "something else");
        assertThatThrownBy(() -> new ImageComparison(published, built(plan)).firstDifference())
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(top.toString());
    }

    @Test
    void aFileThatIsNoImageIsRefused() throws IOException {
        Path file = Files.writeString(temp.resolve("none.tar"), "nothing");
        assertThatThrownBy(() -> ImageArchive.read(file))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith(file + " is no image that docker load would take: ");
        assertThatThrownBy(() -> ImageArchive.read(temp.resolve("gone.tar"))).isInstanceOf(ImageException.class);
    }
}
