package io.cfa.maven;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
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
    private static final Map<String, Set<String>> EDGES = Map.of(
            "mojo", Set.of("image", "rollout", "verify", "docker", "remote", "model", "report", "check"),
            "rollout", Set.of("verify", "docker", "remote", "model", "report"),
            "verify", Set.of("docker", "remote", "model", "report"),
            "check", Set.of("model", "report"),
            "image", Set.of("model"),
            "docker", Set.of("remote", "model"),
            "remote", Set.of(),
            "model", Set.of(),
            "report", Set.of());

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
                .map(name -> name.substring(BASE.length()).replaceFirst("\\..*", ""))
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
                        .resideInAPackage(BASE + from + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(BASE + to + "..")
                        .allowEmptyShould(true)
                        .check(classes)));
    }

    @Test
    void packagesHaveNoCycle() {
        slices().matching("io.cfa.maven.(*)..").should().beFreeOfCycles().check(classes);
    }

    /** What a package within a package may import of its neighbours. */
    private static final Map<String, Set<String>> ROOMS = Map.of(
            "model.source", Set.of(),
            "model.env", Set.of("model.source"),
            "check.files", Set.of(),
            "check.rules", Set.of("check.files"),
            "check.pipeline", Set.of("check.rules", "check.files"));

    @Test
    void packagesWithinAPackageImportOnlyDownward() {
        ROOMS.forEach((from, allowed) -> {
            String floor = BASE + from.substring(0, from.indexOf('.'));
            noClasses()
                    .that()
                    .resideInAPackage(BASE + from)
                    .should()
                    .dependOnClassesThat(resideInAPackage(floor + "..")
                            .and(not(resideInAPackage(BASE + from)))
                            .and(not(resideInAnyPackage(
                                    allowed.stream().map(BASE::concat).toArray(String[]::new)))))
                    .check(classes);
        });
    }

    @Test
    void noClassesOfModelAndCheckFormACircle() {
        slices().assignedFrom(new EachClass("io\\.cfa\\.maven\\.(model|check)\\..*"))
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    /** Each class, its nested ones included, is a slice of its own. */
    private record EachClass(String names) implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String outermost = type.getName().replaceFirst("\\$.*", "");
            return outermost.matches(names) ? SliceIdentifier.of(outermost) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "classes called " + names;
        }
    }

    @Test
    void eachLibraryIsKnownToOnePackage() {
        Map.of(
                        "com.google.cloud.tools.jib..", "image",
                        "com.jcraft.jsch..", "remote",
                        "org.yaml.snakeyaml..", "model",
                        "org.apache.maven..", "mojo")
                .forEach((library, owner) -> noClasses()
                        .that()
                        .resideInAPackage("io.cfa.maven..")
                        .and()
                        .resideOutsideOfPackage(BASE + owner + "..")
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
}
