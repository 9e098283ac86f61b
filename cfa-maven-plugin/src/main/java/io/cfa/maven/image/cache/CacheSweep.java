package io.cfa.maven.image.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps the cache small: what a broken build left half written goes after a day, forms that are not read any more at once, and beyond the size
 * that is allowed what was not used for longest. Touches nothing but what builds write there; what cannot be deleted stays.
 *
 * @param directory the cache
 * @param bytes     how much may stay
 * @param clock     tells how old a file is
 */
public record CacheSweep(Path directory, long bytes, InstantSource clock) {

    private static final Duration STALE = Duration.ofDays(1);

    /** A build beside this one may use what it looked at just now. */
    private static final Duration IN_USE = Duration.ofHours(1);

    private record Kept(Path file, long size, Instant used) {}

    /** Sweeps. */
    public void sweep() {
        List<Kept> kept = new ArrayList<>();
        for (String part : List.of(
                "layers",
                "layers/blobs",
                "layers/parts",
                "images",
                "base/blobs",
                "base/seen",
                "schemas",
                "class-data",
                "spring-aot")) {
            kept.addAll(files(directory.resolve(part)));
        }
        long size = 0;
        kept.sort(Comparator.comparing(Kept::used).reversed());
        for (Kept each : kept) {
            size += each.size();
            boolean isOld = each.used().isBefore(clock.instant().minus(IN_USE));
            if (isLeftover(each) || size > bytes && isOld) {
                size -= each.size();
                delete(each.file());
            }
        }
    }

    private boolean isLeftover(Kept kept) {
        String name = kept.file().getFileName().toString();
        boolean isOldForm = name.endsWith(".tar.gz")
                || name.endsWith(".tar.gz.digests")
                || kept.file().getParent().endsWith("parts");
        return name.startsWith(AtomicFile.INCOMING)
                ? kept.used().isBefore(clock.instant().minus(STALE))
                : isOldForm;
    }

    private static List<Kept> files(Path part) {
        if (!Files.isDirectory(part)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(part)) {
            List<Kept> kept = new ArrayList<>();
            for (Path file : (Iterable<Path>) files::iterator) {
                BasicFileAttributes found =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (found.isRegularFile()) {
                    kept.add(new Kept(
                            file, found.size(), found.lastModifiedTime().toInstant()));
                }
            }
            return kept;
        } catch (IOException | UncheckedIOException e) {
            // a build beside this one deletes too
            return List.of();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // it is not ours, or in use: it stays
        }
    }
}
