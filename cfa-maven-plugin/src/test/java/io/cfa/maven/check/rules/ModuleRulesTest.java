package io.cfa.maven.check.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.TestNames;
import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.SourceFile;
import io.cfa.maven.check.files.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a reactor with the services one and two and a kit that is none, and of their migrations. */
class ModuleRulesTest {

    private static final String SERVICE =
            "<project>\n<artifactId>%s</artifactId>\n<properties><cfa.mainClass>A</cfa.mainClass></properties></project>";

    @TempDir
    private Path root;

    private Findings findings;

    @BeforeEach
    void aReactor() throws IOException {
        pom(
                "services",
                "<project>\n<modules><module>kit</module><module>one</module><module>two</module></modules></project>");
        pom("services/one", SERVICE.formatted("one"));
        pom("services/two", SERVICE.formatted("two"));
        pom("services/kit", "<project><artifactId>other</artifactId></project>");
        pom(
                "deploy",
                "<project>\n\n<dependencies>\n" + dependency("one") + dependency("two") + "</dependencies></project>");
        Files.createDirectories(root.resolve("services/empty"));
        Files.createFile(root.resolve("services/file"));
    }

    private static String dependency(String artifact) {
        return "<dependency><artifactId>" + artifact + "</artifactId></dependency>\n";
    }

    private void pom(String directory, String text) throws IOException {
        Files.createDirectories(root.resolve(directory));
        Files.writeString(root.resolve(directory).resolve("pom.xml"), text);
    }

    private SortedSet<String> services(String... reactor) {
        findings = new Findings(root);
        ProjectLayout layout = new ProjectLayout(root, root, new TreeSet<>(List.of(reactor)), TestNames.CFA2);
        return new ModuleRules(layout, findings, new SourceFile(root, findings)).check();
    }

    private List<String> found() {
        return shown(findings.sorted());
    }

    private static List<String> shown(List<Violation> found) {
        return found.stream()
                .map(each -> each.file() + ":" + each.line() + " "
                        + each.finding().observed() + "; expected "
                        + each.finding().expected())
                .toList();
    }

    @Test
    void aDirectoryWithAMainClassIsAService() {
        assertThat(services()).containsExactly("one", "two");
        assertThat(found()).isEmpty();
    }

    @Test
    void anArtifactIsCalledAsItsDirectory() throws IOException {
        pom("services/two", SERVICE.formatted("three"));
        services();
        assertThat(found())
                .containsExactly("services/two/pom.xml:2 the artifact three; expected two, as its directory is called");
    }

    @Test
    void aServiceIsAModuleAndTheRolloutWaitsForIt() throws IOException {
        pom("services/three", SERVICE.formatted("three"));
        assertThat(services("four")).containsExactly("four", "one", "three", "two");
        assertThat(found())
                .containsExactly(
                        "deploy/pom.xml:3 no dependency on four; expected one, so that the rollout waits for it",
                        "deploy/pom.xml:3 no dependency on three; expected one, so that the rollout waits for it",
                        "services/pom.xml:2 no module three; expected <module>three</module> for services/three");
    }

    @Test
    void withoutModulesOrDependenciesTheFirstLineIsCited() throws IOException {
        pom("services", "<project/>");
        pom("deploy", "<project/>");
        services();
        assertThat(found())
                .containsExactly(
                        "deploy/pom.xml:1 no dependency on one; expected one, so that the rollout waits for it",
                        "deploy/pom.xml:1 no dependency on two; expected one, so that the rollout waits for it",
                        "services/pom.xml:1 no module one; expected <module>one</module> for services/one",
                        "services/pom.xml:1 no module two; expected <module>two</module> for services/two");
    }

    @Test
    void theRolloutWaitsForServicesOnly() throws IOException {
        pom(
                "deploy",
                "<project><dependencies>" + dependency("one") + dependency("two") + dependency("kit")
                        + "</dependencies></project>");
        services();
        assertThat(found())
                .containsExactly("deploy/pom.xml:3 a dependency on kit, which is no service; expected services only");
    }

    @Test
    void aPomThatIsNoXmlIsFoundAndTheOthersAreCheckedStill() throws IOException {
        pom("services", "<project>");
        pom("services/two", "text");
        assertThat(services()).containsExactly("one");
        assertThat(found())
                .contains("services/pom.xml:1 is not XML; expected a file that can be read")
                .contains("services/two/pom.xml:1 is not XML; expected a file that can be read")
                .contains("deploy/pom.xml:5 a dependency on two, which is no service; expected services only")
                .hasSize(3);
    }

    @Test
    void withoutADirectoryOfModulesThereAreThoseOfTheReactor(@TempDir Path elsewhere) {
        findings = new Findings(elsewhere);
        ProjectLayout layout = new ProjectLayout(elsewhere, elsewhere, new TreeSet<>(Set.of("a")), TestNames.CFA2);
        assertThat(new ModuleRules(layout, findings, new SourceFile(elsewhere, findings)).check())
                .containsExactly("a");
        assertThat(found())
                .containsExactly(
                        "deploy/pom.xml:1 is missing; expected a file",
                        "services/pom.xml:1 is missing; expected a file");
    }

    private void migration(String file, String text) throws IOException {
        Path path = root.resolve("services/one/src/main/resources/db").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private List<String> migrations(Optional<Set<Path>> released) {
        findings = new Findings(root);
        ProjectLayout layout = new ProjectLayout(root, root, new TreeSet<>(), TestNames.CFA2);
        new MigrationRules(layout, findings, new SourceFile(root, findings)).check(released);
        return found();
    }

    @Test
    void eachDirectoryOfMigrationsHasAHistoryOfItsOwn() throws IOException {
        migration("migration/V1__a.sql", "create table a (id int);\n");
        migration("migration/V2__b.sql", "create table b (id int);\n");
        migration("other/V1__c.sql", "create table c (id int);\n");
        migration("migration/README.md", "text");
        migration("file.sql", "select 1;");
        assertThat(migrations(Optional.of(Set.of()))).isEmpty();
        migration("other/V4__d.sql", "create table d (id int);\n");
        assertThat(migrations(Optional.empty()))
                .singleElement()
                .asString()
                .startsWith("services/one/src/main/resources/db/other/V4__d.sql:1 follows version 1; expected no gap");
    }

    @Test
    void aLockIsToldOfUntilTheMigrationIsReleased() throws IOException {
        migration("migration/V1__a.sql", "create table a (id int);\n");
        migration("migration/V2__b.sql", "\ncreate index i on a (id);\n");
        assertThat(migrations(Optional.of(Set.of()))).isEmpty();
        assertThat(shown(findings.warnings()))
                .singleElement()
                .asString()
                .startsWith("services/one/src/main/resources/db/migration/V2__b.sql:2 makes an index on a,");
        Path real = root.toRealPath().resolve("services/one/src/main/resources/db/migration/V2__b.sql");
        migrations(Optional.of(Set.of(real)));
        assertThat(findings.warnings()).isEmpty();
        migrations(Optional.empty());
        assertThat(findings.warnings()).isEmpty();
    }
}
