package io.cfa.maven.backup.archive;

import io.cfa.maven.backup.Backup;
import io.cfa.maven.backup.BackupId;
import io.cfa.maven.backup.Retention;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.model.Sha256;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Brings a backup from its host to a directory of this machine, a piece at a time, so that memory is bounded; what was brought is read as it comes, and held against its checksums. */
public final class ArchiveDownload {

    /** Of three bytes in four letters; a command's answer is held in memory. */
    static final int PIECE = 3 << 20;

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String KEPT = "The backup on the host is whole.";

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
            bring(id, part);
            delete(whole);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
            for (BackupId old : retention.expired(ids())) {
                delete(directory.resolve(old.toString()));
                context.say("removed " + directory.resolve(old.toString()));
            }
            return whole;
        } catch (IOException e) {
            throw new RolloutException(
                    "the backup " + id + " could not be brought to " + directory + ": " + e + ". " + KEPT
                            + " Next: see that there is a directory with room, then run it again",
                    e);
        }
    }

    private void bring(BackupId id, Path part) throws IOException {
        String there = Backup.directory(id);
        String text = run(Command.of("head", "-c", Integer.toString(Checksums.LARGEST), there + "/" + Checksums.FILE));
        Checksums checksums = checksums(text);
        Map<String, Long> sizes = new TreeMap<>();
        for (String name : checksums.byName().keySet()) {
            String size = run(Command.of("sh", "-c", "wc -c < \"$1\"", "sh", there + "/" + name))
                    .strip();
            if (!size.matches("[0-9]{1,15}")) {
                throw failed("the host does not say how large " + name + " is: " + size, "run cfa:doctor");
            }
            sizes.put(name, Long.parseLong(size));
        }
        long all = sizes.values().stream().mapToLong(size -> size).sum();
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free < all) {
            throw failed(
                    directory + " has " + free / 1_000_000 + " MB free, and the backup is " + all / 1_000_000 + " MB",
                    "make free disk space, then run it again");
        }
        for (Map.Entry<String, Long> file : sizes.entrySet()) {
            String is = copy(there + "/" + file.getKey(), file.getValue(), part.resolve(file.getKey()));
            if (!is.equals(checksums.byName().get(file.getKey()))) {
                throw failed(
                        file.getKey() + " came with the SHA-256 " + is + ", expected "
                                + checksums.byName().get(file.getKey()),
                        "run it again");
            }
        }
        // last, as what has none is no backup
        Files.writeString(Own.file(part.resolve(Checksums.FILE)), text);
        context.say(String.format(Locale.ROOT, "brought %s to %s: %.1f MB", id, directory, all / 1e6));
    }

    private static Checksums checksums(String text) {
        try {
            return Checksums.of(text);
        } catch (IllegalArgumentException e) {
            throw failed("the backup on the host is none: its " + e.getMessage(), "run cfa:backup again");
        }
    }

    private String copy(String from, long size, Path to) throws IOException {
        MessageDigest digest = Sha256.begin();
        try (OutputStream out = Files.newOutputStream(Own.file(to))) {
            for (long done = 0; done < size; done += PIECE) {
                byte[] bytes = piece(from, done / PIECE);
                if (bytes.length != Math.min(PIECE, size - done)) {
                    throw failed(
                            from + " gave " + bytes.length + " bytes at " + done + ", expected "
                                    + Math.min(PIECE, size - done),
                            "run it again");
                }
                digest.update(bytes);
                out.write(bytes);
            }
        }
        return Sha256.hex(Sha256.end(digest));
    }

    private byte[] piece(String from, long number) {
        String text = run(Command.of(
                "sh",
                "-c",
                "dd if=\"$1\" bs=\"$2\" skip=\"$3\" count=1 2>/dev/null | base64",
                "sh",
                from,
                Integer.toString(PIECE),
                Long.toString(number)));
        try {
            return Base64.getMimeDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw failed(from + " came in another form than base64", "run cfa:doctor");
        }
    }

    private String run(Command command) {
        Result result = context.host().run(command.in(remoteDirectory).within(LIMIT));
        if (!result.succeeded()) {
            throw failed(
                    context.host().name() + ": `" + command.brief() + "` ended with " + result.exitStatus() + ": "
                            + result.error().strip(),
                    "run cfa:doctor");
        }
        return result.output();
    }

    private static RolloutException failed(String why, String next) {
        return new RolloutException("the backup was not brought here: " + why + ". " + KEPT + " Next: " + next);
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
