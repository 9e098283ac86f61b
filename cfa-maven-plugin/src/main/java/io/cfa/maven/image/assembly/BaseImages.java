package io.cfa.maven.image.assembly;

import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.image.LayerCountMismatchException;
import com.google.cloud.tools.jib.image.json.BadContainerConfigurationFormatException;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import com.google.cloud.tools.jib.image.json.ContainerConfigurationTemplate;
import com.google.cloud.tools.jib.image.json.JsonToImageTranslator;
import com.google.cloud.tools.jib.image.json.ManifestListTemplate;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.image.json.OciManifestTemplate;
import com.google.cloud.tools.jib.image.json.V22ManifestTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.cache.Sha256;
import io.cfa.maven.image.registry.JibRepository;
import io.cfa.maven.image.registry.Registry;
import io.cfa.maven.image.registry.Repository;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Resolves base images, each once in a build, and keeps what was pulled of them: by digest, so that nothing kept can be stale. */
public final class BaseImages {

    private static final String ARCHITECTURE = "amd64";
    private static final String OS = "linux";

    private final Path directory;
    private final Function<String, Registry> registries;
    private final boolean offline;
    private final Map<ImageReference, BaseImage> resolved = new ConcurrentHashMap<>();
    private final Map<ImageReference, Digest> current = new HashMap<>();

    public BaseImages(Path directory, Function<String, Registry> registries, boolean offline) {
        this.directory = directory;
        this.registries = registries;
        this.offline = offline;
    }

    /** The base image; asked for once in a build, also by seven modules at a time. */
    public BaseImage resolve(ImageReference reference) {
        return resolved.computeIfAbsent(reference, this::resolveNow);
    }

    /**
     * What its registry has under a base image's name now, as far as that is known without pulling any of it; once in a build, and what is
     * resolved later in the build is of this digest.
     */
    public synchronized Optional<Digest> current(ImageReference reference) {
        return reference
                .digest()
                .or(() -> Optional.ofNullable(current.computeIfAbsent(
                        reference,
                        any -> quick(reference).digestOf(qualifier(reference)).orElse(null))));
    }

    /** A layer of a base image, pulled if it must be. */
    public Path layer(ImageReference reference, Digest digest) {
        return kept(digest, () -> repository(reference).pull(digest), reference);
    }

    private synchronized BaseImage resolveNow(ImageReference reference) {
        try {
            Digest digest = offline ? lastSeen(reference) : ask(reference);
            BuildableManifestTemplate manifest = manifest(reference, digest);
            Digest configDigest =
                    Digest.of(manifest.getContainerConfiguration().getDigest().toString());
            Path config = kept(configDigest, () -> repository(reference).pull(configDigest), reference);
            BaseImage base = new BaseImage(
                    reference,
                    current.getOrDefault(reference, digest),
                    digest,
                    JsonToImageTranslator.toImage(
                            manifest,
                            JsonTemplateMapper.readJsonFromFile(config, ContainerConfigurationTemplate.class)));
            write(seen(reference), digest.toString().getBytes(StandardCharsets.UTF_8));
            return base;
        } catch (IOException | LayerCountMismatchException | BadContainerConfigurationFormatException e) {
            throw new ImageException("the base image " + reference + " cannot be used: " + e.getMessage(), e);
        }
    }

    private Digest ask(ImageReference reference) throws IOException {
        String wanted = Optional.ofNullable(current.get(reference))
                .map(Digest::toString)
                .orElseGet(() -> qualifier(reference));
        ManifestAndDigest<ManifestTemplate> found = repository(reference)
                .manifest(wanted)
                .orElseThrow(() -> new ImageException(
                        "the base image " + reference + " is not in its registry. Next: check cfa.baseImage"));
        current.put(reference, Digest.of(found.getDigest().toString()));
        if (found.getManifest() instanceof ManifestListTemplate list) {
            String builtHere = list.getDigestsForPlatform(ARCHITECTURE, OS).stream()
                    .findFirst()
                    .orElseThrow(() -> new ImageException("the base image " + reference + " is not there for " + OS
                            + "/" + ARCHITECTURE + ". Next: choose another cfa.baseImage"));
            return Digest.of(builtHere);
        }
        Digest digest = Digest.of(found.getDigest().toString());
        write(file(digest), JsonTemplateMapper.toByteArray(found.getManifest()));
        return digest;
    }

    private static String qualifier(ImageReference reference) {
        return reference.digest().map(Digest::toString).or(reference::tag).orElseThrow();
    }

    private Digest lastSeen(ImageReference reference) throws IOException {
        if (!Files.exists(seen(reference))) {
            throw new ImageException("the base image " + reference
                    + " was never seen here, and Maven is offline. Next: build once without -o");
        }
        return Digest.of(Files.readString(seen(reference)));
    }

    private BuildableManifestTemplate manifest(ImageReference reference, Digest digest) throws IOException {
        Path file = file(digest);
        if (!Files.exists(file)) {
            ManifestTemplate manifest = repository(reference)
                    .manifest(digest.toString())
                    .orElseThrow(() -> new ImageException("the base image " + reference + " lists " + digest
                            + ", which its registry does not have. Next: check cfa.baseImage"))
                    .getManifest();
            write(file, JsonTemplateMapper.toByteArray(manifest));
        }
        boolean docker = Files.readString(file).contains(V22ManifestTemplate.MANIFEST_MEDIA_TYPE);
        return docker
                ? JsonTemplateMapper.readJsonFromFile(file, V22ManifestTemplate.class)
                : JsonTemplateMapper.readJsonFromFile(file, OciManifestTemplate.class);
    }

    private Path kept(Digest digest, Supplier<Blob> pull, ImageReference reference) {
        Path file = file(digest);
        try {
            if (!Files.exists(file)) {
                if (offline) {
                    throw new ImageException("a part of the base image " + reference
                            + " was never pulled, and Maven is offline. Next: build once without -o");
                }
                Files.createDirectories(file.getParent());
                Path incoming = Files.createTempFile(file.getParent(), "incoming", "");
                repository(reference).send("pull " + digest.shortForm(), () -> {
                    try (OutputStream out = Files.newOutputStream(incoming)) {
                        pull.get().writeTo(out);
                    }
                    return incoming;
                });
                Files.move(incoming, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return file;
        } catch (IOException e) {
            throw new ImageException(
                    "the base image " + reference + " cannot be kept in " + directory + ": " + e.getMessage(), e);
        }
    }

    private JibRepository repository(ImageReference reference) {
        return quick(reference).jib();
    }

    private Repository quick(ImageReference reference) {
        return registries.apply(reference.registry()).toPull(reference.repository());
    }

    private Path seen(ImageReference reference) {
        return directory
                .resolve("seen")
                .resolve(Sha256.of(reference.toString().getBytes(StandardCharsets.UTF_8))
                        .shortForm()
                        .substring(7));
    }

    private Path file(Digest digest) {
        return directory.resolve("blobs").resolve(digest.toString().substring("sha256:".length()));
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Path incoming = Files.createTempFile(file.getParent(), "incoming", "");
        Files.write(incoming, bytes);
        Files.move(incoming, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
