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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String BASE = "io.cfa.maven.";

    /** What each package may import of ours. */
    private static final Map<String, Set<String>> EDGES = Map.ofEntries(
            entry(
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
                            "remote.ssh",
                            "model",
                            "model.env",
                            "model.source",
                            "report",
                            "check",
                            "check.files")),
            entry("rollout", Set.of("verify", "docker", "remote", "model", "model.env", "model.source", "report")),
            entry("verify", Set.of("docker", "remote", "model", "model.env", "model.source", "report")),
            entry(
                    "check",
                    Set.of(
                            "check.files",
                            "check.rules",
                            "check.pipeline",
                            "model",
                            "model.env",
                            "model.source",
                            "report")),
            entry("check.files", Set.of("model", "model.env", "model.source", "report")),
            entry("check.rules", Set.of("check.files", "model", "model.env", "model.source")),
            entry("check.pipeline", Set.of("check.files", "check.rules", "model", "model.env", "model.source")),
            entry(
                    "image",
                    Set.of(
                            "image.cache",
                            "image.plan",
                            "image.layer",
                            "image.registry",
                            "image.assembly",
                            "git",
                            "model")),
            entry("image.assembly", Set.of("image.plan", "image.layer", "image.registry", "image.cache", "model")),
            entry("image.layer", Set.of("image.plan", "image.cache", "model")),
            entry("image.plan", Set.of("image.cache", "git", "model")),
            entry("image.registry", Set.of("image.cache", "model")),
            entry("image.cache", Set.of("model")),
            entry("git", Set.of()),
            entry("docker", Set.of("remote", "model")),
            entry("remote", Set.of()),
            entry("remote.config", Set.of("remote")),
            entry("remote.key", Set.of("remote", "remote.config")),
            entry("remote.ssh", Set.of("remote", "remote.config", "remote.key")),
            entry("model", Set.of("model.env", "model.source")),
            entry("model.env", Set.of("model.source")),
            entry("model.source", Set.of()),
            entry("report", Set.of()),
            entry("schema", Set.of()));

    /** Those whose circles of classes are undone, and that are cut into small packages. */
    private static final List<String> SMALL = List.of("remote", "model", "check", "image", "git");

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
                .map(name -> name.substring(BASE.length()).replaceFirst("^mojo\\..*", "mojo"))
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
                        .resideInAPackage(BASE + from + inside(from))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(BASE + to + inside(to))
                        .allowEmptyShould(true)
                        .check(classes)));
    }

    /** The packages below that of the goals may know what those may; among each other, GoalContainsNoRuleTest says what they may. */
    private static String inside(String name) {
        return name.equals("mojo") ? ".." : "";
    }

    @Test
    void packagesHaveNoCycle() {
        slices().matching("io.cfa.maven.(**)").should().beFreeOfCycles().check(classes);
    }

    /** In packages whose circles are undone. */
    @Test
    void classesHaveNoCircle() {
        for (String each : SMALL) {
            slices().assignedFrom(new TopLevelClasses(BASE + each))
                    .should()
                    .beFreeOfCycles()
                    .check(classes);
        }
    }

    @Test
    void aConstructorTakesFewParameters() {
        assertThat(classes.stream()
                        .filter(type -> type.getPackageName().matches("io\\.cfa\\.maven\\.(remote|check)\\b.*"))
                        .flatMap(type -> type.getConstructors().stream())
                        .filter(constructor ->
                                constructor.getRawParameterTypes().size() > 5)
                        .map(constructor -> constructor.getFullName()))
                .isEmpty();
    }

    @Test
    void aPackageFitsOnAScreen() throws IOException {
        for (String each : EDGES.keySet()) {
            if (!SMALL.contains(each.replaceFirst("\\..*", ""))) {
                continue;
            }
            try (Stream<Path> files = Files.list(Path.of("src/main/java/io/cfa/maven", each.replace('.', '/')))) {
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
                        "com.google.cloud.tools.jib..",
                                List.of("image", "image.layer", "image.registry", "image.assembly"),
                        "com.jcraft.jsch..", List.of("remote.key", "remote.ssh"),
                        "org.yaml.snakeyaml..", List.of("model.source"),
                        "net.sf.jsqlparser..", List.of("schema"),
                        "org.apache.maven..", List.of("mojo"))
                .forEach((library, owners) -> noClasses()
                        .that()
                        .resideInAPackage("io.cfa.maven..")
                        .and()
                        .resideOutsideOfPackages(owners.stream()
                                .map(owner -> BASE + owner + inside(owner))
                                .toArray(String[]::new))
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
