package io.cfa.maven.image;

import com.google.cloud.tools.jib.docker.CliDockerClient;
import com.google.cloud.tools.jib.image.ImageTarball;
import com.google.common.collect.ImmutableSet;
import io.cfa.maven.git.Git;
import io.cfa.maven.image.assembly.BaseImages;
import io.cfa.maven.image.assembly.BuiltImage;
import io.cfa.maven.image.assembly.CachedImage;
import io.cfa.maven.image.assembly.ImageCache;
import io.cfa.maven.image.assembly.ManifestLayers;
import io.cfa.maven.image.assembly.PushedBlob.Outcome;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.layer.LayerFile;
import io.cfa.maven.image.layer.LayerStore;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.image.registry.Credentials;
import io.cfa.maven.image.registry.Registry;
import io.cfa.maven.image.registry.Repository;
import io.cfa.maven.image.registry.RetryPolicy;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What the modules of one build share: the base image, layers, logins, and who promotes. */
public final class ImageBuild {

    private static final Map<Object, ImageBuild> BUILDS = new WeakHashMap<>();

    private final Settings settings;
    private final LayerStore layers;
    private final ImageCache known;
    private final BaseImages bases;
    private final Map<String, Registry> registries = new ConcurrentHashMap<>();
    private final AtomicBoolean promoted = new AtomicBoolean();

    private ImageBuild(Settings settings) {
        this.settings = settings;
        this.layers = new LayerStore(settings.cache().resolve("layers"));
        this.known = new ImageCache(settings.cache().resolve("images"));
        this.bases = new BaseImages(settings.cache().resolve("base"), this::registry, settings.offline());
    }

    /**
     * How a build reaches the world.
     *
     * @param id            names this build, and no other
     * @param git           knows the clone that is built
     * @param cache         what is kept from build to build
     * @param offline       whether nothing may be asked of a registry
     * @param allowInsecure whether plain http is allowed to registries that are not on this machine
     * @param credentials   who we are
     * @param sleep         waits
     * @param progress      is told what a person should see
     */
    public record Settings(
            String id,
            Git git,
            Path cache,
            boolean offline,
            boolean allowInsecure,
            Credentials credentials,
            Consumer<Duration> sleep,
            Progress progress) {}

    /**
     * The build that a key stands for, the same for all modules.
     *
     * @param key lives as long as the build does
     */
    public static ImageBuild of(Object key, Settings settings) {
        synchronized (BUILDS) {
            return BUILDS.computeIfAbsent(key, any -> new ImageBuild(settings));
        }
    }

    /**
     * Builds an image and pushes it.
     *
     * @param target   repository and tag
     * @param siblings the repositories of the reactor's other services
     * @param output   the module's directory of built things, where {@value PushedImage#FILE} and {@value BillOfMaterials#FILE} are written
     */
    public PushedImage push(ImagePlan plan, ImageReference target, List<String> siblings, Path output) {
        if (settings.offline()) {
            throw new ImageException(target + " cannot be pushed: Maven is offline. Next: run it without -o");
        }
        Instant started = Instant.now();
        try (PushProgress progress = new PushProgress(settings.progress(), plan.service())) {
            progress.packing();
            plan.warnings().forEach(settings.progress()::say);
            List<LayerFile> packed = packed(plan);
            Pusher pusher = new Pusher(registry(target.registry()), siblings, progress);
            CachedImage image = known.find(plan, packed)
                    .filter(seen -> bases.current(plan.base()).equals(Optional.of(seen.current())))
                    .filter(seen -> pusher.tag(seen, target))
                    .orElseGet(() -> pushAnew(pusher, plan, packed, target));
            PushedImage pushed = record(plan, target, image, started);
            pushed.write(output);
            new BillOfMaterials(plan, layers).write(output);
            settings.progress().say(summary(pushed));
            return pushed;
        }
    }

    private CachedImage pushAnew(Pusher pusher, ImagePlan plan, List<LayerFile> packed, ImageReference target) {
        BuiltImage image = built(plan, packed);
        CachedImage pushed = pusher.push(image, target);
        known.keep(plan, packed, pushed);
        return pushed;
    }

    private PushedImage record(ImagePlan plan, ImageReference target, CachedImage image, Instant started) {
        return new PushedImage(
                settings.id(),
                plan.service(),
                target.toString(),
                image.digest().toString(),
                List.of(target.tag().orElseThrow()),
                plan.labels().get(ImagePlanner.LABEL + "revision"),
                plan.base().toString(),
                image.baseDigest().toString(),
                image.parts(),
                started.toString(),
                Duration.between(started, Instant.now()).toMillis());
    }

    /** Builds an image as a file that {@code docker load} takes. */
    public Digest writeTar(ImagePlan plan, ImageReference name, Path file) {
        BuiltImage image = build(plan);
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                tarball(image, name).writeTo(out);
            }
        } catch (IOException e) {
            throw new ImageException(
                    "the image of " + plan.service() + " cannot be written to " + file + ": " + e.getMessage(), e);
        }
        return image.digest();
    }

    /** Builds an image into the Docker engine of this machine. */
    public void load(ImagePlan plan, ImageReference name) {
        if (!CliDockerClient.isDefaultDockerInstalled()) {
            throw new ImageException(
                    "there is no docker on this machine's PATH. Next: install it, or build a file with -Dcfa.to=tar");
        }
        BuiltImage image = build(plan);
        try {
            new CliDockerClient(CliDockerClient.DEFAULT_DOCKER_CLIENT, Map.of())
                    .load(tarball(image, name), written -> {});
        } catch (IOException e) {
            throw new ImageException(
                    "the Docker engine did not take the image of " + plan.service() + ": " + e.getMessage()
                            + ". Next: see whether docker info works, or build a file with -Dcfa.to=tar",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException("interrupted while the image of " + plan.service() + " was loaded", e);
        }
    }

    /** Moves a tag to images of this build. */
    public void promote(List<PushedImage> images, String tag) {
        images.stream()
                .filter(image -> !image.build().equals(settings.id()))
                .findFirst()
                .ifPresent(image -> {
                    throw new ImageException(image.reference()
                            + " was pushed by another build, and is not promoted by this one. No tag was moved."
                            + " Next: push and promote in one build");
                });
        new Promoter(this::registry, settings.progress()::say).promote(images, tag);
    }

    /** The clone that is built, asked once for all modules. */
    public Git git() {
        return settings.git();
    }

    /** Whether the caller is the first to ask, and so the one who promotes. */
    public boolean claimPromotion() {
        return promoted.compareAndSet(false, true);
    }

    /** The digest that an image's registry has under its tag, or under its digest. */
    public Optional<Digest> digestOf(ImageReference image) {
        return repository(image)
                .digestOf(image.digest().map(Digest::toString).or(image::tag).orElseThrow());
    }

    /** The packed bytes of each layer of an image that is named by its digest; nothing where the registry does not have it. */
    public Map<Digest, Long> layersOf(ImageReference image) {
        return repository(image)
                .manifest(image.digest().orElseThrow())
                .map(ManifestLayers::of)
                .orElseGet(Map::of);
    }

    private Repository repository(ImageReference image) {
        return registry(image.registry()).toPull(image.repository());
    }

    private BuiltImage build(ImagePlan plan) {
        plan.warnings().forEach(settings.progress()::say);
        return built(plan, packed(plan));
    }

    private List<LayerFile> packed(ImagePlan plan) {
        return plan.layers().stream().map(layers::of).toList();
    }

    private BuiltImage built(ImagePlan plan, List<LayerFile> packed) {
        return BuiltImage.of(plan, bases.resolve(plan.base()), packed, digest -> bases.layer(plan.base(), digest));
    }

    private Registry registry(String name) {
        return registries.computeIfAbsent(
                name,
                any -> new Registry(
                        name,
                        settings.credentials().of(name),
                        settings.allowInsecure(),
                        new RetryPolicy(settings.sleep(), settings.progress()::say)));
    }

    private static ImageTarball tarball(BuiltImage image, ImageReference name) {
        String tag = name.tag().orElseThrow();
        return new ImageTarball(
                image.image(),
                com.google.cloud.tools.jib.api.ImageReference.of(name.registry(), name.repository(), tag),
                ImmutableSet.of(tag));
    }

    private static String summary(PushedImage pushed) {
        return pushed.reference() + " is " + pushed.digest().shortForm() + ": "
                + PushProgress.megabytes(pushed.bytes(Outcome.UPLOADED)) + " uploaded, "
                + PushProgress.megabytes(pushed.bytes(Outcome.MOUNTED)) + " mounted, "
                + PushProgress.megabytes(pushed.bytes(Outcome.PRESENT))
                + " present, "
                + PushProgress.seconds(pushed.millis());
    }
}
