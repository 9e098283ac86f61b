package io.cfa.maven.backup.bucket;

import io.cfa.maven.backup.BackupId;
import io.cfa.maven.backup.BackupManifest;
import io.cfa.maven.backup.Retention;
import io.cfa.maven.backup.archive.Checksums;
import io.cfa.maven.backup.archive.HostBackup;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The backups of a project in a bucket: lists them, and takes one there from its host, without keeping it on this machine. */
public final class BucketBackups {

    private final HostContext context;
    private final Bucket bucket;
    private final String project;

    /** Of one compose project. */
    public BucketBackups(HostContext context, Bucket bucket, String project) {
        this.context = context;
        this.bucket = bucket;
        this.project = project;
    }

    /**
     * Says which whole backups of the project are there; changes nothing.
     *
     * @throws RolloutException if the bucket cannot be read
     */
    public void list() {
        try {
            List<String> whole = new ArrayList<>();
            for (BucketBackup backup : found()) {
                if (backup.isOf(project) && backup.isWhole()) {
                    whole.add(String.format(Locale.ROOT, "%s (%.1f MB)", backup.id(), backup.bytes() / 1e6));
                }
            }
            context.say(bucket.address() + " holds " + (whole.isEmpty() ? "no backup" : String.join(", ", whole)));
        } catch (BucketException e) {
            throw new RolloutException(e.getMessage() + ". Nothing was changed. Next: " + e.next());
        } catch (IOException e) {
            throw new RolloutException(bucket.address() + " could not be read ("
                    + e.getClass().getSimpleName() + "). Nothing was changed. Next: run it again");
        }
    }

    /**
     * Takes a backup there, then removes those there that are past their time, and what broken uploads left.
     *
     * @throws RolloutException if it is not there whole; those that were there before are as they were
     */
    public void keep(HostBackup backup, Retention retention) {
        try {
            if (upload(backup)) {
                context.say(String.format(
                        Locale.ROOT, "took %s to %s: %.1f MB", backup.id(), bucket.address(), backup.bytes() / 1e6));
            } else {
                context.say(backup.id() + " lies in " + bucket.address() + " already");
            }
        } catch (BucketException e) {
            throw failed(e.getMessage(), e.next());
        } catch (IOException e) {
            throw failed("the connection broke off (" + e.getClass().getSimpleName() + ")", "run it again");
        }
        tidy(retention);
    }

    /** First what says whose it is, last what makes it whole. */
    private boolean upload(HostBackup backup) throws IOException {
        BucketBackup there = BucketBackup.of(bucket, backup.id());
        String directory = bucket.address().directory(backup.id());
        if (there.isWhole() && there.sums().filter(backup.checksums()::equals).isPresent()) {
            return false;
        }
        if (!there.isUnfinished() || !there.sizes().isEmpty() && !there.isOf(project)) {
            throw new BucketException(
                    "it holds another backup " + backup.id(), "give each stack a prefix of its own, then run it again");
        }
        List<String> names = new ArrayList<>(backup.sizeByName().keySet());
        names.remove(BackupManifest.FILE);
        names.add(0, BackupManifest.FILE);
        for (String name : names) {
            String expected = backup.checksums().byName().get(name);
            if (expected == null) {
                throw new BucketException("the backup on the host has no " + name, "run cfa:backup again");
            }
            try (InputStream in = backup.open(name)) {
                String sent = bucket.write(directory + name, backup.sizeByName().get(name), in);
                if (!sent.equals(expected)) {
                    throw new BucketException(
                            name + " came from the host with the SHA-256 " + sent + ", expected " + expected,
                            "run it again");
                }
            }
        }
        bucket.write(directory + Checksums.FILE, backup.sums().getBytes(StandardCharsets.UTF_8));
        BucketBackup now = BucketBackup.of(bucket, backup.id());
        if (!now.isWhole()) {
            throw new BucketException(
                    "it holds " + String.join(", ", now.sizes().keySet()) + " of " + backup.id() + " now, expected "
                            + String.join(", ", names) + " and " + Checksums.FILE,
                    "see that nothing else writes there, then run it again");
        }
        return true;
    }

    private void tidy(Retention retention) {
        try {
            new BucketRetention(bucket, project, context.progress())
                    .run(found(), retention, context.sleeper().now());
        } catch (BucketException e) {
            if (!e.isRefused()) {
                throw new RolloutException("the new backup is whole in " + bucket.address()
                        + "; those past their time were not all removed: " + e.getMessage() + ". Next: " + e.next());
            }
            // a key that removes nothing is a good one, where the storage itself removes what is old
            context.say("left those in " + bucket.address()
                    + " that are past their time, as the key may not remove them: " + e.getMessage());
        } catch (IOException e) {
            throw new RolloutException("the new backup is whole in " + bucket.address()
                    + "; those past their time were not all removed ("
                    + e.getClass().getSimpleName()
                    + "). Next: run it again");
        }
    }

    private List<BucketBackup> found() throws IOException {
        List<BucketBackup> found = new ArrayList<>();
        for (BackupId id : ids(bucket)) {
            found.add(BucketBackup.of(bucket, id));
        }
        return found;
    }

    /** What is called a backup there, whole or not. */
    static List<BackupId> ids(Bucket bucket) {
        return bucket.directories(bucket.address().root()).stream()
                .flatMap(name -> BackupId.of(name).stream())
                .sorted()
                .toList();
    }

    private RolloutException failed(String why, String next) {
        return new RolloutException("the backup was not taken to " + bucket.address() + ": " + why + ". "
                + HostBackup.KEPT + " Next: " + next);
    }
}
