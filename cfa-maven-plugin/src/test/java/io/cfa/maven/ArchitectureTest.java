package io.cfa.maven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String BASE = "io.cfa.maven.";

    /** What each package may import of ours. */
    private static final Map<String, Set<String>> EDGES = Map.ofEntries(
            entry(
                    "mojo",
                    Set.of("image", "rollout", "verify", "docker", "remote", "remote.ssh", "model", "report", "check")),
            entry("rollout", Set.of("verify", "docker", "remote", "model", "report")),
            entry("verify", Set.of("docker", "remote", "model", "report")),
            entry("check", Set.of("model", "report")),
            entry("image", Set.of("model")),
            entry("docker", Set.of("remote", "model")),
            entry("remote", Set.of()),
            entry("remote.config", Set.of()),
            entry("remote.key", Set.of("remote", "remote.config")),
            entry("remote.hostkey", Set.of("remote.config", "remote.key")),
            entry("remote.identity", Set.of("remote", "remote.config", "remote.key")),
            entry("remote.socket", Set.of("remote")),
            entry(
                    "remote.login",
                    Set.of(
                            "remote",
                            "remote.config",
                            "remote.hostkey",
                            "remote.identity",
                            "remote.key",
                            "remote.socket")),
            entry("remote.ssh", Set.of("remote", "remote.config", "remote.hostkey", "remote.identity", "remote.login")),
            entry("model", Set.of()),
            entry("report", Set.of()));

    private static final int MOST_FILES = 15;

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.cfa.maven");

    @Test
    void everyPackageHasItsEdges() {
        List<String> packages = classes.stream()
                .map(type -> type.getPackageName())
                .distinct()
                // the help goal, which Maven's plugin tools write
                .filter(name -> !name.equals("io.cfa.maven"))
                .filter(name -> !name.equals("io.cfa.cfa_maven_plugin"))
                .map(name -> name.substring(BASE.length()))
                .toList();
        assertThat(EDGES.keySet()).containsAll(packages);
        assertThat(packages).contains("mojo", "rollout", "verify", "image", "docker", "remote", "model", "report");
    }

    @Test
    void packagesImportOnlyDownward() {
        EDGES.forEach((from, allowed) -> EDGES.keySet().stream()
                .filter(to -> !to.equals(from) && !allowed.contains(to))
                .forEach(to -> noClasses()
                        .that()
                        .resideInAPackage(BASE + from)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(BASE + to)
                        .allowEmptyShould(true)
                        .check(classes)));
    }

    @Test
    void packagesHaveNoCycle() {
        slices().matching("io.cfa.maven.(*)..").should().beFreeOfCycles().check(classes);
    }

    /** In packages whose circles are undone. */
    @Test
    void classesHaveNoCircle() {
        slices().assignedFrom(new TopLevelClasses(BASE + "remote"))
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void aConstructorTakesFewParameters() {
        assertThat(classes.stream()
                        .filter(type -> type.getPackageName().startsWith(BASE + "remote"))
                        .flatMap(type -> type.getConstructors().stream())
                        .filter(constructor ->
                                constructor.getRawParameterTypes().size() > 5)
                        .map(constructor -> constructor.getFullName()))
                .isEmpty();
    }

    @Test
    void aPackageFitsOnAScreen() throws IOException {
        for (String each : EDGES.keySet().stream()
                .filter(name -> name.startsWith("remote"))
                .map(name -> name.replace('.', '/'))
                .toList()) {
            try (Stream<Path> files = Files.list(Path.of("src/main/java/io/cfa/maven", each))) {
                List<String> names = files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .toList();
                assertThat(names).as(each).hasSizeBetween(2, MOST_FILES).contains("package-info.java");
            }
        }
    }

    @Test
    void eachLibraryIsKnownToItsPackagesAlone() {
        Map.of(
                        "com.google.cloud.tools.jib..", List.of("image"),
                        "com.jcraft.jsch..",
                                List.of("remote.identity", "remote.key", "remote.login", "remote.socket", "remote.ssh"),
                        "org.yaml.snakeyaml..", List.of("model"),
                        "org.apache.maven..", List.of("mojo"))
                .forEach((library, owners) -> noClasses()
                        .that()
                        .resideInAPackage("io.cfa.maven..")
                        .and()
                        .resideOutsideOfPackages(
                                owners.stream().map(owner -> BASE + owner).toArray(String[]::new))
                        .and()
                        .haveSimpleNameNotEndingWith("HelpMojo")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library)
                        .check(classes));
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Common|Impl|Dto|Manager)")
                .check(classes);
        classes()
                .that()
                .resideInAPackage(BASE + "mojo..")
                .and()
                .haveSimpleNameEndingWith("Mojo")
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .beAnnotatedWith("org.apache.maven.plugins.annotations.Mojo")
                .check(classes);
    }

    @Test
    void aGoalFitsOnAScreen() throws IOException {
        Map<String, Integer> lines = new TreeMap<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/cfa/maven/mojo"))) {
            for (Path source : sources.filter(file -> file.toString().endsWith("Mojo.java"))
                    .toList()) {
                lines.put(
                        source.getFileName().toString(),
                        Files.readAllLines(source).size());
            }
        }
        assertThat(lines).containsKey("RolloutMojo.java");
        assertThat(lines.entrySet())
                .allSatisfy(
                        each -> assertThat(each.getValue()).as(each.getKey()).isLessThanOrEqualTo(80));
    }

    /** A class with those inside it is one of the parts between which there is no circle. */
    private record TopLevelClasses(String within) implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith(within)
                    ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "classes of " + within;
        }
    }
}
