package io.cfa.maven.backup.bucket;

import io.cfa.maven.backup.BackupId;
import io.cfa.maven.backup.archive.BackupArchive;
import io.cfa.maven.backup.archive.Checksums;
import io.cfa.maven.backup.archive.Own;
import io.cfa.maven.host.RolloutException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Brings a backup from a bucket to a directory of this machine, where it is read as any that lies there. */
public final class BucketDownload {

    private final Bucket bucket;

    /** From a bucket, at the address of all backups. */
    public BucketDownload(Bucket bucket) {
        this.bucket = bucket;
    }

    /**
     * Brings one.
     *
     * @param directory that is empty, and its owner's alone
     * @throws RolloutException if there is no such backup, it is not whole, there is no room for it, or it is not what its checksums say; nothing was changed anywhere
     */
    public BackupArchive run(BackupId id, Path directory) {
        try {
            bring(id, directory);
        } catch (BucketException e) {
            throw new RolloutException("the backup " + id + " was not brought from " + bucket.address() + ": "
                    + e.getMessage() + ". Nothing was changed. Next: " + e.next());
        } catch (IOException e) {
            throw new RolloutException(
                    "the backup " + id + " was not brought from " + bucket.address() + " to " + directory + ": "
                            + e.getClass().getSimpleName()
                            + ". Nothing was changed. Next: see that there is room, and the network stays up, then run it again");
        }
        return BackupArchive.read(directory);
    }

    private void bring(BackupId id, Path directory) throws IOException {
        BucketBackup backup = BucketBackup.of(bucket, id);
        if (!backup.isWhole()) {
            throw new BucketException(
                    backup.sizes().isEmpty()
                            ? "it is not there; there are: " + whole()
                            : "it is not whole, as an upload that was broken off; whole are: " + whole(),
                    "choose one that is whole");
        }
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free < backup.bytes()) {
            throw new BucketException(
                    directory.getParent() + " has " + free / 1_000_000 + " MB free, and the backup is "
                            + backup.bytes() / 1_000_000 + " MB",
                    "make free disk space, or name another directory in MAVEN_OPTS: -Djava.io.tmpdir=DIRECTORY");
        }
        SortedMap<String, String> expected = backup.sums().orElseThrow().byName();
        for (Map.Entry<String, Long> file : backup.sizes().entrySet()) {
            String name = file.getKey();
            try (OutputStream out = Files.newOutputStream(Own.file(directory.resolve(name)))) {
                String is = bucket.copy(bucket.address().directory(id) + name, file.getValue(), out);
                if (!name.equals(Checksums.FILE) && !is.equals(expected.get(name))) {
                    throw new BucketException(
                            "it is not as it was made: " + name + " has the SHA-256 " + is + ", expected "
                                    + expected.get(name),
                            "choose another backup");
                }
            }
        }
    }

    private String whole() throws IOException {
        List<String> whole = new ArrayList<>();
        for (BackupId id : BucketBackups.ids(bucket)) {
            if (BucketBackup.of(bucket, id).isWhole()) {
                whole.add(id.toString());
            }
        }
        return whole.isEmpty() ? "none" : String.join(", ", whole);
    }
}
