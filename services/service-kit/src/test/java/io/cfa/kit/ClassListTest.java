package io.cfa.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of classes that images hold linked, against the jars that the kit has now. */
class ClassListTest {

    private static final Path LIST = Path.of("kit.classlist");
    private static final String OF_THE_JDK = "(java|javax|jdk|sun|com/sun)/.*";
    private static final String RENEW = "Next: services/renew-class-list";

    private static List<String> lines;

    @BeforeAll
    static void read() throws IOException {
        lines = Files.readAllLines(LIST);
    }

    private static List<String> classes() {
        return lines.stream().filter(line -> !line.startsWith("@")).toList();
    }

    @Test
    void mostOfItsClassesAreThere() throws IOException {
        Set<String> there = new HashSet<>();
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (jar.endsWith(".jar")) {
                try (ZipFile zip = new ZipFile(jar)) {
                    zip.stream().forEach(entry -> there.add(entry.getName()));
                }
            }
        }
        List<String> thirdParties =
                classes().stream().filter(name -> !name.matches(OF_THE_JDK)).toList();
        List<String> gone = thirdParties.stream()
                .filter(name -> !there.contains(name + ".class"))
                .toList();
        assertThat(thirdParties).hasSizeGreaterThan(5_000);
        assertThat(gone)
                .as("classes that no jar of the kit has any more. " + RENEW)
                .hasSizeLessThan(thirdParties.size() / 20);
    }

    @Test
    void noneIsOurOwn() {
        assertThat(lines).noneMatch(line -> line.contains("io/cfa/")).noneMatch(line -> line.contains(" id: "));
    }

    @Test
    void noneIsNamedTwice() {
        assertThat(lines).doesNotHaveDuplicates();
    }
}
