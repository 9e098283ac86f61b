package io.cfa.maven.image.cache;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that are there whole or not at all: written beside their place, brought to the disk where they must outlast a power cut, then renamed. */
public final class AtomicFile {

    /** What the name of a file begins with that is not whole yet; a broken build leaves it, and the next sweep takes it. */
    static final String INCOMING = "incoming";

    private static final int BUFFER = 1 << 16;

    private AtomicFile() {}

    /** Writes the bytes of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes them; need neither flush nor close. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a file, whose directory need not be there. */
    public static void write(Path file, Content content) throws IOException {
        write(file, content, true);
    }

    /**
     * Writes a file that the next build makes anew and nobody reads after a power cut: it does not wait for the disk, which has what the
     * compilers of other modules wrote to put away first.
     */
    public static void writeUnforced(Path file, Content content) throws IOException {
        write(file, content, false);
    }

    private static void write(Path file, Content content, boolean forced) throws IOException {
        Path incoming = incoming(file.getParent());
        try {
            writeWhole(incoming, content, forced);
            move(incoming, file);
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    /** A new name in a directory, of a file with the rights that the user's umask gives. */
    static Path incoming(Path directory) throws IOException {
        Files.createDirectories(directory);
        return directory.resolve(INCOMING + UUID.randomUUID());
    }

    static void writeWhole(Path incoming, Content content) throws IOException {
        writeWhole(incoming, content, true);
    }

    private static void writeWhole(Path incoming, Content content, boolean forced) throws IOException {
        try (FileChannel channel = FileChannel.open(incoming, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
            // open until its bytes are on the disk, whatever the writer does
            content.writeTo(new UnclosedOutputStream(out));
            out.flush();
            if (forced) {
                channel.force(true);
            }
        }
    }

    static void move(Path incoming, Path file) throws IOException {
        Files.move(incoming, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
