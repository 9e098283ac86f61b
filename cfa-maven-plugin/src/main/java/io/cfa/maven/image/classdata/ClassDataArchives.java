package io.cfa.maven.image.classdata;

import io.cfa.maven.image.assembly.BaseImage;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.layer.LayerFile;
import io.cfa.maven.image.layer.LayerStore;
import io.cfa.maven.image.plan.ImageLayout;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.image.plan.SharedClasses;
import io.cfa.maven.image.runtime.BaseLayers;
import io.cfa.maven.image.runtime.BaseRuntime;
import io.cfa.maven.image.runtime.MadeLayer;
import io.cfa.maven.image.runtime.MadeLayers;
import io.cfa.maven.image.runtime.NotMadeException;
import io.cfa.maven.image.runtime.WorkDirectory;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The class-data archives that were ever made on this machine, each by what it depends on. */
public final class ClassDataArchives {

    /** Part of each key: a change of the way archives are made makes the old ones unknown. */
    private static final String FORM = "1";

    private final Path directory;
    private final LayerStore layers;
    private final BaseLayers bases;
    private final Consumer<String> notes;
    private final MadeLayers made;

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
        this.made = new MadeLayers(LayerKind.CLASS_DATA, directory, layers);
    }

    private record Recipe(SharedClasses wanted, BaseImage base) {}

    /**
     * The archive of some classes on a base, or why there is none.
     *
     * @throws ImageException if there is none, and one is required
     */
    public MadeLayer of(SharedClasses wanted, BaseImage base) {
        Recipe recipe = new Recipe(wanted, base);
        String key = key(recipe);
        MadeLayer archive = made.of(key, () -> make(key, recipe));
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
            return made.file(layer);
        } catch (IOException e) {
            throw unkept(e);
        }
    }

    private MadeLayer make(String key, Recipe recipe) {
        Optional<String> obstacle = BaseRuntime.obstacle(recipe.base().platform());
        if (obstacle.isPresent()) {
            return none(obstacle.get());
        }
        try (WorkDirectory work = WorkDirectory.in(directory)) {
            notes.accept(
                    "the class-data archive for " + recipe.base().reference() + " is made: some 20 CPU seconds, once");
            BaseRuntime runtime =
                    BaseRuntime.of(recipe.base(), bases, work.path().resolve("base"));
            Path app = Files.createDirectory(work.path().resolve("app"));
            Path archive = ArchiveDump.make(runtime, app, recipe.wanted());
            return made.keep(key, new TreeMap<>(Map.of(ImageLayout.ARCHIVE, archive)), Sha256.of(archive));
        } catch (NotMadeException e) {
            return none(e.getMessage());
        } catch (IOException e) {
            throw unkept(e);
        }
    }

    private MadeLayer none(String reason) {
        notes.accept("the images go without a class-data archive and start more slowly: " + reason
                + ". Next: build on a machine that runs the base image's java, or set cfa.classDataArchive=off");
        return MadeLayer.none(reason);
    }

    private String key(Recipe recipe) {
        StringBuilder text = new StringBuilder(FORM + " " + ArchiveDump.form() + "\n");
        text.append(BaseRuntime.key(recipe.base()));
        recipe.wanted().flags().forEach(flag -> text.append(flag).append('\n'));
        text.append(layers.digest(new ImagePlan.FileContent(recipe.wanted().list())))
                .append('\n');
        recipe.wanted().jars().forEach(jar -> text.append(
                        layers.digest(new ImagePlan.FileContent(jar.file())) + " " + jar.path())
                .append('\n'));
        return Sha256.hex(Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private ImageException unkept(IOException e) {
        return new ImageException(
                "a class-data archive cannot be made in " + directory + ": " + e.getMessage()
                        + ". Next: see the free disk space and the permissions there, or set cfa.classDataArchive=off",
                e);
    }
}
