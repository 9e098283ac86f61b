package io.cfa.maven.image.classdata;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.cfa.maven.image.assembly.BaseImage;
import io.cfa.maven.image.cache.ChecksummedFile;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.layer.LayerFile;
import io.cfa.maven.image.layer.LayerStore;
import io.cfa.maven.image.plan.ImageLayout;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.image.plan.SharedClasses;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The class-data archives that were ever made on this machine, each by what it depends on; one is made once, also for seven modules at a time.
 * Of an earlier build the note that says which layer holds it is believed behind its checksum, and the layer by its hash.
 */
public final class ClassDataArchives {

    /** Part of each key: a change of the way archives are made makes the old ones unknown. */
    private static final String FORM = "1";

    private static final String WORK = "work-";
    private static final Duration STALE = Duration.ofDays(1);

    private final Path directory;
    private final LayerStore layers;
    private final BaseLayers bases;
    private final Consumer<String> notes;
    private final Map<String, ClassDataArchive> made = new ConcurrentHashMap<>();
    private final Map<Digest, Recipe> recipes = new ConcurrentHashMap<>();

    /**
     * Keeps notes in a directory, which need not be there.
     *
     * @param bases finds the file of a layer of a base
     * @param notes is told of what is made, and of what cannot be
     */
    public ClassDataArchives(Path directory, LayerStore layers, BaseLayers bases, Consumer<String> notes) {
        this.directory = directory;
        this.layers = layers;
        this.bases = bases;
        this.notes = notes;
    }

    /** Finds the file of a base's layer. */
    @FunctionalInterface
    public interface BaseLayers {
        /** The file, pulled if it must be. */
        Path file(BaseImage base, Digest layer);
    }

    private record Recipe(SharedClasses wanted, BaseImage base) {}

    /**
     * The archive of some classes on a base, or why there is none.
     *
     * @throws ImageException if there is none, and one is required
     */
    public ClassDataArchive of(SharedClasses wanted, BaseImage base) {
        Recipe recipe = new Recipe(wanted, base);
        ClassDataArchive archive =
                made.computeIfAbsent(key(recipe), key -> known(key).orElseGet(() -> make(key, recipe)));
        archive.layer().ifPresent(layer -> recipes.put(layer.digest(), recipe));
        if (archive.layer().isEmpty() && wanted.required()) {
            throw new ImageException("there is no class-data archive, which cfa.classDataArchive=required wants: "
                    + archive.reason() + ". Next: build on a machine that runs the base image's java, or leave"
                    + " cfa.classDataArchive at auto");
        }
        return archive;
    }

    /** The bytes of an archive's layer, which hash to its digest; made again where those that were kept do not. */
    public Path file(LayerFile layer) {
        try {
            Optional<Path> kept = layers.kept(layer);
            return kept.isPresent() ? kept.get() : again(layer);
        } catch (IOException e) {
            throw unkept(e);
        }
    }

    private Path again(LayerFile layer) throws IOException {
        Recipe recipe = recipes.get(layer.digest());
        ClassDataArchive archive = make(key(recipe), recipe);
        if (!archive.layer().equals(Optional.of(layer))) {
            throw new ImageException("the layer of " + layer.kind() + " was " + layer.digest() + ", and became "
                    + archive + " when it was made again. Next: run the build again");
        }
        return layers.kept(layer).orElseThrow();
    }

    private Optional<ClassDataArchive> known(String key) {
        return ChecksummedFile.read(directory.resolve(key), key)
                .map(text -> text.split("\n"))
                .map(lines -> ClassDataArchive.of(
                        new LayerFile(
                                LayerKind.CLASS_DATA,
                                Digest.of(lines[0]),
                                Long.parseLong(lines[1]),
                                Digest.of(lines[2])),
                        Digest.of(lines[3])))
                .filter(archive -> layers.mayHave(archive.layer().orElseThrow()));
    }

    private ClassDataArchive make(String key, Recipe recipe) {
        Optional<String> obstacle = BaseRuntime.obstacle(
                recipe.base().platform(), System.getProperty("os.name"), System.getProperty("os.arch"));
        if (obstacle.isPresent()) {
            return none(obstacle.get());
        }
        Path work = directory.resolve(WORK + UUID.randomUUID());
        try {
            sweep();
            notes.accept(
                    "the class-data archive for " + recipe.base().reference() + " is made: some 20 CPU seconds, once");
            LayerUnpacker base = new LayerUnpacker(work.resolve("base"));
            for (Digest layer : recipe.base().layers()) {
                base.unpack(bases.file(recipe.base(), layer));
            }
            BaseRuntime runtime =
                    BaseRuntime.of(base, recipe.base().platform(), recipe.base().environment());
            Path archive = ArchiveDump.make(runtime, Files.createDirectory(work.resolve("app")), recipe.wanted());
            return kept(key, archive);
        } catch (NoArchiveException e) {
            return none(e.getMessage());
        } catch (IOException e) {
            throw unkept(e);
        } finally {
            delete(work);
        }
    }

    private ClassDataArchive kept(String key, Path archive) throws IOException {
        TreeMap<String, Path> files = new TreeMap<>(Map.of(ImageLayout.ARCHIVE, archive));
        LayerFile layer = layers.pack(LayerKind.CLASS_DATA, files);
        Digest digest = Sha256.of(archive);
        ChecksummedFile.write(
                directory.resolve(key),
                key,
                layer.digest() + "\n" + layer.size() + "\n" + layer.diffId() + "\n" + digest);
        return ClassDataArchive.of(layer, digest);
    }

    private ClassDataArchive none(String reason) {
        notes.accept("the images go without a class-data archive and start more slowly: " + reason
                + ". Next: build on a machine that runs the base image's java, or set cfa.classDataArchive=off");
        return ClassDataArchive.none(reason);
    }

    private String key(Recipe recipe) {
        StringBuilder text = new StringBuilder(FORM + " " + ArchiveDump.form() + "\n");
        text.append(recipe.base().platform()).append('\n');
        recipe.base().layers().forEach(layer -> text.append(layer).append('\n'));
        new TreeMap<>(recipe.base().environment())
                .forEach((name, value) -> text.append(name + "=" + value).append('\n'));
        recipe.wanted().flags().forEach(flag -> text.append(flag).append('\n'));
        text.append(layers.digest(new ImagePlan.FileContent(recipe.wanted().list())))
                .append('\n');
        recipe.wanted().jars().forEach(jar -> text.append(
                        layers.digest(new ImagePlan.FileContent(jar.file())) + " " + jar.path())
                .append('\n'));
        return Sha256.hex(Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** What a build left that was killed. */
    private void sweep() throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> all = Files.list(directory)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                boolean isWork = each.getFileName().toString().startsWith(WORK);
                if (isWork
                        && Files.getLastModifiedTime(each)
                                .toInstant()
                                .isBefore(Instant.now().minus(STALE))) {
                    delete(each);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void delete(Path work) {
        try {
            if (Files.exists(work)) {
                MoreFiles.deleteRecursively(work, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        } catch (IOException e) {
            // a later build sweeps it
        }
    }

    private ImageException unkept(IOException e) {
        return new ImageException(
                "a class-data archive cannot be made in " + directory + ": " + e.getMessage()
                        + ". Next: see the free disk space and the permissions there, or set cfa.classDataArchive=off",
                e);
    }
}
