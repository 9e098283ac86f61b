package io.cfa.maven.image.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReactorModuleTest {

    private static final Instant BUILT = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    Path temp;

    private Path source;
    private Path classes;
    private Path installed;

    @BeforeEach
    void aModuleThatWasBuiltAndInstalled() throws IOException {
        source = temp.resolve("src/main/java/Kit.java");
        classes = temp.resolve("target/classes");
        Modules.write(source, "class Kit {}".getBytes());
        Modules.write(temp.resolve("pom.xml"), "<project/>".getBytes());
        Modules.write(classes.resolve("Kit.class"), "bytes".getBytes());
        installed = temp.resolve("repository/kit.jar");
        install(Map.of(
                "META-INF/MANIFEST.MF", "Created-By: Maven", "META-INF/maven/g/a/pom.xml", "", "Kit.class", "bytes"));
        try (Stream<Path> tree = Files.walk(temp)) {
            for (Path file : (Iterable<Path>) tree::iterator) {
                Files.setLastModifiedTime(file, FileTime.from(BUILT));
            }
        }
    }

    private void install(Map<String, String> entries) throws IOException {
        Files.createDirectories(installed.getParent());
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(installed))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes());
            }
        }
    }

    private ReactorModule module(Path artifact) {
        return new ReactorModule("kit", temp, classes, artifact);
    }

    @Test
    void whatMatchesItsSourcesIsTaken() {
        assertThat(module(installed).mismatch(false)).isEmpty();
        assertThat(module(classes).mismatch(false)).isEmpty();
    }

    @Test
    void aSourceThatIsNewerIsNamed() throws IOException {
        Files.setLastModifiedTime(source, FileTime.from(BUILT.plusSeconds(1)));
        assertThat(module(installed).mismatch(false)).contains(source + " is newer than its classes");
        assertThat(module(classes).mismatch(false)).contains(source + " is newer than its classes");
    }

    @Test
    void aSourceThatWasDeletedMakesItsDirectoryNewer() throws IOException {
        Files.delete(source);
        assertThat(module(classes).mismatch(false)).contains(source.getParent() + " is newer than its classes");
    }

    @Test
    void anInstalledJarOfAnotherCloneIsNotTaken() throws IOException {
        install(Map.of("Kit.class", "bites"));
        assertThat(module(installed).mismatch(false)).contains(installed + " holds other files than " + classes);
        install(Map.of("Kit.class", "bytes", "Other.class", ""));
        assertThat(module(installed).mismatch(false)).contains(installed + " holds other files than " + classes);
    }

    @Test
    void withoutClassesNothingTellsWhoseJarItIs() throws IOException {
        Files.delete(classes.resolve("Kit.class"));
        Files.delete(classes);
        assertThat(module(installed).mismatch(false))
                .contains(installed + " is there, but " + classes
                        + ", which would tell whether it is of these sources, is not");
    }

    @Test
    void aJarThatCannotBeReadIsNamed() throws IOException {
        Files.write(installed, new byte[] {1});
        assertThat(module(installed).mismatch(false)).get().asString().startsWith(installed + " cannot be compared");
    }
}
