package io.cfa.maven.image.runtime;

import io.cfa.maven.image.cache.ChecksummedFile;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.layer.LayerFile;
import io.cfa.maven.image.layer.LayerStore;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.model.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The layers of a kind that the JREs of bases ever made on this machine, each by what it depends on; one is made once, also for seven modules at a time.
 * Of an earlier build the note that says which layer it is is believed behind its checksum, and the layer by its hash. A failure is not remembered.
 */
public final class MadeLayers {

    private final LayerKind kind;
    private final Path directory;
    private final LayerStore layers;
    private final Map<String, MadeLayer> made = new ConcurrentHashMap<>();
    private final Map<Digest, Supplier<MadeLayer>> makers = new ConcurrentHashMap<>();

    /** Keeps notes in a directory, which need not be there. */
    public MadeLayers(LayerKind kind, Path directory, LayerStore layers) {
        this.kind = kind;
        this.directory = directory;
        this.layers = layers;
    }

    /**
     * The layer of a key.
     *
     * @param maker makes it where it is not known, with {@link #keep}
     */
    public MadeLayer of(String key, Supplier<MadeLayer> maker) {
        MadeLayer layer = made.computeIfAbsent(key, any -> known(key).orElseGet(maker));
        layer.layer().ifPresent(file -> makers.put(file.digest(), maker));
        return layer;
    }

    /** Packs files that a JRE has just made, and keeps their layer under a key; the digest is that of one of them. */
    public MadeLayer keep(String key, SortedMap<String, Path> files, Digest digest) throws IOException {
        MadeLayer layer = MadeLayer.of(layers.pack(kind, files), digest);
        ChecksummedFile.write(directory.resolve(key), key, layer.note());
        return layer;
    }

    /** The bytes of a layer, which hash to its digest; made again where those that were kept do not. */
    public Path file(LayerFile layer) throws IOException {
        Optional<Path> kept = layers.kept(layer);
        return kept.isPresent() ? kept.get() : again(layer);
    }

    private Path again(LayerFile layer) throws IOException {
        MadeLayer again = makers.get(layer.digest()).get();
        if (!again.layer().equals(Optional.of(layer))) {
            throw new ImageException("the layer of " + layer.kind() + " was " + layer.digest() + ", and became " + again
                    + " when it was made again. Next: run the build again");
        }
        return layers.kept(layer).orElseThrow();
    }

    private Optional<MadeLayer> known(String key) {
        return ChecksummedFile.read(directory.resolve(key), key)
                .map(note -> MadeLayer.read(kind, note))
                .filter(layer -> layers.mayHave(layer.layer().orElseThrow()));
    }
}
