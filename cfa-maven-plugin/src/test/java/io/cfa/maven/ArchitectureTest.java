package io.cfa.maven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
}
