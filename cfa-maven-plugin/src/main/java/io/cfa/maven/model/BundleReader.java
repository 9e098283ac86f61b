package io.cfa.maven.model;

import io.cfa.maven.model.compose.BundlePath;
import io.cfa.maven.model.compose.FileReference;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the files that a bundle is made of, none of them outside of its directory, and no secret. */
final class BundleReader {

    private static final int MOST_FILES = 1000;
    private static final int MOST_BYTES = 32 << 20;
    private static final String SECRETS = "secrets";

    private final Path directory;
    private final SortedMap<String, BundleFile> files = new TreeMap<>();
    private int bytes;

    BundleReader(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    SortedMap<String, BundleFile> files() {
        return files;
    }

    /**
     * Adds what a path refers to: a file, or a directory with all that is in it; a part of the host itself is not brought.
     *
     * @throws MalformedFileException if it is not there, leads out of the directory, or is too large
     */
    void add(FileReference reference) {
        if (BundlePath.isOfHost(reference.source()) || BundlePath.isSecret(reference.source())) {
            return;
        }
        String within = BundlePath.within(reference.source())
                .orElseThrow(() -> malformed(
                        reference,
                        "which is not in the bundle: only what lies beneath " + directory.getFileName()
                                + "/ is brought to the host",
                        "move it there"));
        Path path = directory.resolve(within);
        if (!Files.exists(path)) {
            throw malformed(reference, "which is not there", "add it");
        }
        try {
            Files.walkFileTree(path, new Visitor(reference));
        } catch (IOException e) {
            throw malformed(
                    reference,
                    "which cannot be read (" + e.getClass().getSimpleName() + ")",
                    "look at its permissions");
        }
    }

    private static MalformedFileException malformed(FileReference reference, String problem, String next) {
        return new MalformedFileException(
                reference.place(), reference.user() + " " + reference.source() + ", " + problem, next);
    }

    /** Adds a file that is no reference's. */
    void add(String name, SourceLocation place) {
        add(new FileReference("the bundle has", "./" + name, place));
    }

    private final class Visitor extends SimpleFileVisitor<Path> {

        private final FileReference reference;

        private Visitor(FileReference reference) {
            this.reference = reference;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return path.equals(directory.resolve(SECRETS)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
            String name = directory.relativize(path).toString().replace('\\', '/');
            // also where it is a link, or stands in a directory that is one
            boolean beneath = path.toRealPath().startsWith(directory.toRealPath());
            if (!beneath || !Files.isRegularFile(path)) {
                throw malformed(
                        reference,
                        "where " + name + " is " + (beneath ? "no file" : "a link that leads out of the bundle"),
                        "put the file itself into its place");
            }
            if (!files.containsKey(name)) {
                read(path, name);
            }
            return FileVisitResult.CONTINUE;
        }

        private void read(Path path, String name) throws IOException {
            try (InputStream in = Files.newInputStream(path)) {
                byte[] content = in.readNBytes(MOST_BYTES - bytes + 1);
                bytes += content.length;
                files.put(name, new BundleFile(content));
            }
            if (bytes > MOST_BYTES || files.size() > MOST_FILES) {
                throw malformed(
                        reference,
                        "which makes the bundle larger than " + MOST_FILES + " files or " + (MOST_BYTES >> 20) + " MB",
                        "bring data in an image or a volume, not in the bundle");
            }
        }
    }
}
