package io.cfa.maven.check.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.TestNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFactsTest {

    private static ProjectFacts facts(Set<String> services, String env, Map<String, String> jobs) {
        Optional<Variables> variables = Optional.ofNullable(env)
                .flatMap(text -> Variables.read(Path.of("/clone/.env"), text, new Findings(Path.of("/clone"))));
        Optional<SortedMap<String, String>> known = Optional.ofNullable(jobs).map(TreeMap::new);
        return new ProjectFacts(services, variables, known, new TreeSet<>(), Map.of());
    }

    @Test
    void tablesAreComparedWhereThereAreServicesAndAnEnvFile() {
        assertThat(facts(Set.of("a"), "A_PORT=1\n", null).isComparable()).isTrue();
        assertThat(facts(Set.of(), "A_PORT=1\n", null).isComparable()).isFalse();
        assertThat(facts(Set.of("a"), null, null).isComparable()).isFalse();
    }

    @Test
    void tablesAreWrittenWhereEachServiceHasItsPort() {
        assertThat(facts(Set.of("a", "b"), "A_PORT=1\nB_PORT=2\n", null).isComplete())
                .isTrue();
        assertThat(facts(Set.of("a", "b"), "A_PORT=1\n", null).isComplete()).isFalse();
        assertThat(facts(Set.of(), "A_PORT=1\n", null).isComplete()).isFalse();
        assertThat(facts(Set.of("bank-nominal"), "BANK_NOMINAL_PORT=7\n", null).port("bank-nominal"))
                .contains("7");
    }

    @Test
    void servicesComeByPortThoseWithoutLastAndByName() {
        assertThat(facts(Set.of("a", "b", "c", "d", "e"), "A_PORT=2\nC_PORT=1\nE_PORT=2\n", null)
                        .servicesByPort())
                .isEqualTo(List.of("c", "a", "e", "b", "d"));
    }

    @Test
    void aPortIsWhatAnyVariableIsSetTo() {
        assertThat(facts(Set.of(), "A_PORT=58081\n", null).isPort("58081")).isTrue();
        assertThat(facts(Set.of(), "A_PORT=58081\n", null).isPort("58082")).isFalse();
        assertThat(facts(Set.of(), null, null).isPort("58082")).isTrue();
    }

    @Test
    void aJobIsOneOfThePipelineOrThatOfAService() {
        ProjectFacts known = facts(Set.of("a"), null, Map.of("deploy-x", "deploy", "build-c", "build"));
        assertThat(List.of("deploy-x", "build-a", "build-c")).allMatch(known::isJob);
        assertThat(List.of("deploy-y", "build-b", "a")).noneMatch(known::isJob);
        ProjectFacts unknown = facts(Set.of("a"), null, null);
        assertThat(List.of("deploy-y", "build-a")).allMatch(unknown::isJob);
        assertThat(unknown.isJob("build-b")).isFalse();
    }

    @Test
    void aLayoutNamesItsFilesFromItsRoot(@TempDir Path root) throws IOException {
        ProjectLayout layout =
                new ProjectLayout(root.resolve("x/.."), root.resolve("y/../bundle"), new TreeSet<>(), TestNames.CFA2);
        assertThat(layout.root()).isEqualTo(root);
        assertThat(List.of(
                        layout.compose(),
                        layout.env(),
                        layout.pipeline(),
                        layout.pipelineEntry(),
                        layout.modules(),
                        layout.deployModule(),
                        layout.runbook().orElseThrow(),
                        layout.matrix().orElseThrow()))
                .map(file -> root.relativize(file).toString())
                .containsExactly(
                        "bundle/docker-compose.yml",
                        "bundle/.env.cfa2",
                        ".gitlab/gitlab-ci.dev.yml",
                        ".gitlab-ci.yml",
                        "services/pom.xml",
                        "deploy/pom.xml",
                        "docs/deploy/vps-cfa2/cfa2-dev-runbook.md",
                        "docs/deploy/vps-cfa2/CI-BUILD-MATRIX.md");
        assertThat(layout.withServices(new TreeSet<>(Set.of("b", "a"))).services())
                .containsExactly("a", "b");
        assertThat(layout.translatedRunbook()).isEmpty();
        Path beside = Files.createDirectories(root.resolve("docs/deploy/vps-cfa2"));
        for (String name : List.of("cfa2-dev-runbook.md", "cfa2-dev-runbook.rus.md", "cfa2-dev-runbookXru.md")) {
            Files.createFile(beside.resolve(name));
        }
        assertThat(layout.translatedRunbook()).isEmpty();
        Files.createFile(beside.resolve("cfa2-dev-runbook.ru.md"));
        Files.createFile(beside.resolve("cfa2-dev-runbook.de.md"));
        assertThat(layout.translatedRunbook()).contains(beside.resolve("cfa2-dev-runbook.de.md"));
    }

    @Test
    void aModuleOfARootWithoutADirectoryIsNamedAlone() {
        assertThat(new ProjectNames.Modules("services", "deploy").of("a")).isEqualTo("services/a");
        assertThat(new ProjectNames.Modules("", "deploy").of("a")).isEqualTo("a");
    }
}
