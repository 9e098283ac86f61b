package io.cfa.maven.image.layer;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.image.ReproducibleLayerBuilder;
import com.google.common.collect.ImmutableList;
import io.cfa.maven.image.cache.FileDigestCache;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.cache.Sha256;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.model.Digest;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The layers that were ever made on this machine, each by what is in it; the same content is packed once, also for seven modules at a time.
 *
 * <p>A layer's key is the digest of its paths and bytes, so neither a directory's name nor a file's time can make a difference.
 */
public final class LayerStore {

    /** Part of each key: a change of the way layers are packed makes the old ones unknown. */
    private static final String FORM = "3";

    private static final String OWNER = "0:0";

    private final Path directory;
    private final Map<String, LayerFile> made = new ConcurrentHashMap<>();
    private final Map<Path, Path> reactorJars = new ConcurrentHashMap<>();
    private final Map<Path, Digest> jars = new ConcurrentHashMap<>();
    private final FileDigestCache digests;

    public LayerStore(Path directory) {
        this.directory = directory;
        this.digests = new FileDigestCache(directory.resolve("digests"), InstantSource.system());
    }

    /** The file of a layer, from an earlier build or packed now. */
    public LayerFile of(ImagePlan.Layer layer) {
        try {
            Map<String, Path> files = materialised(layer);
            String content = key(layer.kind(), files);
            digests.save();
            return made.computeIfAbsent(content, key -> {
                try {
                    Path file = directory.resolve(key + ".tar.gz");
                    return Files.exists(file) ? known(layer.kind(), file) : packed(layer.kind(), files, file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            throw new ImageException(
                    "the layer of " + layer.kind() + " could not be packed into " + directory + ": " + e.getMessage(),
                    e);
        }
    }

    /** Every path of the layer with a file on this machine that holds its bytes. */
    private Map<String, Path> materialised(ImagePlan.Layer layer) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        for (Map.Entry<String, ImagePlan.Content> entry : layer.files().entrySet()) {
            files.put(entry.getKey(), materialised(entry.getValue()));
        }
        return files;
    }

    private Path materialised(ImagePlan.Content content) throws IOException {
        if (content instanceof ImagePlan.FileContent file) {
            return file.file();
        }
        if (content instanceof ImagePlan.TextContent text) {
            return part(text.text().getBytes(StandardCharsets.UTF_8));
        }
        Path module = ((ImagePlan.ReactorContent) content).jarOrDirectory();
        // a module that others are built from does not change any more in this build
        Path known = reactorJars.get(module);
        if (known == null) {
            ByteArrayOutputStream jar = new ByteArrayOutputStream();
            ReproducibleJar.write(module, jar);
            known = part(jar.toByteArray());
            reactorJars.put(module, known);
        }
        return known;
    }

    private Path part(byte[] bytes) throws IOException {
        Path file = directory.resolve("parts").resolve(hex(Sha256.of(bytes)));
        if (!Files.exists(file)) {
            Path incoming = incoming(file.getParent());
            Files.write(incoming, bytes);
            moveInto(incoming, file);
        }
        return file;
    }

    private String key(LayerKind kind, Map<String, Path> files) throws IOException {
        StringBuilder content = new StringBuilder(FORM + "\n" + ofJars(kind) + "\n");
        for (Map.Entry<String, Path> file : files.entrySet()) {
            content.append(ofJars(kind) ? digest(file.getValue()) : digests.of(file.getValue()))
                    .append(' ')
                    .append(file.getKey())
                    .append('\n');
        }
        return hex(Sha256.of(content.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** The digest of a jar of third parties, which does not change within a build, and is asked for by each of the services. */
    public Digest digest(Path jar) throws IOException {
        Digest known = jars.get(jar);
        if (known == null) {
            known = digests.ofLasting(jar);
            jars.put(jar, known);
        }
        return known;
    }

    private LayerFile packed(LayerKind kind, Map<String, Path> files, Path file) throws IOException {
        ImmutableList.Builder<FileEntry> entries = ImmutableList.builder();
        files.forEach((path, source) -> entries.add(new FileEntry(
                source,
                AbsoluteUnixPath.get(path),
                FilePermissions.DEFAULT_FILE_PERMISSIONS,
                FileEntriesLayer.DEFAULT_MODIFICATION_TIME,
                OWNER)));
        Path incoming = incoming(directory);
        MessageDigest ofFile = Sha256.begin();
        MessageDigest ofTar = Sha256.begin();
        OutputStream out =
                new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(incoming), 1 << 16), ofFile);
        try (OutputStream tar = new DigestOutputStream(
                ofJars(kind) ? GzipOutputStream.sparing(out) : GzipOutputStream.deflated(out), ofTar)) {
            new ReproducibleLayerBuilder(entries.build()).build().writeTo(tar);
        }
        LayerFile layer = new LayerFile(kind, Sha256.end(ofFile), Files.size(incoming), Sha256.end(ofTar), file);
        Path note = incoming(directory);
        Files.writeString(note, layer.digest() + "\n" + layer.size() + "\n" + layer.diffId() + "\n");
        // the note first: a file without it would be taken for whole
        moveInto(note, note(file));
        moveInto(incoming, file);
        return layer;
    }

    private static LayerFile known(LayerKind kind, Path file) throws IOException {
        List<String> lines = Files.readAllLines(note(file));
        long size = Long.parseLong(lines.get(1));
        if (Files.size(file) != size) {
            throw new IOException(file + " has " + Files.size(file) + " bytes, expected " + size + ". Next: delete it");
        }
        return new LayerFile(kind, Digest.of(lines.get(0)), size, Digest.of(lines.get(2)), file);
    }

    private static Path note(Path file) {
        return file.resolveSibling(file.getFileName() + ".digests");
    }

    /** Jars of third parties are compressed already, and do not change. */
    private static boolean ofJars(LayerKind kind) {
        return kind == LayerKind.SHARED_LIBRARIES || kind == LayerKind.LIBRARIES;
    }

    private static Path incoming(Path directory) throws IOException {
        Files.createDirectories(directory);
        return Files.createTempFile(directory, "incoming", "");
    }

    private static void moveInto(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public static String hex(Digest digest) {
        return digest.toString().substring("sha256:".length());
    }
}
