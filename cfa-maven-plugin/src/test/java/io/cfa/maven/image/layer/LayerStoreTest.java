package io.cfa.maven.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.ImagePlan.Content;
import io.cfa.maven.image.plan.ImagePlan.FileContent;
import io.cfa.maven.image.plan.ImagePlan.Layer;
import io.cfa.maven.image.plan.ImagePlan.ReactorContent;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.image.plan.Modules;
import io.cfa.maven.model.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarInputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerStoreTest {

    @TempDir
    Path temp;

    private final List<String> notes = new ArrayList<>();

    private static final List<String> FILES = List.of("b/Second.class", "a/First.class", "a/z/Third.class");

    private Path directory(String name, List<String> order, Instant modified, String mode) throws IOException {
        Path directory = temp.resolve(name);
        for (String file : order) {
            Path path = directory.resolve(file);
            Modules.write(path, ("bytes of " + file).repeat(5_000).getBytes());
            Files.setLastModifiedTime(path, FileTime.from(modified));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
        return directory;
    }

    private static Layer layer(LayerKind kind, Path directory) {
        SortedMap<String, Content> files = new TreeMap<>(Collections.reverseOrder());
        FILES.forEach(file -> files.put("/app/classes/" + file, new FileContent(directory.resolve(file))));
        return new Layer(kind, files);
    }

    private LayerStore store(String name) {
        return new LayerStore(temp.resolve(name), notes::add);
    }

    private static byte[] unzipped(Path layer) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(layer))) {
            return in.readAllBytes();
        }
    }

    @Test
    void directoriesOrdersTimesAndModesMakeNoDifference() throws IOException {
        Path one = directory("one", FILES, Instant.parse("2020-01-01T00:00:00Z"), "rw-r--r--");
        Path other = directory(
                "some/where/else", List.of(FILES.get(2), FILES.get(0), FILES.get(1)), Instant.now(), "rwx------");
        for (LayerKind kind : List.of(LayerKind.SHARED_LIBRARIES, LayerKind.CLASSES)) {
            LayerStore store = store("cache-1");
            LayerFile first = store.of(layer(kind, one));
            LayerFile second = store("cache-2").of(layer(kind, other));
            assertThat(second).isEqualTo(first);
            assertThat(first.digest()).isEqualTo(Sha256.of(store.file(first)));
            assertThat(first.size()).isEqualTo(Files.size(store.file(first)));
            assertThat(first.diffId()).isEqualTo(Sha256.of(unzipped(store.file(first))));
        }
    }

    @Test
    void theBytesAreTheseWithEveryJdk() throws IOException {
        Path directory = directory("one", FILES, Instant.EPOCH, "rw-r--r--");
        assertThat(store("cache").of(layer(LayerKind.CLASSES, directory)).digest())
                .hasToString("sha256:4ca368a444dd8b626dc9cc48fa3a9c1a3734b9c99adc2818b5faa21e803c0ca9");
        assertThat(store("cache")
                        .of(layer(LayerKind.SHARED_LIBRARIES, directory))
                        .digest())
                .hasToString("sha256:b6cdc7b6885d11ab3eb69c197785964df127ebff07f78657f6b1396457459ad4");
    }

    @Test
    void aWarmStoreGivesWhatAColdOneGave() throws IOException {
        Path directory = directory("one", FILES, Instant.EPOCH, "rw-r--r--");
        LayerFile cold = store("cache").of(layer(LayerKind.CLASSES, directory));
        assertThat(store("cache").of(layer(LayerKind.CLASSES, directory))).isEqualTo(cold);
    }

    @Test
    void aChangedByteIsAnotherLayerEvenAtTheSameTimeAndSize() throws IOException {
        Path directory = directory("one", FILES, Instant.EPOCH, "rw-r--r--");
        LayerFile before = store("cache").of(layer(LayerKind.CLASSES, directory));
        Path file = directory.resolve("a/First.class");
        Files.writeString(file, Files.readString(file).replaceFirst("bytes", "bites"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        assertThat(store("cache").of(layer(LayerKind.CLASSES, directory)).digest())
                .isNotEqualTo(before.digest());
    }

    @Test
    void filesInALayerBelongToRootAndAreReadable() throws IOException {
        Path directory = directory("one", FILES, Instant.now(), "rwx------");
        LayerStore store = store("cache");
        byte[] tar = unzipped(store.file(store.of(layer(LayerKind.CLASSES, directory))));
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entry.getMode() & 0777).isEqualTo(entry.isDirectory() ? 0755 : 0644);
                assertThat(List.of(entry.getLongUserId(), entry.getLongGroupId()))
                        .containsExactly(0L, 0L);
                assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(Instant.ofEpochSecond(1));
            }
        }
    }

    @Test
    void aModuleIsTheSameJarWithAndWithoutThePhasePackage() throws IOException {
        Path classes = directory("kit/classes", FILES, Instant.now(), "rw-r--r--");
        Path jar = temp.resolve("kit.jar");
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Files.createDirectories(zip.getPath("META-INF/maven/io.cfa/service-kit"));
            Files.writeString(
                    zip.getPath("META-INF/MANIFEST.MF"),
                    "Manifest-Version: 1.0\r\nCreated-By: Maven JAR Plugin 3.5.0\r\nJava-Version: 17\r\nBuild-Jdk-Spec: 25\r\n");
            Files.writeString(zip.getPath("META-INF/maven/io.cfa/service-kit/pom.xml"), "<project/>");
            for (String file : FILES) {
                Files.createDirectories(zip.getPath(file).getParent());
                Files.copy(classes.resolve(file), zip.getPath(file));
            }
        }
        Files.createDirectories(classes.resolve("META-INF"));
        Files.createDirectories(classes.resolve("io/cfa/kit/moved"));
        assertThat(reactor(jar)).isEqualTo(reactor(classes));
    }

    private LayerFile reactor(Path jarOrDirectory) {
        return store("cache")
                .of(new Layer(
                        LayerKind.REACTOR,
                        new TreeMap<>(Map.of("/app/reactor/service-kit.jar", new ReactorContent(jarOrDirectory)))));
    }

    private Map<String, String> jar(String manifest) throws IOException {
        Path jar = temp.resolve("module.jar");
        Files.deleteIfExists(jar);
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Files.createDirectories(zip.getPath("META-INF"));
            Files.writeString(zip.getPath("META-INF/MANIFEST.MF"), manifest);
            Files.writeString(zip.getPath("A.class"), "class");
        }
        Map<String, String> entries = new TreeMap<>();
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(ReproducibleJar.of(jar)))) {
            if (in.getManifest() != null) {
                in.getManifest()
                        .getMainAttributes()
                        .forEach((name, value) -> entries.put(name.toString(), value.toString()));
            }
        }
        return entries;
    }

    @Test
    void whatAModulesManifestSaysOfItStaysAndWhatItSaysOfTheBuildGoes() throws IOException {
        String longValue = "x".repeat(200);
        assertThat(jar("Manifest-Version: 1.0\r\nCreated-By: Maven\r\nBuild-Jdk-Spec: 25\r\nMulti-Release: true\r\n"
                        + "Implementation-Version: 1.2\r\nX-Long: " + longValue.substring(0, 60) + "\r\n "
                        + longValue.substring(60, 125) + "\r\n " + longValue.substring(125) + "\r\n\r\n"))
                .isEqualTo(Map.of(
                        "Manifest-Version", "1.0",
                        "Multi-Release", "true",
                        "Implementation-Version", "1.2",
                        "X-Long", longValue));
        assertThat(jar("Manifest-Version: 1.0\r\nCreated-By: Maven\r\n\r\n")).isEmpty();
    }

    @Test
    void aSignedModuleIsRefused() throws IOException {
        Path classes = directory("signed", FILES, Instant.EPOCH, "rw-r--r--");
        Modules.write(classes.resolve("META-INF/KEY.SF"), new byte[1]);
        assertThatThrownBy(() -> reactor(classes))
                .hasMessageContaining(
                        classes + " is signed (META-INF/KEY.SF), which does not outlive being packed anew");
    }

    @Test
    void whatALinkedDirectoryOfAModuleHoldsIsInItsJar() throws IOException {
        Path real = directory("real", FILES, Instant.EPOCH, "rw-r--r--");
        Path linked = Files.createDirectories(temp.resolve("linked"));
        for (String name : List.of("a", "b")) {
            Files.createSymbolicLink(linked.resolve(name), real.resolve(name));
        }
        assertThat(reactor(linked)).isEqualTo(reactor(real));
    }

    @Test
    void aLayerThatLostBytesIsPackedAgain() throws IOException {
        Path directory = directory("one", FILES, Instant.EPOCH, "rw-r--r--");
        LayerStore first = store("cache");
        LayerFile layer = first.of(layer(LayerKind.CLASSES, directory));
        byte[] bytes = Files.readAllBytes(first.file(layer));
        Files.write(first.file(layer), new byte[] {1});
        LayerStore second = store("cache");
        assertThat(second.of(layer(LayerKind.CLASSES, directory))).isEqualTo(layer);
        assertThat(second.file(layer)).hasBinaryContent(bytes);
        assertThat(notes)
                .containsExactly("the kept layer of classes (" + layer.digest().shortForm()
                        + ") is gone or was damaged, and is made anew");
    }

    @Test
    void whatChangesWhileItIsPackedIsNotKept() throws IOException {
        Path directory = directory("one", FILES, Instant.EPOCH, "rw-r--r--");
        LayerStore store = store("cache");
        LayerFile layer = store.of(layer(LayerKind.CLASSES, directory));
        Files.delete(store.file(layer));
        Modules.write(directory.resolve("a/First.class"), "other bytes".getBytes());
        assertThatThrownBy(() -> store.file(layer))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("has changed since it was looked at. Next: run the build again");
    }

    @Test
    void compressionIsUndoneByAnyGzip() throws IOException {
        byte[] bytes = new byte[200_000];
        new Random(1).nextBytes(bytes);
        // what may be deflated stands between what may not, and does not begin with a block
        Arrays.fill(bytes, 50_000, 120_000, (byte) 'x');
        Path file = temp.resolve("file.gz");
        for (boolean sparing : new boolean[] {true, false}) {
            OutputStream out = Files.newOutputStream(file);
            try (OutputStream gzip = sparing ? GzipOutputStream.sparing(out) : GzipOutputStream.deflated(out)) {
                gzip.write(bytes[0]);
                gzip.write(bytes, 1, bytes.length - 1);
            }
            try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
        }
    }
}
