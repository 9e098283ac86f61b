package io.cfa.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.image.assembly.TinyBase;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.image.plan.Modules;
import io.cfa.maven.image.plan.Platform;
import io.cfa.maven.image.registry.LocalRegistry;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformsTest {

    private static final String REPOSITORY = "cfa/backend/identity";
    private static final String GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";

    @TempDir
    Path temp;

    private LocalRegistry registry;
    private Builds builds;

    @BeforeEach
    void aRegistry() throws IOException {
        registry = new LocalRegistry();
        builds = new Builds(temp, registry);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private ImagePlan plan(ImageReference base, String platforms) {
        return ImagePlanner.plan(new Modules(temp, base).on(platforms).service("identity"));
    }

    private PushedImage push(ImageReference base, String platforms, String tag) {
        return builds.push(builds.with(temp.resolve("cache"), Map.of()), plan(base, platforms), tag);
    }

    private JsonNode manifest(String reference) throws IOException {
        return new ObjectMapper().readTree(registry.manifest(REPOSITORY, reference));
    }

    private JsonNode config(String manifest) throws IOException {
        return new ObjectMapper()
                .readTree(registry.blob(manifest(manifest).at("/config/digest").asText()));
    }

    @Test
    void severalPlatformsAreOneIndexFromOneBuild() throws IOException {
        ImageReference base = TinyBase.of(registry, "two", GZIP, "linux/amd64", "linux/arm64/v8", "linux/s390x");
        PushedImage image = push(base, "linux/arm64, linux/amd64", "abcd1234");
        assertThat(image.target().platforms()).containsOnlyKeys("linux/amd64", "linux/arm64");
        assertThat(registry.tags(REPOSITORY))
                .isEqualTo(Map.of("abcd1234", image.target().digest()));
        JsonNode index = manifest("abcd1234");
        assertThat(index.path("mediaType").asText()).isEqualTo("application/vnd.oci.image.index.v1+json");
        assertThat(index.path("manifests")).hasSize(2);
        for (JsonNode entry : index.path("manifests")) {
            String platform = entry.at("/platform/os").asText() + "/"
                    + entry.at("/platform/architecture").asText();
            assertThat(entry.path("digest").asText())
                    .isEqualTo(image.target().platforms().get(platform));
            assertThat(config(entry.path("digest").asText())
                            .path("architecture")
                            .asText())
                    .isEqualTo(entry.at("/platform/architecture").asText());
        }
        // our own layers are the same bytes in both, and sent once
        assertThat(image.layers()).hasSize(2 + 4 + 2);
        assertThat(PushedImage.read(builds.output("identity"))).contains(image);
    }

    @Test
    void anUnchangedIndexGetsItsNewTagInOneRequest() throws IOException {
        ImageReference base = TinyBase.of(registry, "two", GZIP, "linux/amd64", "linux/arm64");
        PushedImage first = push(base, "linux/amd64,linux/arm64", "abcd1234");
        registry.forgetRequests();
        PushedImage again = push(base, "linux/amd64,linux/arm64", "ffff0000");
        assertThat(again.target())
                .isEqualTo(new PushedImage.Target(
                        builds.target("identity", "ffff0000").toString(),
                        first.target().digest(),
                        List.of("ffff0000"),
                        first.target().platforms()));
        assertThat(registry.requests("(PUT|POST) .*")).isEqualTo(1);
        assertThat(push(base, "linux/amd64", "eeee0000").target().digest())
                .isEqualTo(first.target().platforms().get("linux/amd64"));
    }

    @Test
    void anIndexIsPromotedAndItsLayersAreThoseOfOneOfItsImages() throws IOException {
        ImageReference base = TinyBase.of(registry, "two", GZIP, "linux/amd64", "linux/arm64");
        ImageBuild build = builds.cold();
        PushedImage image = builds.push(build, plan(base, "linux/amd64,linux/arm64"), "abcd1234");
        build.promote(List.of(image), Map.of(), Map.of(), "dev");
        assertThat(registry.digest(REPOSITORY, "dev")).contains(image.target().digest());
        assertThat(build.digestOf(builds.target("identity", "dev"))).contains(image.digest());
        assertThat(build.layersOf(builds.target("identity", "dev").withDigest(image.digest())))
                .isEqualTo(build.layersOf(builds.target("identity", "dev")
                        .withDigest(Digest.of(image.target().platforms().get("linux/amd64")))))
                .hasSize(1 + 4);
    }

    @Test
    void aPlatformThatTheBaseLacksIsRefusedBeforeAnythingIsPushed() throws IOException {
        ImageReference base = TinyBase.of(registry, "two", GZIP, "linux/amd64", "linux/s390x");
        assertThatThrownBy(() -> push(base, "linux/amd64,linux/arm64", "abcd1234"))
                .hasMessage(
                        "the base image " + base + " is not there for linux/arm64, but for linux/amd64, linux/s390x."
                                + " Next: choose another cfa.baseImage or cfa.platforms");
        assertThat(registry.requests("(PUT|POST) .*")).isZero();
    }

    @Test
    void theNewestVariantThatTheProcessorRunsIsTaken() throws IOException {
        ImageReference base =
                TinyBase.of(registry, "v", GZIP, "linux/amd64/v4", "linux/amd64", "linux/amd64/v3", "linux/amd64/v2");
        PushedImage image = push(base, "linux/amd64/v3", "abcd1234");
        assertThat(config(image.target().digest()).path("variant").asText()).isEqualTo("v3");
        PushedImage usual = push(base, "linux/amd64", "abcd1235");
        assertThat(config(usual.target().digest()).has("variant")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.oci.image.layer.v1.tar+zstd",
                "application/vnd.oci.image.layer.v1.tar",
            })
    void layersOfTheBaseKeepTheirMediaType(String type) throws IOException {
        PushedImage image = push(TinyBase.of(registry, "odd", type, "linux/amd64"), "linux/amd64", "abcd1234");
        JsonNode manifest = manifest("abcd1234");
        assertThat(manifest.path("mediaType").asText()).isEqualTo("application/vnd.oci.image.manifest.v1+json");
        assertThat(manifest.at("/layers/0/mediaType").asText()).isEqualTo(type);
        assertThat(manifest.at("/layers/1/mediaType").asText()).isEqualTo(GZIP);
        assertThat(image.layers()).hasSize(1 + 4 + 1);
    }

    @Test
    void aBaseWithoutHistoryGivesOneThatAgreesWithTheLayers() throws IOException {
        push(TinyBase.of(registry, "bare", GZIP, "linux/amd64"), "linux/amd64", "abcd1234");
        JsonNode config = config("abcd1234");
        assertThat(config.path("history")).hasSize(5);
        assertThat(config.at("/rootfs/diff_ids")).hasSize(5);
        assertThat(manifest("abcd1234").path("layers")).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "linux/amd64, linux/amd64, true",
        "linux/amd64, linux/amd64/v1, true",
        "linux/amd64/v3, linux/amd64/v2, true",
        "linux/amd64/v2, linux/amd64/v3, false",
        "linux/arm64, linux/arm64/v8, true",
        "linux/arm, linux/arm/v6, true",
        "linux/arm/v6, linux/arm, false",
        "linux/amd64, windows/amd64, false",
        "linux/amd64, linux/arm64, false",
    })
    void aProcessorRunsWhatWasMadeForAnOlderOne(String host, String made, boolean runs) {
        assertThat(Platform.of(host).runs(Platform.of(made))).isEqualTo(runs);
    }

    @Test
    void whatIsNoPlatformIsNamed() {
        assertThatThrownBy(() -> Platform.list("amd64"))
                .isInstanceOf(ImageException.class)
                .hasMessage("\"amd64\" is no platform. Next: write OS/ARCHITECTURE or OS/ARCHITECTURE/VARIANT, such as"
                        + " linux/amd64 or linux/arm64");
        assertThatThrownBy(() -> Platform.list(" , ")).hasMessageStartingWith("cfa.platforms names no platform");
    }
}
