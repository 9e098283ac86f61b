package io.cfa.maven.image.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Texts that are kept between builds, each behind its own digest: one that was damaged is as good as none. */
public final class ChecksummedFile {

    private ChecksummedFile() {}

    public static Optional<String> read(Path file) {
        try {
            String whole = Files.readString(file);
            int end = whole.indexOf('\n');
            String text = whole.substring(end + 1);
            return end > 0 && whole.substring(0, end).equals(seal(text)) ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path incoming = Files.createTempFile(file.getParent(), "incoming", "");
        Files.writeString(incoming, seal(text) + "\n" + text);
        Files.move(incoming, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String seal(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
