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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Reads the classes once, for all of its tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    private static final String BASE = "io.cfa.maven.";

    /** What everything about a host stands on. */
    private static final Set<String> FLOOR = Set.of(
            "schema",
            "docker",
            "docker.stack",
            "docker.swarm",
            "remote",
            "model",
            "model.compose",
            "model.env",
            "model.source",
            "report",
            "report.format");

    /** What knows a host. */
    private static final Set<String> HOST = Set.of(
            "host",
            "host.release",
            "host.lock",
            "host.bundle",
            "host.state",
            "host.check",
            "host.schema",
            "host.realm",
            "host.token");

    private static final Set<String> VERIFY =
            Set.of("verify", "verify.probe", "verify.http", "verify.call", "verify.inspect", "verify.swarm");

    private static final Set<String> ROLLOUT = Set.of(
            "rollout.plan",
            "rollout.preflight",
            "rollout.rehearsal",
            "rollout.execute",
            "rollout.bundle",
            "rollout.swarm",
            "rollout.rollback");

    private static final Set<String> ON_HOSTS = both(HOST, FLOOR);

    /** What each package may import of ours. */
    private static final Map<String, Set<String>> EDGES = Map.ofEntries(
            entry(
                    "mojo",
                    both(
                            Set.of(
                                    "image",
                                    "image.cache",
                                    "image.plan",
                                    "image.registry",
                                    "image.signature",
                                    "image.credentials",
                                    "image.http",
                                    "git",
                                    "remote.ssh",
                                    "backup",
                                    "backup.archive",
                                    "backup.bucket",
                                    "check",
                                    "check.files",
                                    "image.reproduction",
                                    "sbom",
                                    "sbom.vulnerability"),
                            both(both(ROLLOUT, VERIFY), ON_HOSTS))),
            entry("rollout.plan", ON_HOSTS),
            entry("rollout.preflight", both(Set.of("rollout.plan"), ON_HOSTS)),
            entry("rollout.rehearsal", both(Set.of("rollout.plan", "schema.sql"), ON_HOSTS)),
            entry(
                    "rollout.execute",
                    both(Set.of("rollout.plan", "rollout.preflight", "rollout.rehearsal", "verify"), ON_HOSTS)),
            entry(
                    "verify.swarm",
                    both(Set.of("verify", "verify.probe", "verify.http", "verify.call", "verify.inspect"), ON_HOSTS)),
            entry(
                    "rollout.swarm",
                    both(
                            Set.of(
                                    "rollout.plan",
                                    "rollout.preflight",
                                    "rollout.execute",
                                    "rollout.rollback",
                                    "verify",
                                    "verify.swarm"),
                            ON_HOSTS)),
            entry("rollout.bundle", both(Set.of("rollout.plan", "rollout.execute"), ON_HOSTS)),
            entry(
                    "rollout.rollback",
                    both(
                            Set.of(
                                    "rollout.plan",
                                    "rollout.preflight",
                                    "rollout.rehearsal",
                                    "rollout.execute",
                                    "rollout.bundle",
                                    "verify"),
                            ON_HOSTS)),
            entry("verify", both(Set.of("verify.probe", "verify.http", "verify.call"), ON_HOSTS)),
            entry("verify.probe", both(Set.of("verify.http", "verify.call"), ON_HOSTS)),
            entry("verify.call", both(Set.of("verify.http"), ON_HOSTS)),
            entry("verify.http", Set.of("host", "remote", "model", "tls")),
            entry("verify.inspect", both(Set.of("verify.probe", "verify.http"), ON_HOSTS)),
            entry("host", Set.of("remote", "report")),
            entry("host.release", Set.of("host", "remote", "model")),
            entry("host.lock", Set.of("host", "remote")),
            entry("host.bundle", both(Set.of("host"), FLOOR)),
            entry("host.state", both(Set.of("host", "host.release", "host.lock"), FLOOR)),
            entry("host.realm", Set.of("host", "docker.swarm", "remote", "model", "report")),
            entry("host.token", Set.of("model.compose")),
            entry("host.schema", both(Set.of("host.state", "host.release"), FLOOR)),
            entry("host.check", both(Set.of("host", "host.state", "host.bundle", "host.lock"), FLOOR)),
            entry(
                    "check",
                    Set.of(
                            "check.files",
                            "check.rules",
                            "check.compose",
                            "check.pipeline",
                            "check.pipeline.include",
                            "model",
                            "model.compose",
                            "model.env",
                            "model.source",
                            "report.format")),
            entry("check.pipeline.condition", Set.of("model.source")),
            entry("check.pipeline.include", Set.of("check.pipeline.condition", "check.files", "model.source")),
            entry(
                    "check.files",
                    Set.of("model", "model.compose", "model.env", "model.source", "report", "report.format")),
            entry(
                    "check.rules",
                    Set.of("check.files", "model", "model.compose", "model.env", "model.source", "schema")),
            entry(
                    "check.compose",
                    Set.of("check.files", "check.rules", "model", "model.compose", "model.env", "model.source")),
            entry(
                    "check.pipeline",
                    Set.of(
                            "check.pipeline.condition",
                            "check.files",
                            "check.rules",
                            "check.compose",
                            "model",
                            "model.compose",
                            "model.env",
                            "model.source")),
            entry(
                    "image",
                    Set.of(
                            "image.cache",
                            "image.plan",
                            "image.layer",
                            "image.registry",
                            "image.signature",
                            "image.reproduction",
                            "image.credentials",
                            "image.assembly",
                            "image.classdata",
                            "image.springaot",
                            "image.runtime",
                            "git",
                            "model")),
            entry("image.assembly", Set.of("image.plan", "image.layer", "image.registry", "image.cache", "model")),
            entry("image.runtime", Set.of("image.assembly", "image.plan", "image.layer", "image.cache", "model")),
            entry(
                    "image.classdata",
                    Set.of("image.runtime", "image.assembly", "image.plan", "image.layer", "image.cache", "model")),
            entry(
                    "image.springaot",
                    Set.of("image.runtime", "image.assembly", "image.plan", "image.layer", "image.cache", "model")),
            entry("image.reproduction", Set.of("image.registry", "image.assembly", "image.cache", "model")),
            entry("image.signature", Set.of("image.registry", "image.cache", "model")),
            entry("image.layer", Set.of("image.plan", "image.cache", "model")),
            entry("image.plan", Set.of("image.cache", "git", "schema", "model")),
            entry("image.registry", Set.of("image.credentials", "image.http", "image.cache", "model")),
            entry("image.credentials", Set.of("image.cache", "model")),
            entry("image.http", Set.of("tls")),
            entry("tls", Set.of()),
            entry("image.cache", Set.of("model")),
            entry("git", Set.of()),
            entry("docker", Set.of("remote", "model")),
            entry("docker.stack", Set.of("model", "model.compose")),
            entry("docker.swarm", Set.of("docker", "docker.stack", "remote", "model")),
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
            entry("model", Set.of("model.compose", "model.env", "model.source")),
            entry("model.compose", Set.of("model.env", "model.source")),
            entry("model.env", Set.of("model.source")),
            entry("model.source", Set.of()),
            entry("report", Set.of()),
            entry("report.format", Set.of("report")),
            entry("sbom", Set.of()),
            entry("sbom.vulnerability", Set.of("sbom")),
            entry("backup", both(Set.of("rollout.plan", "rollout.execute", "verify"), ON_HOSTS)),
            entry("backup.archive", both(Set.of("backup"), ON_HOSTS)),
            entry("backup.bucket", both(Set.of("backup", "backup.archive"), ON_HOSTS)),
            entry("schema", Set.of("schema.sql")),
            entry("schema.sql", Set.of()));

    /** A class of each circle of classes that is still there, and who undoes it; a test takes care that the list only shrinks. */
    private static final Map<String, String> CIRCLES = Map.of();

    /** Packages that are still too large, and who cuts them. */
    private static final Map<String, String> LARGE = Map.of();

    /** With package-info. */
    private static final int MOST_FILES = 16;

    /** By their place: to look for the package would open every jar of the class path. */
    private final JavaClasses classes = new ClassFileImporter().importPath(Path.of("target", "classes"));

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
        assertThat(packages).containsAll(HOST).containsAll(ROLLOUT).contains("mojo", "image", "remote", "model");
    }

    @Test
    void packagesImportOnlyDownward() {
        EDGES.forEach((from, allowed) -> noClasses()
                .that()
                .resideInAPackage(BASE + from + inside(from))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(EDGES.keySet().stream()
                        .filter(to -> !to.equals(from) && !allowed.contains(to))
                        .map(to -> BASE + to + inside(to))
                        .toArray(String[]::new))
                .check(classes));
    }

    /** The packages below that of the goals may know what those may; among each other, GoalContainsNoRuleTest says what they may. */
    private static String inside(String name) {
        return name.equals("mojo") ? ".." : "";
    }

    @Test
    void packagesHaveNoCycle() {
        slices().matching("io.cfa.maven.(**)").should().beFreeOfCycles().check(classes);
    }

    /** A class counts with those inside it. */
    @Test
    void classesHaveNoCircle() {
        List<Set<String>> circles = ClassCircles.of(classes);
        assertThat(circles.stream().filter(circle -> CIRCLES.keySet().stream().noneMatch(circle::contains)))
                .as("circles that nobody is known to undo")
                .isEmpty();
        assertThat(CIRCLES.keySet())
                .as("circles that are undone: take them off the list")
                .allMatch(known -> circles.stream().anyMatch(circle -> circle.contains(known)));
    }

    @Test
    void aConstructorTakesFewParameters() {
        assertThat(classes.stream()
                        .filter(type -> !type.isRecord())
                        .flatMap(type -> type.getConstructors().stream())
                        .filter(constructor ->
                                constructor.getRawParameterTypes().size() > 5)
                        .map(constructor -> constructor.getFullName()))
                .isEmpty();
    }

    @Test
    void aPackageFitsOnAScreen() throws IOException {
        for (String each : EDGES.keySet()) {
            try (Stream<Path> files = Files.list(Path.of("src/main/java/io/cfa/maven", each.replace('.', '/')))) {
                List<String> names = files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .toList();
                if (LARGE.containsKey(each)) {
                    assertThat(names)
                            .as("%s is cut: take it off the list", each)
                            .hasSizeGreaterThan(MOST_FILES);
                } else {
                    assertThat(names).as(each).hasSizeBetween(2, MOST_FILES).contains("package-info.java");
                }
            }
        }
    }

    @Test
    void eachLibraryIsKnownToItsPackagesAlone() {
        Map.of(
                        "com.google.cloud.tools.jib..", List.of("image.layer", "image.assembly"),
                        "com.jcraft.jsch..",
                                List.of("remote.identity", "remote.key", "remote.login", "remote.socket", "remote.ssh"),
                        "org.yaml.snakeyaml..", List.of("model.source"),
                        "net.sf.jsqlparser..", List.of("schema.sql"),
                        "org.cyclonedx..", List.of("sbom"),
                        "software.amazon.awssdk..", List.of("backup.bucket"),
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

    /** What goals inherit: two roots, and three that hold the parameters of a pair (decision 79). */
    @Test
    void goalsHaveFiveBases() {
        assertThat(classes.stream()
                        .filter(type -> type.getPackageName().startsWith(BASE + "mojo"))
                        .filter(type -> type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .filter(type -> type.getSimpleName().endsWith("Mojo"))
                        .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder(
                        "AbstractHostMojo",
                        "AbstractRolloutMojo",
                        "AbstractBackupMojo",
                        "AbstractImageMojo",
                        "AbstractServiceMojo");
    }

    private static Set<String> both(Set<String> some, Set<String> more) {
        return Stream.concat(some.stream(), more.stream()).collect(Collectors.toSet());
    }
}
