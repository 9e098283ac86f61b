package io.cfa.maven.backup.archive;

import io.cfa.maven.backup.BackupId;
import io.cfa.maven.backup.BackupManifest;
import io.cfa.maven.backup.BackupManifest.UnusableBackupException;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A backup that lies on this machine: a directory as a host has it below {@code .cfa/backups}. It was read whole, and is what its checksums say.
 *
 * @param directory where it lies
 * @param manifest  what it says of itself
 * @param checksums of all its files but that of the checksums
 */
public record BackupArchive(Path directory, BackupManifest manifest, Checksums checksums) {

    private static final int LARGEST_MANIFEST = 1_000_000;

    /**
     * Reads all of it.
     *
     * @throws RolloutException if it is no backup, is of a newer plugin, or a file is missing, altered, or none of it; nothing was changed anywhere
     */
    public static BackupArchive read(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                throw new UnusableBackupException("is no directory");
            }
            Checksums checksums = Checksums.of(text(directory.resolve(Checksums.FILE), Checksums.LARGEST));
            Set<String> there = files(directory);
            there.remove(Checksums.FILE);
            if (!there.equals(checksums.byName().keySet())) {
                throw new UnusableBackupException("holds " + String.join(", ", there) + ", and its " + Checksums.FILE
                        + " names " + String.join(", ", checksums.byName().keySet()));
            }
            BackupManifest manifest =
                    BackupManifest.read(text(directory.resolve(BackupManifest.FILE), LARGEST_MANIFEST));
            manifest.parts().forEach(part -> {
                if (!there.contains(part.file())) {
                    throw new UnusableBackupException(
                            "has no " + part.file() + ", which its " + BackupManifest.FILE + " names");
                }
            });
            for (String name : there) {
                String is = Sha256.hex(Sha256.of(directory.resolve(name)));
                if (!is.equals(checksums.byName().get(name))) {
                    throw new UnusableBackupException("is not as it was made: " + name + " has the SHA-256 " + is
                            + ", expected " + checksums.byName().get(name));
                }
            }
            return new BackupArchive(directory, manifest, checksums);
        } catch (IllegalArgumentException e) {
            throw UnusableBackupException.refusal("the backup " + directory, e);
        } catch (IOException e) {
            throw UnusableBackupException.refusal(
                    "the backup " + directory,
                    new IllegalArgumentException(
                            "cannot be read (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")", e));
        }
    }

    /** When it was begun. */
    public BackupId id() {
        return manifest.id();
    }

    /** The size of a file of it. */
    long size(String name) throws IOException {
        return Files.size(directory.resolve(name));
    }

    /** Plain files; a link or a directory is none of a backup. */
    private static Set<String> files(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.peek(child -> {
                        if (!Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
                            throw new UnusableBackupException(
                                    "holds " + child.getFileName() + ", which is no plain file");
                        }
                    })
                    .map(child -> child.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String text(Path file, int most) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnusableBackupException("has no file " + file.getFileName());
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new UnusableBackupException("has a " + file.getFileName() + " of more than " + most + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
