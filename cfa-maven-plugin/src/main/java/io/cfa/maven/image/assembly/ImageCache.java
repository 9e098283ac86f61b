package io.cfa.maven.image.assembly;

import io.cfa.maven.image.cache.ChecksummedFile;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.layer.LayerFile;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The images that were put together on this machine, each by what it was made from: of the same plan, layers and base comes the same image,
 * byte for byte, and putting it together again would only cost time.
 */
public final class ImageCache {

    /** Part of each key: a change of the way images are put together makes the old ones unknown. */
    static final String FORM = "3";

    private final Path directory;

    /** Keeps what is known in a directory, which need not be there. */
    public ImageCache(Path directory) {
        this.directory = directory;
    }

    /** The image of a plan and its layers, on whatever its base was then. */
    public Optional<CachedImage> find(ImagePlan plan, List<LayerFile> layers) {
        String key = key(plan, layers);
        return ChecksummedFile.read(directory.resolve(key), key).map(CachedImage::of);
    }

    /** Remembers an image. */
    public void keep(ImagePlan plan, List<LayerFile> layers, CachedImage image) {
        String key = key(plan, layers);
        try {
            ChecksummedFile.write(directory.resolve(key), key, image.text());
        } catch (IOException e) {
            throw new ImageException(
                    "the image of " + plan.service() + " cannot be kept in " + directory + ": " + e.getMessage()
                            + ". Next: see the free disk space and the permissions there",
                    e);
        }
    }

    private static String key(ImagePlan plan, List<LayerFile> layers) {
        StringBuilder text = new StringBuilder(
                FORM + "\n" + plan.base() + "\n" + plan.start().created() + "\n");
        plan.start().entrypoint().forEach(word -> text.append(word).append('\n'));
        plan.start().labels().forEach((name, value) -> text.append(name + "=" + value + "\n"));
        layers.forEach(layer -> text.append(
                layer.kind().name() + " " + layer.digest() + " " + layer.size() + " " + layer.diffId() + "\n"));
        return Sha256.hex(Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
