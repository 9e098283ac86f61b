package io.cfa.maven.backup.archive;

import io.cfa.maven.backup.Backup;
import io.cfa.maven.backup.BackupId;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A whole backup as it lies on its host, read from there a piece at a time, so that memory is bounded. */
public final class HostBackup {

    /** What every failure to take it elsewhere leaves. */
    public static final String KEPT = "The backup on the host is whole.";

    /** Of three bytes in four letters; a command's answer is held in memory. */
    static final int PIECE = 3 << 20;

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final HostContext context;
    private final String remoteDirectory;
    private final BackupId id;
    private final String sums;
    private final Checksums checksums;
    private final SortedMap<String, Long> sizes;

    /**
     * Asks the host what the backup consists of.
     *
     * @param remoteDirectory of compose and env on the host
     * @throws RolloutException if it is no backup, or the host does not say
     */
    public HostBackup(HostContext context, String remoteDirectory, BackupId id) {
        this.context = context;
        this.remoteDirectory = remoteDirectory;
        this.id = id;
        this.sums = run(Command.of("head", "-c", Integer.toString(Checksums.LARGEST), path(Checksums.FILE)));
        this.checksums = checksums(sums);
        this.sizes = sizes();
    }

    /** When it was begun. */
    public BackupId id() {
        return id;
    }

    /** Of all its files but that of the checksums. */
    public Checksums checksums() {
        return checksums;
    }

    /** The file of the checksums, as it lies there. */
    public String sums() {
        return sums;
    }

    /** Bytes of each file but that of the checksums. */
    public SortedMap<String, Long> sizeByName() {
        return Collections.unmodifiableSortedMap(sizes);
    }

    /** All bytes together. */
    public long bytes() {
        return sizes.values().stream().mapToLong(size -> size).sum();
    }

    /** Opens a file of it; it gives as many bytes as the host said, or throws a {@link RolloutException}. */
    public InputStream open(String name) {
        return new PieceStream(number -> piece(name, number));
    }

    private SortedMap<String, Long> sizes() {
        SortedMap<String, Long> found = new TreeMap<>();
        for (String name : checksums.byName().keySet()) {
            String size = run(Command.of("sh", "-c", "wc -c < \"$1\"", "sh", path(name)))
                    .strip();
            if (!size.matches("[0-9]{1,15}")) {
                throw failed("the host does not say how large " + name + " is: " + size, "run cfa:doctor");
            }
            found.put(name, Long.parseLong(size));
        }
        return found;
    }

    private static Checksums checksums(String text) {
        try {
            return Checksums.of(text);
        } catch (IllegalArgumentException e) {
            throw failed("the backup on the host is none: its " + e.getMessage(), "run cfa:backup again");
        }
    }

    private byte[] piece(String name, long number) {
        long expected = Math.min(PIECE, sizes.get(name) - number * PIECE);
        if (expected <= 0) {
            return new byte[0];
        }
        byte[] bytes = decoded(name, number);
        if (bytes.length != expected) {
            throw failed(
                    path(name) + " gave " + bytes.length + " bytes at " + number * PIECE + ", expected " + expected,
                    "run it again");
        }
        return bytes;
    }

    private byte[] decoded(String name, long number) {
        String text = run(Command.of(
                "sh",
                "-c",
                "dd if=\"$1\" bs=\"$2\" skip=\"$3\" count=1 2>/dev/null | base64",
                "sh",
                path(name),
                Integer.toString(PIECE),
                Long.toString(number)));
        try {
            return Base64.getMimeDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw failed(path(name) + " came in another form than base64", "run cfa:doctor");
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

    private String path(String name) {
        return Backup.directory(id) + "/" + name;
    }

    private static RolloutException failed(String why, String next) {
        return new RolloutException("the backup was not brought here: " + why + ". " + KEPT + " Next: " + next);
    }
}
