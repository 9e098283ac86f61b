package io.cfa.maven.image.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.image.plan.Modules;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestCacheTest {

    @TempDir
    Path temp;

    private Path jar;
    private Path remembered;

    @BeforeEach
    void aJar() {
        jar = temp.resolve("some.jar");
        remembered = temp.resolve("cache/digests");
        Modules.write(jar, "bytes of a jar".getBytes());
    }

    /** A build an hour from now, when the jar is no longer one that was changed just now. */
    private FileDigestCache later() {
        return new FileDigestCache(remembered, () -> Instant.now().plusSeconds(3_600));
    }

    private void remember() throws IOException {
        FileDigestCache digests = later();
        digests.ofLasting(jar);
        digests.save();
    }

    @Test
    void aJarIsReadOnceForAllBuilds() throws IOException {
        remember();
        String other = Sha256.of("other".getBytes()).toString();
        String lines = ChecksummedFile.read(remembered).orElseThrow();
        ChecksummedFile.write(remembered, lines.replace(Sha256.of(jar).toString(), other));
        assertThat(later().ofLasting(jar)).hasToString(other);
    }

    @Test
    void aJarThatChangedIsReadAgainEvenAtTheSameTimeAndSize() throws IOException {
        remember();
        FileTime time = Files.getLastModifiedTime(jar);
        Files.write(jar, "bytes of a JAR".getBytes());
        Files.setLastModifiedTime(jar, time);
        assertThat(later().ofLasting(jar)).isEqualTo(Sha256.of(jar));
    }

    @Test
    void aJarInThePlaceOfAnotherIsReadAgain() throws IOException {
        remember();
        Path other = temp.resolve("other.jar");
        Modules.write(other, "bytes of a JAR".getBytes());
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(jar));
        Files.delete(jar);
        Files.move(other, jar);
        assertThat(later().ofLasting(jar)).isEqualTo(Sha256.of(jar));
    }

    @Test
    void whatChangedJustNowIsNotRemembered() throws IOException {
        FileDigestCache digests = new FileDigestCache(remembered, Instant::now);
        digests.ofLasting(jar);
        digests.of(jar);
        digests.save();
        assertThat(remembered).doesNotExist();
    }

    @Test
    void aDamagedMemoryIsAsGoodAsNone() throws IOException {
        remember();
        Files.writeString(remembered, Files.readString(remembered).replaceFirst("some.jar", "same.jar"));
        assertThat(later().ofLasting(jar)).isEqualTo(Sha256.of(jar));
        Files.writeString(remembered, "");
        assertThat(later().ofLasting(jar)).isEqualTo(Sha256.of(jar));
    }
}
