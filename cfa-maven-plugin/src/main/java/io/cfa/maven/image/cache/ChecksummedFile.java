package io.cfa.maven.image.cache;

import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Texts that are kept between builds, each behind its own digest: one that was damaged is as good as none. */
public final class ChecksummedFile {

    private static final long LARGEST = 16L << 20;

    private ChecksummedFile() {}

    /** The text, where it is there and whole. */
    public static Optional<String> read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            String whole = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            int end = whole.indexOf('\n');
            String text = whole.substring(end + 1);
            return end > 0 && whole.substring(0, end).equals(checksum(text)) ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * A text that is about one thing, where it is there and whole.
     *
     * @param subject what it must be about: a file in the place of another is not believed
     */
    public static Optional<String> read(Path file, String subject) {
        return read(file)
                .filter(text -> text.startsWith(subject + "\n"))
                .map(text -> text.substring(subject.length() + 1));
    }

    /** Keeps a text. */
    public static void write(Path file, String text) throws IOException {
        byte[] bytes = (checksum(text) + "\n" + text).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    /** Keeps a text that is about one thing. */
    public static void write(Path file, String subject, String text) throws IOException {
        write(file, subject + "\n" + text);
    }

    private static String checksum(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
