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
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCacheTest {

    private static final ImageReference BASE = ImageReference.of("eclipse-temurin:25-jre");
    private static final Digest SOME = Digest.of("sha256:" + "1".repeat(64));
    private static final Digest OTHER = Digest.of("sha256:" + "2".repeat(64));

    @TempDir
    Path temp;

    private BuiltImage image() {
        ImagePlan plan = ImagePlanner.plan(new Modules(temp, BASE).service("identity"));
        Image base = Image.builder(V22ManifestTemplate.class)
                .setArchitecture("amd64")
                .setOs("linux")
                .addLabel("vendor", "base")
                .build();
        LayerFile layer = new LayerFile(LayerKind.SHARED_LIBRARIES, SOME, 7, OTHER, temp);
        return BuiltImage.of(plan, new BaseImage(BASE, SOME, OTHER, base), List.of(layer), digest -> temp);
    }

    @Test
    void theBytesOfAnImageAreTheseAsLongAsTheFormIsThis() {
        assertThat(ImageCache.FORM)
                .as("another digest below needs another form, or what was kept before would be believed")
                .isEqualTo("2");
        assertThat(image().digest())
                .hasToString("sha256:e01464b23a137cd66ffe9a271c0453583df5cbab27b69966d01b2de440e6e143");
    }

    @Test
    void anImageIsKnownByItsPlanAndLayers() {
        BuiltImage image = image();
        ImageCache images = new ImageCache(temp.resolve("images"));
        PushedBlob uploaded = new PushedBlob(LayerKind.SHARED_LIBRARIES, SOME.toString(), 7, Outcome.UPLOADED);
        images.keep(image.plan(), image.layers(), image.known(List.of(uploaded)));
        CachedImage found = images.find(image.plan(), image.layers()).orElseThrow();
        assertThat(found.manifest()).isEqualTo(image.manifest());
        assertThat(found.digest()).isEqualTo(image.digest());
        assertThat(List.of(found.current(), found.baseDigest())).containsExactly(SOME, OTHER);
        assertThat(found.parts())
                .containsExactly(new PushedBlob(LayerKind.SHARED_LIBRARIES, SOME.toString(), 7, Outcome.PRESENT));
        assertThat(images.find(image.plan(), List.of())).isEmpty();
    }
}
