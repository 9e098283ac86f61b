package io.cfa.maven.backup.bucket;

import io.cfa.maven.backup.BackupId;
import io.cfa.maven.backup.BackupManifest;
import io.cfa.maven.backup.archive.Checksums;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What lies in a bucket under the name of a backup. The checksums are written last and removed first: without them it is none.
 *
 * @param id       its name
 * @param sizes    bytes of each object, by the name behind the prefix
 * @param manifest what it says of itself, where that can be read
 * @param sums     its checksums, where they can be read
 */
record BucketBackup(
        BackupId id, SortedMap<String, Long> sizes, Optional<BackupManifest> manifest, Optional<Checksums> sums) {

    private static final int LARGEST_MANIFEST = 1_000_000;

    /** Looks at one. */
    static BucketBackup of(Bucket bucket, BackupId id) throws IOException {
        String directory = bucket.address().directory(id);
        SortedMap<String, Long> sizes = bucket.files(directory);
        Optional<String> manifest = text(bucket, directory, BackupManifest.FILE, LARGEST_MANIFEST, sizes);
        Optional<String> sums = text(bucket, directory, Checksums.FILE, Checksums.LARGEST, sizes);
        return new BucketBackup(
                id, sizes, manifest.flatMap(BucketBackup::manifest), sums.flatMap(BucketBackup::checksums));
    }

    /** Whether every object that its checksums name is there, no other is, and it is the one that it is called; what the objects hold is hashed when it is fetched. */
    boolean isWhole() {
        Set<String> names = new TreeSet<>(sizes.keySet());
        return names.remove(Checksums.FILE)
                && sums.filter(found -> found.byName().keySet().equals(names)).isPresent()
                && manifest.filter(found -> found.id().equals(id)
                                && found.parts().stream().allMatch(part -> names.contains(part.file())))
                        .isPresent();
    }

    /** Whether it was begun by a project, by its own word, and holds nothing but plain files. */
    boolean isOf(String project) {
        return manifest.filter(found -> found.id().equals(id) && found.project().equals(project))
                        .isPresent()
                && sizes.keySet().stream().noneMatch(name -> name.contains("/"));
    }

    /** Whether its upload did not come to its end, or its removal did not. */
    boolean isUnfinished() {
        return !sizes.containsKey(Checksums.FILE);
    }

    /** All bytes together. */
    long bytes() {
        return sizes.values().stream().mapToLong(size -> size).sum();
    }

    private static Optional<String> text(
            Bucket bucket, String directory, String name, int most, SortedMap<String, Long> sizes) throws IOException {
        Long size = sizes.get(name);
        return size == null || size > most
                ? Optional.empty()
                : Optional.of(new String(bucket.read(directory + name, most), StandardCharsets.UTF_8));
    }

    private static Optional<BackupManifest> manifest(String text) {
        try {
            return Optional.of(BackupManifest.read(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Checksums> checksums(String text) {
        try {
            return Optional.of(Checksums.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
