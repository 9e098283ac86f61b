package io.cfa.maven.backup.archive;

import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A backup as a host makes it: two parts, the manifest, and the checksums of all. */
public final class ArchiveFixture {

    public static final String ID = "20261129T030000Z";
    public static final String MANIFEST =
            """
            {"form":1,"id":"%s","project":"cfa","revision":"1a2b3c4d","parts":[{"service":"minio","kind":"FILES","file":"minio.tar.gz"},{"service":"postgres","kind":"POSTGRES","file":"postgres.base.tar.gz"}]}
            """
                    .formatted(ID);

    private ArchiveFixture() {}

    /** Makes one below a directory. */
    public static Path in(Path backups) {
        try {
            Path directory = Files.createDirectories(backups.resolve(ID));
            Files.writeString(directory.resolve("manifest.json"), MANIFEST);
            Files.writeString(directory.resolve("minio.tar.gz"), "objects");
            Files.writeString(directory.resolve("postgres.base.tar.gz"), "databases");
            sum(directory);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes one whose databases are more than one piece. */
    public static Path largeIn(Path backups) {
        try {
            Path directory = in(backups);
            Files.write(directory.resolve("postgres.base.tar.gz"), large());
            sum(directory);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** More than one piece, of bytes that are no text. */
    private static byte[] large() {
        byte[] bytes = new byte[HostBackup.PIECE + 12_345];
        new java.util.Random(7).nextBytes(bytes);
        return bytes;
    }

    /** Writes the checksums of what lies there. */
    public static void sum(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all =
                    files.filter(file -> !file.endsWith("SHA256SUMS")).sorted().toList();
            Files.writeString(
                    directory.resolve("SHA256SUMS"),
                    all.stream()
                            .map(file -> sha(file) + "  " + file.getFileName() + "\n")
                            .collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha(Path file) {
        try {
            return Sha256.hex(Sha256.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
