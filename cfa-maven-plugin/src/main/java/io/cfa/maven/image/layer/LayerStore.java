package io.cfa.maven.image.layer;

import io.cfa.maven.image.cache.ChecksummedFile;
import io.cfa.maven.image.cache.ContentStore;
import io.cfa.maven.image.cache.FileDigestCache;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The layers that were ever made on this machine, each by what is in it; the same content is packed once, also for seven modules at a time.
 *
 * <p>A layer's key is the digest of its paths and bytes, so neither a directory's name nor a file's time can make a difference. Of an earlier
 * build nothing is believed: the note of a layer stands behind its own checksum, the layer's bytes must hash to the note's digest whenever
 * they are used, and what does not is packed again.
 */
public final class LayerStore {

    /** Part of each key: a change of the way layers are packed makes the old ones unknown. */
    private static final String FORM = "4";

    private final Path directory;
    private final ContentStore blobs;
    private final FileDigestCache digests;
    private final Consumer<String> notes;
    private final Map<String, LayerFile> made = new ConcurrentHashMap<>();
    private final Map<Digest, Recipe> recipes = new ConcurrentHashMap<>();
    private final Map<Path, LayerSource> reactorJars = new ConcurrentHashMap<>();

    /**
     * Keeps layers in a directory, which need not be there.
     *
     * @param notes is told of what was damaged
     */
    public LayerStore(Path directory, Consumer<String> notes) {
        this.directory = directory;
        this.notes = notes;
        this.blobs = new ContentStore(directory.resolve("blobs"), notes);
        this.digests = new FileDigestCache(directory.resolve("digests"), InstantSource.system());
    }

    private record Recipe(LayerKind kind, SortedMap<String, LayerSource> files) {}

    /** A layer, known from an earlier build or packed now. */
    public LayerFile of(ImagePlan.Layer layer) {
        try {
            Recipe recipe = recipe(layer);
            digests.save();
            LayerFile file = made.computeIfAbsent(
                    key(recipe), key -> known(layer.kind(), key).orElseGet(() -> packed(recipe, key)));
            recipes.put(file.digest(), recipe);
            return file;
        } catch (IOException | UncheckedIOException e) {
            throw failure(layer.kind(), e);
        }
    }

    /** The bytes of a layer, which hash to its digest; packed again where those that were kept do not. */
    public Path file(LayerFile layer) {
        try {
            Optional<Path> kept = blobs.find(layer.digest());
            return kept.isPresent() ? kept.get() : again(layer);
        } catch (IOException | UncheckedIOException e) {
            throw failure(layer.kind(), e);
        }
    }

    /** Packs files that are not there again for the next build, such as what a program has just made; whoever asks remembers the layer. */
    public LayerFile pack(LayerKind kind, SortedMap<String, Path> files) throws IOException {
        SortedMap<String, LayerSource> sources = new TreeMap<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            sources.put(file.getKey(), LayerSource.of(file.getValue(), Sha256.of(file.getValue())));
        }
        return LayerPacker.pack(kind, sources, blobs);
    }

    /** The bytes of a layer, hashed, where they are kept. */
    public Optional<Path> kept(LayerFile layer) throws IOException {
        return blobs.find(layer.digest());
    }

    /** Whether the bytes of a layer seem to be kept. */
    public boolean mayHave(LayerFile layer) {
        return blobs.mayHave(layer.digest(), layer.size());
    }

    /** The digest of what lies in an image at a path, which each of the services asks for. */
    public Digest digest(ImagePlan.Content content) {
        try {
            return source(content, true).digest();
        } catch (IOException e) {
            throw new ImageException(
                    content + " cannot be read: " + e.getMessage() + ". Next: build it again (mvn package)", e);
        }
    }

    /** Writes what lies in an image at a path to a file. */
    public void copy(ImagePlan.Content content, Path to) throws IOException {
        LayerSource source = source(content, false);
        if (source.file().isPresent()) {
            Files.copy(source.file().get(), to);
        } else {
            Files.write(to, source.bytes().orElseThrow());
        }
    }

    private Path again(LayerFile layer) throws IOException {
        Recipe recipe = recipes.get(layer.digest());
        if (recipe == null) {
            throw new ImageException(
                    "the layer " + layer.digest() + " is not of this build. Next: run the build again");
        }
        LayerFile packed = packed(recipe, key(recipe));
        if (!packed.digest().equals(layer.digest())) {
            throw new ImageException("the layer of " + layer.kind() + " was " + layer.digest() + ", and became "
                    + packed.digest() + " when it was packed again. Next: run the build again");
        }
        return blobs.find(packed.digest()).orElseThrow();
    }

    /** Every path of the layer with what it holds. */
    private Recipe recipe(ImagePlan.Layer layer) throws IOException {
        SortedMap<String, LayerSource> files = new TreeMap<>();
        for (Map.Entry<String, ImagePlan.Content> entry : layer.files().entrySet()) {
            files.put(entry.getKey(), source(entry.getValue(), LayerPacker.ofJars(layer.kind())));
        }
        return new Recipe(layer.kind(), files);
    }

    private LayerSource source(ImagePlan.Content content, boolean lasts) throws IOException {
        if (content instanceof ImagePlan.FileContent file) {
            Path path = file.file();
            return LayerSource.of(path, lasts ? digests.ofLasting(path) : digests.of(path));
        }
        if (content instanceof ImagePlan.TextContent text) {
            return LayerSource.of(text.text().getBytes(StandardCharsets.UTF_8));
        }
        Path module = ((ImagePlan.ReactorContent) content).jarOrDirectory();
        // a module that others are built from does not change any more in this build
        LayerSource known = reactorJars.get(module);
        if (known == null) {
            known = LayerSource.of(ReproducibleJar.of(module));
            reactorJars.put(module, known);
        }
        return known;
    }

    private static String key(Recipe recipe) {
        StringBuilder content = new StringBuilder(FORM + "\n" + LayerPacker.ofJars(recipe.kind()) + "\n");
        recipe.files()
                .forEach((path, source) ->
                        content.append(source.digest()).append(' ').append(path).append('\n'));
        return Sha256.hex(Sha256.of(content.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private LayerFile packed(Recipe recipe, String key) {
        try {
            LayerFile layer = LayerPacker.pack(recipe.kind(), recipe.files(), blobs);
            // what changed while it was packed lies under a key that is not its own
            digests.confirm(recipe.files().values().stream()
                    .flatMap(source -> source.file().stream())
                    .toList());
            ChecksummedFile.write(
                    directory.resolve(key), key, layer.digest() + "\n" + layer.size() + "\n" + layer.diffId());
            return layer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A note without its bytes, or with others, is no layer. */
    private Optional<LayerFile> known(LayerKind kind, String key) {
        Optional<LayerFile> known = ChecksummedFile.read(directory.resolve(key), key)
                .map(text -> text.split("\n"))
                .map(lines -> new LayerFile(kind, Digest.of(lines[0]), Long.parseLong(lines[1]), Digest.of(lines[2])));
        known.filter(layer -> !blobs.mayHave(layer.digest(), layer.size()))
                .ifPresent(layer -> notes.accept("the kept layer of " + kind + " ("
                        + layer.digest().shortForm() + ") is gone or was damaged, and is made anew"));
        return known.filter(layer -> blobs.mayHave(layer.digest(), layer.size()));
    }

    private ImageException failure(LayerKind kind, Exception e) {
        return new ImageException(
                "the layer of " + kind + " could not be packed into " + directory + ": " + e.getMessage()
                        + ". Next: see the free disk space and the permissions there",
                e);
    }
}
