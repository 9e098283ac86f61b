package io.cfa.maven.mojo.data;

import io.cfa.maven.backup.archive.BackupArchive;
import io.cfa.maven.backup.bucket.Bucket;
import io.cfa.maven.backup.bucket.BucketAddress;
import io.cfa.maven.backup.bucket.BucketDownload;
import io.cfa.maven.host.RolloutException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The backup away from the host that a goal was given, read whole: a directory of this machine, or one in a bucket, which is here until this is closed. */
final class GivenArchive implements AutoCloseable {

    private static final String PROPERTY = "cfa.archive";

    private final Optional<BackupArchive> archive;
    private final Optional<Path> fetched;

    private GivenArchive(Optional<BackupArchive> archive, Optional<Path> fetched) {
        this.archive = archive;
        this.fetched = fetched;
    }

    /**
     * Reads it.
     *
     * @param given as Maven injected it, or null
     * @throws RolloutException if it is no whole backup, or the bucket cannot be read
     */
    static GivenArchive read(String given, BucketParameters bucket) {
        Optional<String> place = BucketParameters.given(given);
        if (place.filter(BucketAddress::isOne).isPresent()) {
            return fetched(BucketAddress.of(place.get(), PROPERTY), bucket);
        }
        return new GivenArchive(place.map(Path::of).map(BackupArchive::read), Optional.empty());
    }

    /** The backup, where one was given. */
    Optional<BackupArchive> archive() {
        return archive;
    }

    private static GivenArchive fetched(BucketAddress address, BucketParameters parameters) {
        try (Bucket bucket = parameters.open(address.backups())) {
            // for its owner alone
            Path directory = Files.createTempDirectory("cfa-backup-");
            GivenArchive unread = new GivenArchive(Optional.empty(), Optional.of(directory));
            try {
                return new GivenArchive(
                        Optional.of(new BucketDownload(bucket).run(address.id(), directory)), Optional.of(directory));
            } catch (RuntimeException e) {
                unread.close();
                throw e;
            }
        } catch (IOException e) {
            throw new RolloutException(
                    "no directory can be made below " + System.getProperty("java.io.tmpdir")
                            + ". Nothing was changed. Next: name another in MAVEN_OPTS: -Djava.io.tmpdir=DIRECTORY",
                    e);
        }
    }

    @Override
    public void close() {
        fetched.ifPresent(directory -> {
            try (Stream<Path> files = Files.walk(directory)) {
                List<Path> deepest = files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepest) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
