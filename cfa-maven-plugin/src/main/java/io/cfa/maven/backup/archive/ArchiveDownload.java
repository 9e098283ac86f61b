package io.cfa.maven.backup.archive;

import io.cfa.maven.backup.BackupId;
import io.cfa.maven.backup.Retention;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Brings a backup from its host to a directory of this machine; what was brought is read as it comes, and held against its checksums. */
public final class ArchiveDownload {

    private final HostContext context;
    private final String remoteDirectory;
    private final Path directory;

    /**
     * From a host to here.
     *
     * @param remoteDirectory of compose and env on the host
     * @param directory       of all backups here; made for its owner alone where it is not there
     */
    public ArchiveDownload(HostContext context, String remoteDirectory, Path directory) {
        this.context = context;
        this.remoteDirectory = remoteDirectory;
        this.directory = directory;
    }

    /**
     * Brings one, then removes those here that are past their time.
     *
     * @return where it lies
     * @throws RolloutException if it cannot be brought whole; those that were here before are as they were
     */
    public Path run(BackupId id, Retention retention) {
        Path part = directory.resolve(id + ".part");
        Path whole = directory.resolve(id.toString());
        try {
            Files.createDirectories(directory);
            delete(part);
            Files.createDirectory(
                    part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            bring(new HostBackup(context, remoteDirectory, id), part);
            delete(whole);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
            for (BackupId old : retention.expired(ids())) {
                delete(directory.resolve(old.toString()));
                context.say("removed " + directory.resolve(old.toString()));
            }
            return whole;
        } catch (IOException e) {
            throw new RolloutException(
                    "the backup " + id + " could not be brought to " + directory + ": " + e + ". " + HostBackup.KEPT
                            + " Next: see that there is a directory with room, then run it again",
                    e);
        }
    }

    private void bring(HostBackup backup, Path part) throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free < backup.bytes()) {
            throw failed(
                    directory + " has " + free / 1_000_000 + " MB free, and the backup is " + backup.bytes() / 1_000_000
                            + " MB",
                    "make free disk space, then run it again");
        }
        for (String name : backup.checksums().byName().keySet()) {
            String is = copy(backup, name, part.resolve(name));
            if (!is.equals(backup.checksums().byName().get(name))) {
                throw failed(
                        name + " came with the SHA-256 " + is + ", expected "
                                + backup.checksums().byName().get(name),
                        "run it again");
            }
        }
        // last, as what has none is no backup
        Files.writeString(Own.file(part.resolve(Checksums.FILE)), backup.sums());
        context.say(
                String.format(Locale.ROOT, "brought %s to %s: %.1f MB", backup.id(), directory, backup.bytes() / 1e6));
    }

    private static String copy(HostBackup backup, String name, Path to) throws IOException {
        MessageDigest digest = Sha256.begin();
        try (InputStream in = backup.open(name);
                OutputStream out = new DigestOutputStream(Files.newOutputStream(Own.file(to)), digest)) {
            in.transferTo(out);
        }
        return Sha256.hex(Sha256.end(digest));
    }

    private static RolloutException failed(String why, String next) {
        return new RolloutException(
                "the backup was not brought here: " + why + ". " + HostBackup.KEPT + " Next: " + next);
    }

    private List<BackupId> ids() throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.flatMap(child -> BackupId.of(child.getFileName().toString()).stream())
                    .toList();
        }
    }

    private static void delete(Path backup) throws IOException {
        if (Files.exists(backup)) {
            try (Stream<Path> files = Files.walk(backup)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
