package io.cfa.maven.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.cache.PortablePath;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.image.plan.Modules;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers are the same whatever the locale of the process is that packs them. */
class LocaleTest {

    @TempDir
    Path temp;

    /** A process of its own, as the locale of one cannot be changed: prints what lies in the layers of a service's own files. */
    public static void main(String... words) throws IOException {
        Path root = Path.of(words[0]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            pack(root, out);
        } catch (ImageException e) {
            out.println(e.getMessage());
        }
    }

    private static void pack(Path root, PrintStream out) throws IOException {
        LayerStore store = new LayerStore(Files.createTempDirectory(root, "cache"), System.err::println);
        ImagePlan plan =
                ImagePlanner.plan(new Modules(root, ImageReference.of("registry.example/base:1")).service("identity"));
        for (ImagePlan.Layer layer : plan.layers()) {
            LayerFile file = store.of(layer);
            try (InputStream bytes = Files.newInputStream(store.file(file));
                    TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(bytes), "UTF-8")) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    if (entry.getName().endsWith(".txt")) {
                        out.println(entry.getName() + " " + new String(tar.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
    }

    private List<String> packed(String locale) throws Exception {
        ProcessBuilder packing = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LocaleTest.class.getName(),
                temp.toString());
        packing.environment().put("LC_ALL", locale);
        packing.redirectError(temp.resolve("said").toFile());
        Process process = packing.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(Files.readString(temp.resolve("said"))).isZero();
        return lines;
    }

    /** The name by its bytes, as this process may not be able to say it either. */
    private Path named(String escaped) {
        return Path.of(URI.create(temp.toUri() + "identity/classes/" + escaped));
    }

    @Test
    void aNameIsInTheImageAsItIsOnTheDisk() throws Exception {
        Modules.write(named("gr%C3%B6%C3%9Fe.txt"), "the first".getBytes(StandardCharsets.UTF_8));
        Modules.write(named("gr%C3%A4%C3%9Fe.txt"), "the other".getBytes(StandardCharsets.UTF_8));
        assertThat(packed("C.UTF-8"))
                .containsExactly(
                        "app/resources/gr\u00e4\u00dfe.txt the other", "app/resources/gr\u00f6\u00dfe.txt the first");
    }

    @Test
    void aNameThatTheLocaleCannotSayIsRefusedAndNotReplaced() throws Exception {
        Modules.write(named("gr%C3%B6%C3%9Fe.txt"), new byte[1]);
        assertThat(packed("C"))
                .containsExactly(
                        "the file gr\u00f6\u00dfe.txt has a name that cannot be said in the locale of this process"
                                + " (ANSI_X3.4-1968). Next: run Maven with LC_ALL=C.UTF-8");
    }

    @Test
    void aNameThatIsNoTextIsRefused() {
        Path file = named("gr%F6.txt");
        Modules.write(file, new byte[1]);
        assertThatThrownBy(() -> PortablePath.relative(temp, file))
                .isInstanceOf(ImageException.class)
                .hasMessage(
                        "the name of the file " + temp.toUri().getRawPath()
                                + "identity/classes/gr%F6.txt is no UTF-8, and no image could hold it as it is. Next: rename it");
    }
}
