package io.cfa.maven.image.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheSweepTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    Path cache;

    private Path file(String name, int size, Duration age) throws IOException {
        Path file = cache.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[size]);
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
        return file;
    }

    private void sweep(long bytes) {
        new CacheSweep(cache, bytes, () -> NOW).sweep();
    }

    @Test
    void whatWasUsedLongestAgoGoesBeyondTheSize() throws IOException {
        Path old = file("layers/blobs/old", 40, Duration.ofDays(3));
        Path older = file("base/blobs/older", 40, Duration.ofDays(4));
        Path recent = file("layers/blobs/recent", 40, Duration.ofDays(1));
        sweep(90);
        assertThat(older).doesNotExist();
        assertThat(old).exists();
        assertThat(recent).exists();
    }

    @Test
    void whatABuildBesideThisOneUsesStaysHoweverLargeItIs() throws IOException {
        Path inUse = file("layers/blobs/in-use", 400, Duration.ofMinutes(30));
        sweep(90);
        assertThat(inUse).exists();
    }

    @Test
    void halfWrittenFilesGoAfterADayAndOlderFormsAtOnce() throws IOException {
        Path broken = file("base/blobs/incoming1234", 1, Duration.ofHours(25));
        Path arriving = file("base/blobs/incoming5678", 1, Duration.ofHours(2));
        Path packed = file("layers/0123.tar.gz", 1, Duration.ofMinutes(1));
        Path part = file("layers/parts/0123", 1, Duration.ofMinutes(1));
        sweep(1 << 20);
        assertThat(broken).doesNotExist();
        assertThat(arriving).exists();
        assertThat(packed).doesNotExist();
        assertThat(part).doesNotExist();
    }

    @Test
    void whatIsNotOfTheCacheIsNotTouched() throws IOException {
        Path mine = file("thesis.tar.gz", 400, Duration.ofDays(400));
        Path deeper = file("layers/blobs/some/where", 400, Duration.ofDays(400));
        sweep(0);
        assertThat(mine).exists();
        assertThat(deeper).exists();
    }

    @Test
    void aFileHasTheRightsThatTheUmaskGives() throws IOException {
        AtomicFile.write(cache.resolve("a"), out -> out.write(1));
        Path usual = Files.write(cache.resolve("b"), new byte[] {1});
        assertThat(Files.getPosixFilePermissions(cache.resolve("a"))).isEqualTo(Files.getPosixFilePermissions(usual));
    }
}
