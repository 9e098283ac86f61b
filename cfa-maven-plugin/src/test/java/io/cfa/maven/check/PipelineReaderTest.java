package io.cfa.maven.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.SourceFile;
import io.cfa.maven.check.files.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineReaderTest {

    private static final String OWN =
            """
            variables: {DEPLOY_TAG: dev}
            deploy-cfa2:
              stage: deploy
              script: [curl http://x:58081/ http://y:58082]
              rules: [{if: $CI_COMMIT_BRANCH == "dev-cfa2", when: manual}]
            """;

    @TempDir
    private Path root;

    private Findings findings;
    private PipelineReader reader;

    private Optional<SortedMap<String, String>> read(String entry, String own) throws IOException {
        Path file = root.resolve(".gitlab/gitlab-ci.dev.yml");
        Files.createDirectories(file.getParent());
        if (own == null) {
            Files.deleteIfExists(file);
        } else {
            Files.writeString(file, own);
        }
        Files.writeString(root.resolve(".gitlab-ci.yml"), entry);
        findings = new Findings(root);
        ProjectLayout layout = new ProjectLayout(root, root, new TreeSet<>(), TestNames.CFA2);
        reader = new PipelineReader(layout, findings, new SourceFile(root, findings.of("file")));
        return reader.read(Variables.read(root.resolve(".env"), "TAG=dev\nA_PORT=58081\n", findings));
    }

    private List<String> found() {
        return findings.sorted().stream()
                .map(found -> found.check() + " " + found.file() + ":" + found.line() + " "
                        + found.finding().observed() + "; expected "
                        + found.finding().expected())
                .toList();
    }

    @Test
    void theFileThatGitLabReadsIncludesTheProjectsOwn() throws IOException {
        String own = OWN.replace("58082", "58081");
        assertThat(read("include: .gitlab/gitlab-ci.dev.yml\nlint: {script: [x]}\n", own))
                .contains(new TreeMap<>(Map.of("deploy-cfa2", "deploy", "lint", "test")));
        assertThat(found()).isEmpty();
        assertThat(reader.ownJobs()).containsExactly("deploy-cfa2");
    }

    @Test
    void anAddressHasAPortOfTheEnvFile() throws IOException {
        read("include: .gitlab/gitlab-ci.dev.yml\n", OWN);
        assertThat(found())
                .containsExactly("port .gitlab/gitlab-ci.dev.yml:4 port 58082; expected a port of .env.cfa2");
    }

    @Test
    void whereItIsNotIncludedItIsCheckedAlone() throws IOException {
        assertThat(read("lint: {script: [x]}\n", OWN.replace("58082", "58081").replace("deploy\n", "none\n")))
                .contains(new TreeMap<>(Map.of("deploy-cfa2", "")));
        assertThat(found())
                .containsExactly(
                        "pipeline .gitlab-ci.yml:1 no include of .gitlab/gitlab-ci.dev.yml; expected include: [{local:"
                                + " .gitlab/gitlab-ci.dev.yml}]",
                        "pipeline .gitlab/gitlab-ci.dev.yml:3 the stage none; expected one of [build, test, deploy]");
        assertThat(reader.ownJobs()).containsExactly("deploy-cfa2");
    }

    @Test
    void anOwnFileThatIsNotReadTellsNoJobs() throws IOException {
        assertThat(read("include: .gitlab/gitlab-ci.dev.yml\n", "a: [")).isEmpty();
        assertThat(found()).singleElement().asString().startsWith("yaml .gitlab/gitlab-ci.dev.yml:");
        assertThat(reader.ownJobs()).isEmpty();
        assertThat(read("lint: {script: [x]}\n", null)).isEmpty();
        assertThat(found()).anyMatch(line -> line.startsWith("file .gitlab/gitlab-ci.dev.yml:1 is missing"));
    }

    @Test
    void anEntryThatIsNotReadLeavesTheOwnFileToBeChecked() throws IOException {
        assertThat(read("a: [", OWN.replace("58082", "58081"))).isPresent();
        assertThat(found()).singleElement().asString().startsWith("yaml .gitlab-ci.yml:");
    }

    @Test
    void aTextThatLooksLikeASecretIsFoundInEachOfTheFiles() throws IOException {
        read(
                "include: .gitlab/gitlab-ci.dev.yml\nlint: {script: ['--password=hunter2x']}\n",
                OWN.replace("58082", "58081") + "more: {script: ['--token=hunter2x']}\n");
        assertThat(found())
                .containsExactly(
                        "secret .gitlab-ci.yml:2 a text looks like a secret; expected a file under secrets/",
                        "secret .gitlab/gitlab-ci.dev.yml:6 a text looks like a secret; expected a file under secrets/");
    }
}
