package io.cfa.maven.image.springaot;

import io.cfa.maven.image.assembly.BaseImage;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.layer.LayerFile;
import io.cfa.maven.image.layer.LayerStore;
import io.cfa.maven.image.plan.ImageLayout;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.image.plan.SpringContext;
import io.cfa.maven.image.runtime.BaseLayers;
import io.cfa.maven.image.runtime.BaseRuntime;
import io.cfa.maven.image.runtime.LayerUnpacker;
import io.cfa.maven.image.runtime.MadeLayer;
import io.cfa.maven.image.runtime.MadeLayers;
import io.cfa.maven.image.runtime.NotMadeException;
import io.cfa.maven.image.runtime.WorkDirectory;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/** The beans of applications that were ever processed on this machine, each by everything that its image holds. */
public final class ProcessedBeans {

    /** Part of each key: a change of the way beans are processed makes the old ones unknown. */
    private static final String FORM = "1";

    private final Path directory;
    private final LayerStore layers;
    private final Layers others;
    private final Consumer<String> notes;
    private final MadeLayers made;

    /** A JVM for each processor is enough, and what the memory of a small machine is for. */
    private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors());

    /**
     * Keeps notes in a directory, which need not be there.
     *
     * @param layers reads the files of images, and keeps layers
     * @param notes  is told of what is made, and of what cannot be
     */
    public ProcessedBeans(Path directory, LayerStore layers, Layers others, Consumer<String> notes) {
        this.directory = directory;
        this.layers = layers;
        this.others = others;
        this.notes = notes;
        this.made = new MadeLayers(LayerKind.SPRING_AOT, directory, layers);
    }

    /**
     * Finds the layers that are needed to start an application.
     *
     * @param bases    those of bases
     * @param archives those of class-data archives
     */
    public record Layers(BaseLayers bases, Function<LayerFile, Path> archives) {}

    /**
     * An image whose beans are processed.
     *
     * @param plan    as it is without them
     * @param packed  its layers
     * @param base    that it stands on
     * @param archive of its class data
     */
    public record Image(ImagePlan plan, List<LayerFile> packed, BaseImage base, MadeLayer archive) {

        private SpringContext context() {
            return plan.contents().context().orElseThrow();
        }
    }

    /**
     * The processed beans of an image, or why it goes without.
     *
     * @throws ImageException if it has none and is to have some, or cannot have any for what it holds itself
     */
    public MadeLayer of(Image image) {
        MadeLayer beans = image.archive().layer().isEmpty()
                ? none(image, "it has no class-data archive, and without one what is generated has more than one form")
                : processed(image);
        if (beans.layer().isEmpty() && image.context().required()) {
            throw new ImageException("the image of " + image.plan().service()
                    + " has no processed beans, which cfa.springAot=required wants: " + beans.reason()
                    + ". Next: build on a machine that runs the base image's java, or set cfa.springAot=auto");
        }
        return beans;
    }

    /** The bytes of a layer of processed beans, which hash to its digest; made again where those that were kept do not. */
    public Path file(LayerFile layer) {
        try {
            return made.file(layer);
        } catch (IOException e) {
            throw unkept(e);
        }
    }

    private MadeLayer processed(Image image) {
        try {
            String key = key(image);
            return made.of(key, () -> make(key, image));
        } catch (IOException e) {
            throw unkept(e);
        }
    }

    private MadeLayer make(String key, Image image) {
        Optional<String> obstacle = BaseRuntime.obstacle(image.base().platform());
        if (obstacle.isPresent()) {
            return none(image, obstacle.get());
        }
        turns.acquireUninterruptibly();
        try (WorkDirectory work = WorkDirectory.in(directory)) {
            notes.accept("the beans of " + image.plan().service() + " are processed: some 10 CPU seconds");
            BaseRuntime runtime =
                    BaseRuntime.of(image.base(), others.bases(), work.path().resolve("base"));
            Path root = work.path().resolve("image");
            new LayerUnpacker(root)
                    .unpack(others.archives().apply(image.archive().layer().orElseThrow()));
            Path jar = new ContextProcessing(image.plan(), layers, root).make(runtime);
            Path classPath = Files.writeString(
                    work.path().resolve("class-path"), image.plan().classPathWithBeans());
            return made.keep(
                    key,
                    new TreeMap<>(
                            Map.of(ImageLayout.SPRING_AOT, jar, ImageLayout.SPRING_AOT_CLASS_PATH_FILE, classPath)),
                    Sha256.of(jar));
        } catch (NotMadeException e) {
            return none(image, e.getMessage());
        } catch (IOException e) {
            throw unkept(e);
        } finally {
            turns.release();
        }
    }

    private MadeLayer none(Image image, String reason) {
        notes.accept("the image of " + image.plan().service() + " goes without processed beans and starts more slowly: "
                + reason + ". Next: mend that, or set cfa.springAot=off for it");
        return MadeLayer.none(reason);
    }

    private String key(Image image) throws IOException {
        SpringContext context = image.context();
        StringBuilder text = new StringBuilder(FORM + " " + ContextProcessing.form() + "\n");
        text.append(BaseRuntime.key(image.base()));
        text.append(image.archive().label()).append('\n');
        image.packed().forEach(layer -> text.append(layer.kind() + " " + layer.diffId() + "\n"));
        text.append(context.mainClass()).append('\n');
        context.settings().forEach(flag -> text.append(flag).append('\n'));
        image.plan().contents().shared().orElseThrow().flags().forEach(flag -> text.append(flag)
                .append('\n'));
        for (Path file : List.of(
                context.compiler().get(),
                image.plan().contents().shared().orElseThrow().list())) {
            text.append(layers.digest(new ImagePlan.FileContent(file))).append('\n');
        }
        return Sha256.hex(Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private ImageException unkept(IOException e) {
        return new ImageException(
                "processed beans cannot be kept in " + directory + ": " + e.getMessage()
                        + ". Next: see the free disk space and the permissions there, or set cfa.springAot=off",
                e);
    }
}
