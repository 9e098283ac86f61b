package io.cfa.maven.image.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.image.Image;
import com.google.cloud.tools.jib.image.json.V22ManifestTemplate;
import io.cfa.maven.image.assembly.PushedBlob.Outcome;
import io.cfa.maven.image.layer.LayerFile;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.image.plan.Modules;
import io.cfa.maven.image.plan.Platform;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCacheTest {

    private static final ImageReference BASE = ImageReference.of("eclipse-temurin:25-jre");
    private static final Digest SOME = Digest.of("sha256:" + "1".repeat(64));
    private static final Digest OTHER = Digest.of("sha256:" + "2".repeat(64));

    @TempDir
    Path temp;

    private ImagePlan plan() {
        return ImagePlanner.plan(new Modules(temp, BASE).service("identity"));
    }

    private static List<LayerFile> layers() {
        return List.of(new LayerFile(LayerKind.SHARED_LIBRARIES, SOME, 7, OTHER));
    }

    private MultiPlatformImage image() {
        Image base = Image.builder(V22ManifestTemplate.class)
                .setArchitecture("amd64")
                .setOs("linux")
                .addLabel("vendor", "base")
                .build();
        Platform platform = Platform.of("linux/amd64");
        BuiltImage built = new ImageAssembler(digest -> temp, layer -> temp)
                .assemble(
                        plan(),
                        new BaseImage(BASE, SOME, OTHER, platform, new BaseImage.Content(base, List.of())),
                        layers());
        return new MultiPlatformImage(new TreeMap<>(Map.of(platform, built)));
    }

    @Test
    void theBytesOfAnImageAreTheseAsLongAsTheFormIsThis() {
        assertThat(ImageCache.FORM)
                .as("another digest below needs another form, or what was kept before would be believed")
                .isEqualTo("3");
        assertThat(image().digest())
                .hasToString("sha256:e01464b23a137cd66ffe9a271c0453583df5cbab27b69966d01b2de440e6e143");
    }

    @Test
    void anImageIsKnownByItsPlanAndLayers() {
        MultiPlatformImage image = image();
        ImageCache images = new ImageCache(temp.resolve("images"));
        PushedBlob uploaded = new PushedBlob(LayerKind.SHARED_LIBRARIES, SOME.toString(), 7, Outcome.UPLOADED);
        images.keep(plan(), layers(), image.known(List.of(uploaded)));
        CachedImage found = images.find(plan(), layers()).orElseThrow();
        assertThat(found.content().bytes()).isEqualTo(image.manifest());
        assertThat(found.digest()).isEqualTo(image.digest());
        assertThat(found.platforms()).isEqualTo(image.platforms());
        assertThat(List.of(found.current(), found.baseDigest())).containsExactly(SOME, OTHER);
        assertThat(found.parts())
                .containsExactly(new PushedBlob(LayerKind.SHARED_LIBRARIES, SOME.toString(), 7, Outcome.PRESENT));
        assertThat(images.find(plan(), List.of())).isEmpty();
    }
}
