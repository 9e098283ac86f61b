package io.cfa.maven.check.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.TestNames;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.ReactorInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a reactor whose service one is made of its own module and the POM above. */
class ChangeRulesTest {

    private static final String BRANCH = "{if: $CI_COMMIT_BRANCH == \"dev-cfa2\"}";

    @TempDir
    private Path root;

    @BeforeEach
    void aReactor() throws IOException {
        Files.writeString(
                root.resolve("pom.xml"),
                "<project><artifactId>top</artifactId><modules><module>one</module></modules></project>");
        Files.createDirectory(root.resolve("one"));
        Files.writeString(
                root.resolve("one/pom.xml"),
                "<project><parent><artifactId>top</artifactId></parent><artifactId>one</artifactId></project>");
    }

    private PipelineText checked(String rules) {
        PipelineText file = new PipelineText("build-one:\n  script: [x]\n  rules: " + rules + "\n");
        ChangeRules changes = new ChangeRules(file.findings, file.pipeline, ReactorInputs.read(root), "dev-cfa2");
        file.pipeline.jobs().forEach(changes::check);
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"[one/**/*, pom.xml]", "{paths: [pom.xml, one/**/*]}", "{compare_to: main}"})
    void whatTheImageIsMadeOfIsListed(String changes) {
        PipelineText file = checked("[" + BRANCH + ", {if: $OURS, changes: " + changes + "}]");
        assertThat(file.found()).isEmpty();
        assertThat(file.warned()).isEmpty();
    }

    @Test
    void whatIsMissingAndWhatIsTooMuchAreFound() {
        PipelineText file = checked("[" + BRANCH + ", {if: $OURS, changes: [one/**, pom.xml]}]");
        assertThat(file.found())
                .containsExactly(
                        "3 build-one is not built where one/**/* changes; expected one/**/* under changes: its image is made of that",
                        "3 build-one is built where one/** changes; expected what its image is made of: its module, the modules"
                                + " in it, the POMs above, and the plugin");
        assertThat(file.findings.sorted())
                .allMatch(found -> found.finding().next().equals("./mvnw cfa:check -Dcfa.fix"));
    }

    @Test
    void aRuleOfChangesAloneIsWorthALook() {
        assertThat(checked("[" + BRANCH + ", {changes: [one/**/*, pom.xml]}, {when: never}]")
                        .warned())
                .containsExactly(
                        "3 build-one has a rule of changes alone, which holds in every pipeline without a push;"
                                + " expected an if beside it, such as $CI_PIPELINE_SOURCE == \"merge_request_event\"");
    }

    @Test
    void whatChangedTakesABuildOutOfNoPipelineOfTheBranch() {
        assertThat(checked("[{if: $CI_COMMIT_BRANCH == \"dev-cfa2\", changes: [one/**/*, pom.xml]}]")
                        .found())
                .containsExactly(
                        "3 build-one is not in every pipeline of dev-cfa2, as its rules ask what changed; expected a job"
                                + " in each, or a commit has no image of it: after a pipeline that failed, what changed is told of one push"
                                + " only");
        assertThat(checked("[{if: $CI_COMMIT_TAG, changes: [one/**/*, pom.xml]}]")
                        .found())
                .isEmpty();
    }

    @Test
    void ofAJobThatBuildsNoServiceNothingIsWanted() {
        PipelineText file = new PipelineText(
                "lint: {script: [x], rules: [{if: $CI, changes: [a]}]}\nbuild-two: {script: [x], rules: [{if: $CI, changes: [a]}]}\n");
        ChangeRules changes = new ChangeRules(file.findings, file.pipeline, ReactorInputs.read(root), "dev-cfa2");
        file.pipeline.jobs().forEach(changes::check);
        assertThat(file.found()).isEmpty();
        assertThat(changes.lists("lint")).isEmpty();
        assertThat(changes.lists("build-two")).isEmpty();
    }

    private List<String> fixed(String text) {
        ProjectLayout layout = new ProjectLayout(root, root, new TreeSet<>(), TestNames.CFA2);
        return ChangeLists.fixed(layout, text.lines().toList());
    }

    private static final String JOB =
            """
            build-one:
              rules:
                - if: $OURS
                  changes:
                    - one/**
                    - a
              script: [x]
            build-two:
              script: [x]
            """;

    @Test
    void aListIsWrittenAnewWithALineForEachPattern() {
        assertThat(fixed(JOB))
                .isEqualTo(JOB.replace("- one/**\n        - a\n", "- one/**/*\n        - pom.xml\n")
                        .lines()
                        .toList());
    }

    @Test
    void twoListsOfOneFileAreBothWrittenWhereTheyStand() {
        String two = JOB.replace(
                "  script: [x]\nbuild-two", "    - if: $CI\n      changes:\n        - b\n  script: [x]\nbuild-two");
        assertThat(fixed(two))
                .isEqualTo(two.replace("- one/**\n        - a\n", "- one/**/*\n        - pom.xml\n")
                        .replace("- b\n", "- one/**/*\n        - pom.xml\n")
                        .lines()
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "build-one: {script: [x], rules: [{if: $OURS, changes: [one/**]}]}",
                "build-one:\n  rules:\n    - changes:\n        - one/**\n\n        - a",
                "build-one:\n  rules:\n    - changes:\n        - one/**\n        # why\n        - a",
                "build-one:\n  rules:\n    - changes: []",
                "build-one:\n  rules:\n    - changes:\n        - one/**/*\n        - pom.xml",
                "build-one: ["
            })
    void whatIsRightOrNotOnLinesOfItsOwnOrNotReadStaysAsItIs(String text) {
        assertThat(fixed(text)).isEqualTo(text.lines().toList());
    }

    @Test
    void aPatternThatYamlWouldReadOtherwiseIsQuoted() throws IOException {
        Files.writeString(
                root.resolve("one/pom.xml"),
                "<project><artifactId>one</artifactId><properties><cfa.classList>a#\"b\\c</cfa.classList></properties></project>");
        assertThat(fixed(JOB)).contains("        - \"a#\\\"b\\\\c\"", "        - one/**/*");
        Files.writeString(root.resolve("pom.xml"), "<project><artifactId>one</artifactId></project>");
        assertThat(fixed(JOB)).contains("        - \"**/*\"").doesNotContain("        - a");
    }
}
