package io.cfa.maven;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String BASE = "io.cfa.maven.";

    /** What each package may import of ours: itself, and these; no package inherits the right of the one that it lies in. */
    private static final Map<String, Set<String>> EDGES = Map.ofEntries(
            Map.entry(
                    "mojo",
                    Set.of(
                            "image",
                            "image.cache",
                            "image.plan",
                            "image.registry",
                            "image.assembly",
                            "git",
                            "rollout",
                            "verify",
                            "docker",
                            "remote",
                            "model",
                            "report",
                            "check")),
            Map.entry("rollout", Set.of("verify", "docker", "remote", "model", "report")),
            Map.entry("verify", Set.of("docker", "remote", "model", "report")),
            Map.entry("check", Set.of("model", "report")),
            Map.entry(
                    "image",
                    Set.of(
                            "image.cache",
                            "image.plan",
                            "image.layer",
                            "image.registry",
                            "image.assembly",
                            "git",
                            "model")),
            Map.entry("image.assembly", Set.of("image.plan", "image.layer", "image.registry", "image.cache", "model")),
            Map.entry("image.layer", Set.of("image.plan", "image.cache", "model")),
            Map.entry("image.plan", Set.of("image.cache", "git", "model")),
            Map.entry("image.registry", Set.of("image.cache", "model")),
            Map.entry("image.cache", Set.of("model")),
            Map.entry("git", Set.of()),
            Map.entry("docker", Set.of("remote", "model")),
            Map.entry("remote", Set.of()),
            Map.entry("model", Set.of()),
            Map.entry("report", Set.of()));

    /** Where no class leads back to itself by way of others. */
    private static final List<String> WITHOUT_CIRCLES = List.of("image..", "git..");

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
        EDGES.forEach((from, allowed) -> noClasses()
                .that()
                .resideInAPackage(BASE + from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(EDGES.keySet().stream()
                        .filter(to -> !to.equals(from) && !allowed.contains(to))
                        .map(to -> BASE + to)
                        .toArray(String[]::new))
                .allowEmptyShould(true)
                .check(classes));
    }

    @Test
    void packagesHaveNoCycle() {
        slices().matching("io.cfa.maven.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void classesHaveNoCircle() {
        WITHOUT_CIRCLES.forEach(part -> slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        // a class and those inside of it are one file
                        return SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""));
                    }

                    @Override
                    public String getDescription() {
                        return "classes of " + part;
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(classes.that(JavaClass.Predicates.resideInAPackage(BASE + part))));
    }

    @Test
    void aPackageHasAtMostFifteenFiles() {
        Map<String, Long> files = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
        WITHOUT_CIRCLES.forEach(part -> assertThat(files.entrySet())
                .filteredOn(each -> each.getKey().matches((BASE + part).replace("..", "(\\..*)?")))
                .isNotEmpty()
                .allSatisfy(
                        each -> assertThat(each.getValue()).as(each.getKey()).isLessThanOrEqualTo(15)));
    }

    @Test
    void eachLibraryIsKnownToOnePackage() {
        Map.of(
                        "com.google.cloud.tools.jib..", "image..",
                        "com.jcraft.jsch..", "remote..",
                        "org.yaml.snakeyaml..", "model..",
                        "org.apache.maven..", "mojo..")
                .forEach((library, owner) -> noClasses()
                        .that()
                        .resideInAPackage("io.cfa.maven..")
                        .and()
                        .resideOutsideOfPackage(BASE + owner)
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
