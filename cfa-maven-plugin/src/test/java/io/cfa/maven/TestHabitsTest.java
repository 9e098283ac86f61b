package io.cfa.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What CONTRIBUTING.md says of tests, held over the sources of all modules. */
class TestHabitsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void noTestSleepsForATime() throws IOException {
        assertThat(testsWith("Thread\\.sleep\\(|TimeUnit\\.\\w+\\.sleep\\("))
                .as("Next: wait until something is so, with Awaitility, or give the class under test a clock")
                .isEmpty();
    }

    @Test
    void whatIsDrawnByLotHasASeedThatCanBeGiven() throws IOException {
        assertThat(testsWith("new Random\\(\\)|Math\\.random\\(|[sS]eed = System\\.|ThreadLocalRandom"))
                .as("Next: draw from Seed of the service kit, or Sampling.SEED of the plugin")
                .isEmpty();
    }

    @Test
    void noAssertionIsAboutAnAssertion() throws IOException {
        assertThat(testsWith("assertThatCode\\(\\(\\) -> assert"))
                .as("Next: let the inner assertion stand by itself")
                .isEmpty();
    }

    private static List<String> testsWith(String pattern) throws IOException {
        Pattern sought = Pattern.compile(pattern);
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> tests = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/test/java/"))
                    .filter(file -> !file.endsWith("TestHabitsTest.java"))
                    .toList();
            assertThat(tests).as("sources of tests below " + ROOT).hasSizeGreaterThan(100);
            return tests.stream()
                    .filter(file -> sought.matcher(read(file)).find())
                    .map(file -> ROOT.relativize(file).toString())
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
