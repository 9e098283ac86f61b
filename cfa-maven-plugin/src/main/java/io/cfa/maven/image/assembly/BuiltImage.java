package io.cfa.maven.image.assembly;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.buildplan.Port;
import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.blob.BlobDescriptor;
import com.google.cloud.tools.jib.hash.Digests;
import com.google.cloud.tools.jib.image.Image;
import com.google.cloud.tools.jib.image.Layer;
import com.google.cloud.tools.jib.image.json.HistoryEntry;
import com.google.cloud.tools.jib.image.json.ImageToJsonTranslator;
import com.google.cloud.tools.jib.image.json.V22ManifestTemplate;
import com.google.cloud.tools.jib.json.JsonTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.cache.Sha256;
import io.cfa.maven.image.layer.LayerFile;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.image.registry.JibRepository;
import io.cfa.maven.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * An image whose bytes are known, wherever it goes from here.
 *
 * @param plan     what it was made from
 * @param base     what it was made on
 * @param layers   our layers, above those of the base
 * @param image    as jib sees it
 * @param config   the bytes of its configuration
 * @param manifest the bytes of what lists all of them
 * @param digest   the digest of the manifest: the image's name that cannot be moved
 */
public record BuiltImage(
        ImagePlan plan,
        BaseImage base,
        List<LayerFile> layers,
        Image image,
        byte[] config,
        byte[] manifest,
        Digest digest) {

    /**
     * Puts an image together.
     *
     * @param baseLayer finds the file of a layer of the base, when its bytes are needed
     */
    public static BuiltImage of(
            ImagePlan plan, BaseImage base, List<LayerFile> layers, Function<Digest, Path> baseLayer) {
        try {
            Image image = image(plan, base, layers, baseLayer);
            ImageToJsonTranslator json = new ImageToJsonTranslator(image);
            JsonTemplate config = json.getContainerConfiguration();
            byte[] manifest = JsonTemplateMapper.toByteArray(
                    json.getManifestTemplate(V22ManifestTemplate.class, Digests.computeDigest(config)));
            return new BuiltImage(
                    plan, base, layers, image, JsonTemplateMapper.toByteArray(config), manifest, Sha256.of(manifest));
        } catch (IOException e) {
            throw new ImageException(
                    "the image of " + plan.service() + " cannot be put together: " + e.getMessage(), e);
        }
    }

    /** What is to be remembered of it, and what became of its parts. */
    public CachedImage known(List<PushedBlob> parts) {
        return new CachedImage(base.current(), base.digest(), parts, manifest);
    }

    private static Image image(
            ImagePlan plan, BaseImage base, List<LayerFile> layers, Function<Digest, Path> baseLayer) {
        Image from = base.image();
        Image.Builder image = Image.builder(V22ManifestTemplate.class)
                .setArchitecture(from.getArchitecture())
                .setOs(from.getOs())
                .addEnvironment(from.getEnvironment())
                .addExposedPorts(Set.of(Port.tcp(ImagePlan.PORT)))
                // what the base says of itself in these would be wrong of this image
                .addLabels(from.getLabels().entrySet().stream()
                        .filter(label -> !label.getKey().startsWith(ImagePlanner.LABEL))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .addLabels(plan.labels())
                .addLabel(ImagePlanner.LABEL + "base.digest", base.digest().toString())
                .setCreated(plan.created())
                .setEntrypoint(plan.entrypoint())
                .setUser(ImagePlan.USER)
                .setWorkingDirectory(ImagePlan.HOME);
        from.getHistory().forEach(image::addHistory);
        for (Layer layer : from.getLayers()) {
            BlobDescriptor blob = layer.getBlobDescriptor();
            image.addLayer(new Part(
                    blob,
                    layer.getDiffId(),
                    new KnownBlob(
                            blob,
                            () -> baseLayer.apply(Digest.of(blob.getDigest().toString())))));
        }
        for (LayerFile layer : layers) {
            BlobDescriptor blob = new BlobDescriptor(layer.size(), JibRepository.jibs(layer.digest()));
            image.addLayer(new Part(blob, JibRepository.jibs(layer.diffId()), new KnownBlob(blob, layer::file)));
            image.addHistory(HistoryEntry.builder()
                    .setCreationTimestamp(plan.created())
                    .setCreatedBy("cfa-maven-plugin")
                    .setComment(layer.kind().toString())
                    .build());
        }
        return image.build();
    }

    /** A file whose digest is known, so that jib need not find it out whenever it reads the file. */
    private record KnownBlob(BlobDescriptor descriptor, Supplier<Path> file) implements Blob {

        private static final int CHUNK = 1 << 17;

        @Override
        public BlobDescriptor writeTo(OutputStream out) throws IOException {
            byte[] chunk = new byte[CHUNK];
            try (InputStream in = Files.newInputStream(file.get())) {
                for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                    out.write(chunk, 0, read);
                }
            }
            return descriptor;
        }

        @Override
        public boolean isRetryable() {
            return true;
        }
    }

    /** A layer that jib can write wherever it wants it. */
    private record Part(BlobDescriptor descriptor, DescriptorDigest diff, Blob blob) implements Layer {

        @Override
        public Blob getBlob() {
            return blob;
        }

        @Override
        public BlobDescriptor getBlobDescriptor() {
            return descriptor;
        }

        @Override
        public DescriptorDigest getDiffId() {
            return diff;
        }
    }
}
