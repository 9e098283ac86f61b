package io.cfa.maven.image.cache;

import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Files that are named by the SHA-256 of their bytes, kept from build to build. What does not hash to its name is thrown away, with a line
 * that says so, and is as good as never kept.
 */
public final class ContentStore {

    private final Path directory;
    private final Consumer<String> notes;
    private final Set<Digest> verified = ConcurrentHashMap.newKeySet();

    /**
     * Keeps files in a directory, which need not be there.
     *
     * @param notes is told of each file that was damaged
     */
    public ContentStore(Path directory, Consumer<String> notes) {
        this.directory = directory;
        this.notes = notes;
    }

    /** Whether a file of this name and size is there; its bytes are looked at when they are asked for. */
    public boolean mayHave(Digest digest, long size) {
        try {
            return Files.size(file(digest)) == size;
        } catch (IOException e) {
            return false;
        }
    }

    /** The file with these bytes, read to the end once in a build before it is given out. */
    public Optional<Path> find(Digest digest) throws IOException {
        Path file = file(digest);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        if (!verified.contains(digest)) {
            if (!Sha256.of(file).equals(digest)) {
                notes.accept(file + " was damaged, and is made anew: its bytes are not those of its name");
                Files.deleteIfExists(file);
                return Optional.empty();
            }
            verified.add(digest);
            touch(file);
        }
        return Optional.of(file);
    }

    /** The bytes themselves, of what is small. */
    public Optional<byte[]> read(Digest digest) throws IOException {
        Optional<Path> file = find(digest);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(file.get());
        return Sha256.of(bytes).equals(digest) ? Optional.of(bytes) : Optional.empty();
    }

    /**
     * Keeps bytes under the digest that they must have.
     *
     * @throws ImageException if they have another
     */
    public Path keep(Digest digest, AtomicFile.Content content) throws IOException {
        Digest received = add(content);
        if (!received.equals(digest)) {
            Files.deleteIfExists(file(received));
            throw new ImageException(
                    "the bytes that should be " + digest + " are " + received
                            + ". Nothing of them was used. Next: run it again; if it stays, see what stands between here and the registry");
        }
        return file(digest);
    }

    /** Keeps bytes under the digest that they turn out to have. */
    public Digest add(AtomicFile.Content content) throws IOException {
        Path incoming = AtomicFile.incoming(directory);
        try {
            MessageDigest hash = Sha256.begin();
            AtomicFile.writeWhole(incoming, out -> {
                OutputStream hashed = new DigestOutputStream(out, hash);
                content.writeTo(hashed);
                hashed.flush();
            });
            Digest digest = Sha256.end(hash);
            AtomicFile.move(incoming, file(digest));
            verified.add(digest);
            return digest;
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    /** Tells a sweep that a file is still of use. */
    static void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }

    private Path file(Digest digest) {
        return directory.resolve(Sha256.hex(digest));
    }
}
