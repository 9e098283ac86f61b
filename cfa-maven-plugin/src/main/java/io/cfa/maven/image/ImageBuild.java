package io.cfa.maven.image;

import io.cfa.maven.git.Git;
import io.cfa.maven.image.assembly.BaseImages;
import io.cfa.maven.image.assembly.BuiltImage;
import io.cfa.maven.image.assembly.CachedImage;
import io.cfa.maven.image.assembly.ImageCache;
import io.cfa.maven.image.assembly.LocalDelivery;
import io.cfa.maven.image.assembly.ManifestLayers;
import io.cfa.maven.image.cache.CacheSweep;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.classdata.ClassDataArchives;
import io.cfa.maven.image.layer.LayerStore;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.registry.Registry;
import io.cfa.maven.image.registry.Repository;
import io.cfa.maven.image.registry.RetryPolicy;
import io.cfa.maven.image.registry.SmallBlob;
import io.cfa.maven.image.reproduction.PublishedImage;
import io.cfa.maven.image.runtime.BaseLayers;
import io.cfa.maven.image.signature.AttestedBill;
import io.cfa.maven.image.signature.ImageSignatures;
import io.cfa.maven.image.signature.SignatureVerdict;
import io.cfa.maven.image.signature.SigningKey;
import io.cfa.maven.image.signature.TrustedKeys;
import io.cfa.maven.image.springaot.ProcessedBeans;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the modules of one build share: the base image, layers, logins, and who promotes. */
public final class ImageBuild {

    /** Of a few kilobytes; more is none of ours. */
    private static final long LARGEST_CONFIG = 4 << 20;

    private static final Map<Object, ImageBuild> BUILDS = new WeakHashMap<>();

    private final BuildSettings settings;
    private final LayerStore layers;
    private final ImageCache known;
    private final BaseImages bases;
    private final PlatformImages images;
    private final Map<String, Registry> registries = new ConcurrentHashMap<>();
    private final AtomicBoolean promoted = new AtomicBoolean();
    private final AtomicBoolean ahead = new AtomicBoolean();

    private ImageBuild(BuildSettings settings) {
        this.settings = settings;
        Path cache = settings.cache().directory();
        new CacheSweep(cache, settings.cache().bytes(), InstantSource.system()).sweep();
        this.layers = new LayerStore(cache.resolve("layers"), settings.progress()::say);
        this.known = new ImageCache(cache.resolve("images"));
        this.bases = new BaseImages(
                cache.resolve("base"), this::registry, settings.network().offline(), settings.progress()::say);
        BaseLayers ofBases = (base, layer) -> bases.layer(base.reference(), layer);
        ClassDataArchives archives =
                new ClassDataArchives(cache.resolve("class-data"), layers, ofBases, settings.progress()::say);
        this.images = new PlatformImages(
                layers,
                bases,
                archives,
                new ProcessedBeans(
                        cache.resolve("spring-aot"),
                        layers,
                        new ProcessedBeans.Layers(ofBases, archives::file),
                        settings.progress()::say));
    }

    /**
     * The build that a key stands for, the same for all modules.
     *
     * @param key lives as long as the build does
     */
    public static ImageBuild of(Object key, BuildSettings settings) {
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
        if (settings.network().offline()) {
            throw new ImageException(target + " cannot be pushed: Maven is offline. Next: run it without -o");
        }
        Instant started = Instant.now();
        try (PushProgress progress = new PushProgress(settings.progress(), plan.service())) {
            progress.packing();
            PlatformImages.Packed packed = packed(plan);
            Pusher pusher = new Pusher(registry(target.registry()), siblings, progress);
            CachedImage image = known.find(packed.distinct(), packed.all())
                    .filter(seen -> bases.current(plan.base().image()).equals(seen.current()))
                    .filter(seen -> pusher.tag(seen, target))
                    .orElseGet(() -> {
                        CachedImage pushed = pusher.push(images.built(packed), target);
                        known.keep(packed.distinct(), packed.all(), pushed);
                        return pushed;
                    });
            PushedImage pushed = new PushRecord(settings.id(), packed, target).of(image, started, Instant.now());
            pushed.write(output);
            new BillOfMaterials(plan, layers).write(output);
            settings.progress().say(PushRecord.summary(pushed));
            return pushed;
        }
    }

    /** Builds an image as a file that {@code docker load} takes; for several platforms, the first of them. */
    public Digest writeTar(ImagePlan plan, ImageReference name, Path file) {
        BuiltImage image = images.built(packed(plan)).first();
        new LocalDelivery(image, name).writeTar(file);
        return image.digest();
    }

    /** Writes what an image is made of into the module's directory of built things, as a push does. */
    public void writeBill(ImagePlan plan, Path output) {
        new BillOfMaterials(plan, layers).write(output);
    }

    /** Builds an image into the Docker engine of this machine. */
    public void load(ImagePlan plan, ImageReference name) {
        new LocalDelivery(images.built(packed(plan)).first(), name).load();
    }

    /**
     * Moves a tag to images of this build, and to those that an earlier run of it has pushed: all of them, or none.
     *
     * @param images  what this build pushed
     * @param earlier the name, with the tag of this revision, of each service that it did not push
     * @param recorded the digests that are known to have been pushed under these names; another one there is refused
     */
    public void promote(
            List<PushedImage> images, Map<String, ImageReference> earlier, Map<String, Digest> recorded, String tag) {
        images.stream()
                .filter(image -> !image.build().equals(settings.id()))
                .findFirst()
                .ifPresent(image -> {
                    throw new ImageException(image.reference()
                            + " was pushed by another build, and is not promoted by this one. No tag was moved."
                            + " Next: push and promote in one build");
                });
        new Promoter(this::registry, settings.progress()::say).promote(images, earlier, recorded, tag);
    }

    /**
     * Begins, beside what the build does until then, what the first image would else wait for, and with it those that are built at the same time:
     * the base's digest, and history. What fails is asked again, and told, by the image that needs it.
     *
     * @param base  the image that all will stand on
     * @param files what their revisions will be asked for
     */
    public void lookAhead(ImageReference base, Collection<Path> files) {
        if (!settings.network().offline() && ahead.compareAndSet(false, true)) {
            LookAhead.begin(() -> git().readAhead(files));
            LookAhead.begin(() -> bases.current(base));
        }
    }

    /** The clone that is built, asked once for all modules. */
    public Git git() {
        return settings.git();
    }

    /** What its registry has under a base image's name now, once in a build. */
    public Digest baseDigest(ImageReference base) {
        return bases.current(base);
    }

    /**
     * Writes down beside an image what it was made of, so that another build that would make it of the same takes it.
     *
     * @param inputs a digest of everything that it was made of
     * @param key    that this build signs with
     * @param output the module's directory of built things
     */
    public void recordInputs(PushedImage image, Digest inputs, Optional<SigningKey> key, Path output) {
        try {
            new InputRecord(
                            registry(image.reference().registry())
                                    .toPush(image.reference().repository()),
                            key)
                    .write(image.reference(), inputs, output);
        } catch (IOException e) {
            throw new ImageException(
                    "what " + image.reference() + " was pushed as cannot be read again: " + e.getMessage()
                            + ". Next: push it again",
                    e);
        }
    }

    /**
     * Gives an image that was made of the same inputs before another tag, and writes down what it is, as a push does.
     *
     * @param service  whose image it is
     * @param target   the name that it is given
     * @param inputs   what it would be made of now
     * @param key      that it must be signed with, where this build signs
     * @param output   the module's directory of built things
     * @return nothing where there is no such image
     */
    public Optional<PushedImage> retag(
            String service, ImageReference target, Inputs inputs, Optional<SigningKey> key, Path output) {
        return new KnownImage(
                        registry(target.registry()).toPush(target.repository()),
                        settings.id(),
                        new KnownImage.Wanted(service, target, inputs.digest(), inputs.revision(), key))
                .retag(output);
    }

    /**
     * What an image is made of.
     *
     * @param digest   of all of it
     * @param revision the commit that changed it last
     */
    public record Inputs(Digest digest, String revision) {}

    /** Whether the caller is the first to ask, and so the one who promotes. */
    public boolean claimPromotion() {
        return promoted.compareAndSet(false, true);
    }

    /**
     * The digest that an image's registry has under its tag, or under its digest. Of an image for several platforms that is the digest of its
     * index, which is also what a host records (RepoDigests) that pulled it by the tag.
     */
    public Optional<Digest> digestOf(ImageReference image) {
        return repository(image)
                .digestOf(image.digest().map(Digest::toString).or(image::tag).orElseThrow());
    }

    /** The packed bytes of each layer of an image that is named by its digest; nothing where the registry does not have it. */
    public Map<Digest, Long> layersOf(ImageReference image) {
        return manifest(image, image.digest().orElseThrow())
                .map(bytes -> ManifestLayers.firstOfIndex(bytes)
                        .flatMap(first -> manifest(image, first))
                        .orElse(bytes))
                .map(ManifestLayers::of)
                .orElseGet(Map::of);
    }

    /**
     * Signs an image that was pushed and attaches what it is made of, unless that was done before: its bill of materials, and signed, where it
     * comes from.
     *
     * @param output      the module's directory of built things
     * @param environment of the build
     */
    public void sign(PushedImage image, Path output, SigningKey key, Map<String, String> environment) {
        Repository repository =
                registry(image.reference().registry()).toPush(image.reference().repository());
        if (new ImageAttestation(repository, key).of(image, output, environment)) {
            settings.progress()
                    .say(image.reference() + " is signed, its bill of materials and provenance are attached");
        }
    }

    /**
     * Whether an image is signed by one of some keys.
     *
     * @param image named by its digest
     */
    public SignatureVerdict verdict(ImageReference image, TrustedKeys keys) {
        return new ImageSignatures(repository(image)).verdict(image.digest().orElseThrow(), keys);
    }

    /**
     * Why a bill of materials is not known to be that of an image, by its signed provenance.
     *
     * @param image named by its digest
     * @param bill  in CycloneDX
     * @return nothing where it is
     */
    public Optional<String> billRefusal(ImageReference image, byte[] bill, TrustedKeys keys) {
        return new AttestedBill(repository(image)).refusal(image.digest().orElseThrow(), bill, keys);
    }

    /** An image as its registry holds it under its tag; nothing where there is none. */
    public Optional<PublishedImage> published(ImageReference image) {
        return PublishedImage.of(repository(image), image.tag().orElseThrow());
    }

    /** A label of an image, where the registry has the image and that has the label; its configuration is hashed. */
    public Optional<String> labelOf(ImageReference image, String name) {
        return manifest(image, image.digest().orElseThrow())
                .map(bytes -> ManifestLayers.firstOfIndex(bytes)
                        .flatMap(first -> manifest(image, first))
                        .orElse(bytes))
                .flatMap(ManifestLayers::config)
                .flatMap(config -> ManifestLayers.label(blob(image, config), name));
    }

    private byte[] blob(ImageReference image, Digest digest) {
        return SmallBlob.read(repository(image), digest, LARGEST_CONFIG)
                .orElseThrow(() -> new ImageException(
                        "the configuration of " + image + " should be " + digest + ", but what came is another."
                                + " Next: run it again; if it stays, see what stands between here and the registry"));
    }

    private Optional<byte[]> manifest(ImageReference image, Digest digest) {
        return repository(image).manifest(digest.toString()).map(Repository.Manifest::bytes);
    }

    private Repository repository(ImageReference image) {
        return registry(image.registry()).toPull(image.repository());
    }

    private PlatformImages.Packed packed(ImagePlan plan) {
        plan.contents().warnings().forEach(settings.progress()::say);
        return images.packed(plan);
    }

    private Registry registry(String name) {
        return registries.computeIfAbsent(
                name,
                any -> new Registry(
                        name,
                        settings.network().credentials().of(name),
                        settings.network().access(),
                        new RetryPolicy(settings.network().sleep(), settings.progress()::say, InstantSource.system())));
    }
}
