package io.cfa.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Archives that a JVM itself, the one that runs the tests, has made, and takes or refuses. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere there is no /proc")
class RefusedArchiveTest {

    private static final String CLASS = Asks.class.getName().replace('.', '/');

    /** One for all: an archive knows its jar by its path, and dumping it is what takes long. */
    @TempDir
    static Path directory;

    /** What runs in that JVM. */
    static final class Asks {

        private Asks() {}

        public static void main(String[] words) {
            System.out.print("refused: "
                    + new ClassDataArchive(Path.of("/proc/self")).refused().orElse("nothing"));
        }
    }

    @BeforeAll
    static void dump() throws Exception {
        try (OutputStream file = Files.newOutputStream(jar());
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry(CLASS + ".class"));
            jar.write(Asks.class
                    .getClassLoader()
                    .getResourceAsStream(CLASS + ".class")
                    .readAllBytes());
        }
        setTimeOfTheJar(1);
        Files.writeString(directory.resolve("list"), CLASS + "\n");
        java(
                "-Xshare:dump",
                "-XX:SharedClassListFile=list",
                "-XX:SharedArchiveFile=" + dumped(),
                "-cp",
                jar().toString());
    }

    @BeforeEach
    void anArchive() throws IOException {
        setTimeOfTheJar(1);
        Files.copy(dumped(), archive(), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void whatTheJvmTakesIsNotRefused() throws Exception {
        assertThat(start()).isEqualTo("refused: nothing");
    }

    @Test
    void anArchiveOfAJarWithAnotherTimeIsRefused() throws Exception {
        setTimeOfTheJar(3);
        assertThat(start()).isEqualTo("refused: " + archive());
    }

    @Test
    void anArchiveBehindAnotherJarIsRefused() throws Exception {
        assertThat(run("-cp", directory.resolve("list") + ":" + classPath())).isEqualTo("refused: " + archive());
    }

    @Test
    void whatIsNoArchiveIsRefused() throws Exception {
        Files.delete(archive());
        Files.write(archive(), new byte[100_000]);
        assertThat(start()).isEqualTo("refused: " + archive());
    }

    @Test
    void anArchiveThatIsNotThereIsRefused() throws Exception {
        Files.delete(archive());
        assertThat(start()).isEqualTo("refused: " + archive());
    }

    @Test
    void anArchiveIsRefusedWhereASettingTurnsThemOff() throws Exception {
        assertThat(run("-Xshare:off", "-cp", classPath())).isEqualTo("refused: " + archive());
    }

    private static Path jar() {
        return directory.resolve("asks.jar");
    }

    private static void setTimeOfTheJar(long second) throws IOException {
        Files.setLastModifiedTime(jar(), FileTime.from(Instant.ofEpochSecond(second)));
    }

    private static Path dumped() {
        return directory.toAbsolutePath().resolve("dumped.jsa");
    }

    private static Path archive() {
        return directory.toAbsolutePath().resolve("asks.jsa");
    }

    private static String classPath() {
        return jar() + ":" + System.getProperty("java.class.path");
    }

    private static String start() throws Exception {
        return run("-cp", classPath());
    }

    /** The last line, as a JVM may say before why it refuses. */
    private static String run(String... words) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-XX:SharedArchiveFile=" + archive()));
        arguments.addAll(List.of(words));
        arguments.add(Asks.class.getName());
        return java(arguments.toArray(String[]::new))
                .lines()
                .reduce((first, last) -> last)
                .orElse("");
    }

    private static String java(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m"));
        command.addAll(List.of(words));
        Path said = directory.resolve("said");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(said, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
