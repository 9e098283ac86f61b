package io.cfa.maven.image.assembly;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.buildplan.Port;
import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.blob.BlobDescriptor;
import com.google.cloud.tools.jib.image.Image;
import com.google.cloud.tools.jib.image.Layer;
import com.google.cloud.tools.jib.image.json.HistoryEntry;
import com.google.cloud.tools.jib.image.json.V22ManifestTemplate;
import io.cfa.maven.image.layer.LayerFile;
import io.cfa.maven.image.plan.ImageLayout;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts images together with jib's model of one.
 *
 * @param baseLayer finds the file of a layer of the base, when its bytes are needed
 * @param ownLayer  finds that of one of ours
 */
public record ImageAssembler(Function<Digest, Path> baseLayer, Function<LayerFile, Path> ownLayer) {

    /** Puts an image together. */
    public BuiltImage assemble(ImagePlan plan, BaseImage base, List<LayerFile> layers) {
        Image image = image(plan, base, layers);
        return new BuiltImage(base, layers, image, ImageJson.of(image, base, layers.size()));
    }

    private Image image(ImagePlan plan, BaseImage base, List<LayerFile> layers) {
        Image from = base.content().image();
        Image.Builder image = Image.builder(V22ManifestTemplate.class)
                .setArchitecture(from.getArchitecture())
                .setOs(from.getOs())
                .addEnvironment(from.getEnvironment())
                .addExposedPorts(Set.of(Port.tcp(ImagePlan.PORT)))
                // what the base says of itself in these would be wrong of this image
                .addLabels(from.getLabels().entrySet().stream()
                        .filter(label -> !label.getKey().startsWith(ImagePlanner.LABEL))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .addLabels(plan.start().labels())
                .addLabel(ImagePlanner.LABEL + "base.digest", base.digest().toString())
                .setCreated(plan.start().created())
                .setEntrypoint(plan.start().entrypoint())
                .setUser(ImagePlan.USER)
                .setWorkingDirectory(ImageLayout.HOME);
        history(plan, from).forEach(image::addHistory);
        for (Layer layer : from.getLayers()) {
            BlobDescriptor blob = layer.getBlobDescriptor();
            Digest digest = Digest.of(blob.getDigest().toString());
            image.addLayer(new AnyLayer(blob, layer.getDiffId(), new KnownBlob(blob, () -> baseLayer.apply(digest))));
        }
        for (LayerFile layer : layers) {
            BlobDescriptor blob = new BlobDescriptor(layer.size(), jibs(layer.digest()));
            image.addLayer(new AnyLayer(blob, jibs(layer.diffId()), new KnownBlob(blob, () -> ownLayer.apply(layer))));
            image.addHistory(entry(plan, layer.kind().toString()));
        }
        return image.build();
    }

    /** That of the base, where it has an entry for each layer; else one that has. */
    private static List<HistoryEntry> history(ImagePlan plan, Image base) {
        boolean agrees = base.getHistory().stream()
                        .filter(HistoryEntry::hasCorrespondingLayer)
                        .count()
                == base.getLayers().size();
        return agrees
                ? base.getHistory()
                : base.getLayers().stream().map(layer -> entry(plan, "base")).toList();
    }

    private static HistoryEntry entry(ImagePlan plan, String comment) {
        return HistoryEntry.builder()
                .setCreationTimestamp(plan.start().created())
                .setCreatedBy("cfa-maven-plugin")
                .setComment(comment)
                .build();
    }

    private static DescriptorDigest jibs(Digest digest) {
        try {
            return DescriptorDigest.fromDigest(digest.toString());
        } catch (DigestException e) {
            throw new IllegalStateException("both forms of a digest are the same", e);
        }
    }

    /** Finds a file when its bytes are needed. */
    private interface Finder {
        Path find();
    }

    /** A file whose digest is known, so that jib need not find it out whenever it reads the file. */
    private record KnownBlob(BlobDescriptor descriptor, Finder file) implements Blob {

        private static final int CHUNK = 1 << 17;

        @Override
        public BlobDescriptor writeTo(OutputStream out) throws IOException {
            byte[] chunk = new byte[CHUNK];
            try (InputStream in = Files.newInputStream(file.find())) {
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
    private record AnyLayer(BlobDescriptor descriptor, DescriptorDigest diff, Blob blob) implements Layer {

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
