package io.cfa.maven.backup.bucket;

import io.cfa.maven.backup.BackupId;
import io.cfa.maven.backup.BackupManifest;
import io.cfa.maven.backup.Retention;
import io.cfa.maven.backup.archive.Checksums;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Removes from a bucket the whole backups of a project that are past their time, and what uploads of it left that were broken off more than a day ago. What does
 * not say that it is of the project stays, whatever it is called.
 */
final class BucketRetention {

    /** No upload goes on for so long, so that nothing of one that goes on is removed. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Bucket bucket;
    private final String project;
    private final Consumer<String> progress;

    /** Of one project. */
    BucketRetention(Bucket bucket, String project, Consumer<String> progress) {
        this.bucket = bucket;
        this.project = project;
        this.progress = progress;
    }

    /** Which whole backups go, oldest first. */
    List<BackupId> expired(List<BucketBackup> found, Retention retention) {
        return retention.expired(found.stream()
                .filter(backup -> backup.isOf(project) && backup.isWhole())
                .map(BucketBackup::id)
                .toList());
    }

    /** What is left of uploads that were broken off. */
    List<BackupId> abandoned(List<BucketBackup> found, Instant now) {
        BackupId limit = BackupId.at(now.minus(ABANDONED));
        return found.stream()
                .filter(backup -> backup.isOf(project) && backup.isUnfinished())
                .map(BucketBackup::id)
                .filter(id -> id.compareTo(limit) < 0)
                .toList();
    }

    /** Removes both. */
    void run(List<BucketBackup> found, Retention retention, Instant now) {
        List<BackupId> expired = expired(found, retention);
        List<BackupId> abandoned = abandoned(found, now);
        try {
            removeParts(found, now);
        } catch (BucketException e) {
            if (!e.isRefused()) {
                throw e;
            }
            progress.accept("left the parts of unfinished uploads in " + bucket.address() + ": " + e.getMessage());
        }
        for (BucketBackup backup : found) {
            if (expired.contains(backup.id())) {
                remove(backup);
                progress.accept("removed " + backup.id() + " from " + bucket.address());
            } else if (abandoned.contains(backup.id())) {
                remove(backup);
                progress.accept("removed what was left of " + backup.id() + " from " + bucket.address());
            }
        }
    }

    /** An object that is no object yet is in no list, and is paid for. */
    private void removeParts(List<BucketBackup> found, Instant now) {
        BackupId limit = BackupId.at(now.minus(ABANDONED));
        Set<String> ours = found.stream()
                .filter(backup -> backup.isOf(project) && backup.id().compareTo(limit) < 0)
                .map(backup -> bucket.address().directory(backup.id()))
                .collect(Collectors.toSet());
        for (UnfinishedUpload upload : bucket.unfinished(bucket.address().root())) {
            if (ours.contains(upload.key().substring(0, upload.key().lastIndexOf('/') + 1))) {
                bucket.abort(upload);
            }
        }
    }

    /** First what makes it whole, last what says whose it is: of a removal that was cut off, the next one removes the rest. */
    private void remove(BucketBackup backup) {
        List<String> names = new ArrayList<>(backup.sizes().keySet());
        if (names.remove(Checksums.FILE)) {
            names.add(0, Checksums.FILE);
        }
        if (names.remove(BackupManifest.FILE)) {
            names.add(BackupManifest.FILE);
        }
        names.forEach(name -> bucket.delete(bucket.address().directory(backup.id()) + name));
    }
}
