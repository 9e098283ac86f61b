package io.cfa.maven.check.pipeline.include;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.SourceFile;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineFilesTest {

    @TempDir
    private Path root;

    private Findings findings;
    private PipelineFiles files;

    @BeforeEach
    void files() {
        findings = new Findings(root);
        SourceFile source = new SourceFile(root, findings);
        files = new PipelineFiles(
                root, findings, path -> source.read(path).map(text -> YamlNode.parse(path, text)), "dev-cfa2");
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    /** What stands under {@code a} at the end. */
    private String a(String include) throws IOException {
        write("main.yml", "include: " + include + "\n");
        return files.read(root.resolve("main.yml"))
                .flatMap(file -> file.get("a"))
                .map(YamlNode::text)
                .orElse("none");
    }

    private List<String> found() {
        return findings.sorted().stream()
                .map(found -> found.file() + ":" + found.line() + " "
                        + found.finding().observed() + "; expected "
                        + found.finding().expected())
                .toList();
    }

    private List<String> warned() {
        return findings.warnings().stream()
                .map(found -> found.finding().observed())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other.yml",
                "/other.yml",
                "{local: other.yml}",
                "[first.yml, other.yml]",
                "{local: other.yml, rules: [{if: $CI}]}",
                "'/o*.yml'"
            })
    void aFileOfTheRepositoryIsRead(String include) throws IOException {
        write("other.yml", "a: other");
        write("first.yml", "a: first\nb: {c: d}");
        assertThat(a(include)).isEqualTo("other");
        assertThat(found()).isEmpty();
        assertThat(warned()).isEmpty();
        assertThat(files.isComplete()).isTrue();
        assertThat(files.names(root.resolve("other.yml"))).isTrue();
        assertThat(files.names(root.resolve("third.yml"))).isFalse();
        assertThat(files.files()).containsKeys(root.resolve("main.yml"), root.resolve("other.yml"));
    }

    @Test
    void theFileItselfIsOverWhatItIncludes() throws IOException {
        write("other.yml", "a: other\nb: {c: other, d: other}");
        write("main.yml", "include: other.yml\na: main\nb: {c: main}");
        YamlNode all = files.read(root.resolve("x/../main.yml")).orElseThrow();
        assertThat(all.get("a").orElseThrow().text()).isEqualTo("main");
        assertThat(all.get("b").orElseThrow().scalars().map(YamlNode::text)).containsExactly("main", "other");
    }

    @Test
    void withoutAnIncludeItIsTheFileAlone() throws IOException {
        assertThat(a("\na: main")).isEqualTo("main");
        assertThat(files.isComplete()).isTrue();
    }

    @Test
    void aFileThatIsReadTwiceByTwoOthersIsNoCircle() throws IOException {
        write("one.yml", "include: shared.yml");
        write("two.yml", "include: shared.yml");
        write("shared.yml", "a: shared");
        assertThat(a("[one.yml, two.yml]")).isEqualTo("shared");
        assertThat(found()).isEmpty();
    }

    @Test
    void filesThatIncludeOneAnotherAreFound() throws IOException {
        write("other.yml", "a: other\ninclude: main.yml");
        assertThat(a("other.yml")).isEqualTo("other");
        assertThat(found())
                .containsExactly(
                        "other.yml:2 includes main.yml, which includes this file; expected files that include one another"
                                + " in one direction");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "third.yml            | third.yml",
                "{local: x/../o.yml}  | x/../o.yml",
                "./o.yml              | ./o.yml",
                "../o.yml             | ../o.yml"
            })
    void aFileThatIsNotThereOrNotNamedFromTheRootIsFound(String include, String name) throws IOException {
        write("o.yml", "a: b");
        Files.createDirectory(root.resolve("x"));
        assertThat(a(include)).isEqualTo("none");
        assertThat(found())
                .containsExactly("main.yml:1 includes " + name
                        + ", which is not there; expected a file of this repository, named from its root");
        assertThat(files.isComplete()).isFalse();
    }

    @Test
    void aFileIsYamlByItsName() throws IOException {
        write("o.txt", "a: b");
        write("o.yaml", "a: yaml");
        assertThat(a("o.txt")).isEqualTo("none");
        assertThat(found())
                .containsExactly("main.yml:1 includes o.txt; expected a file whose name ends with .yml or .yaml");
        assertThat(files.isComplete()).isFalse();
        assertThat(a("o.yaml")).isEqualTo("yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://example.com/x.yml               | https://example.com/x.yml",
                "HTTP://example.com/x.yml                | HTTP://example.com/x.yml",
                "{project: group/p, file: x.yml}         | group/p",
                "{remote: 'https://example.com/y.yml'}   | https://example.com/y.yml",
                "{template: Auto.gitlab-ci.yml}          | Auto.gitlab-ci.yml",
                "{component: $CI_SERVER/c@1}             | $CI_SERVER/c@1",
                "/$DIRECTORY/x.yml                       | /$DIRECTORY/x.yml"
            })
    void whatIsElsewhereIsNotFetchedAndThatIsSaid(String include, String name) throws IOException {
        assertThat(a(include)).isEqualTo("none");
        assertThat(found()).isEmpty();
        assertThat(warned()).containsExactly("includes " + name + ", which is not in this repository");
        assertThat(files.isComplete()).isFalse();
    }

    @Test
    void anIncludeThatNamesNoFileIsFound() throws IOException {
        a("{locl: o.yml}");
        assertThat(found())
                .containsExactly(
                        "main.yml:1 an include that names no file; expected one of local, project, remote, template and"
                                + " component");
        assertThat(files.isComplete()).isFalse();
    }

    @Test
    void aRuleThatDoesNotHoldLeavesAFileOutAndOneThatCannotBeToldIsSaid() throws IOException {
        write("o.yml", "a: b");
        assertThat(a("{local: o.yml, rules: [{if: $CI_COMMIT_TAG}]}")).isEqualTo("none");
        assertThat(files.isComplete()).isTrue();
        assertThat(a("{local: o.yml, rules: [{if: $OURS}]}")).isEqualTo("b");
        assertThat(warned()).containsExactly("includes o.yml, which is under a rule that cannot be told from here");
        assertThat(files.isComplete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/ci/*.yml, one",
        "ci/**.yml, one",
        "ci/**/*.yml, three",
        "ci/deep/t*.yml, three",
        "ci/*.yaml, two",
        "ci/o?e*.yml, none",
        "none/*.yml, none",
        "../ci/*.yml, none",
        "ci/*, two"
    })
    void aPatternStandsForTheFilesThatItMatchesTheLastOnTop(String pattern, String last) throws IOException {
        write("ci/one.yml", "a: one");
        write("ci/two.yaml", "a: two");
        write("ci/deep/three.yml", "a: three");
        write("ci/two.txt", "a: text");
        assertThat(a("'" + pattern + "'")).isEqualTo(last);
        assertThat(found()).isEmpty();
    }

    @Test
    void aHundredAndFiftyFilesAreGitLabsLimit() throws IOException {
        write("o.yml", "a: b");
        assertThat(a("[" + "o.yml, ".repeat(150) + "]")).isEqualTo("b");
        assertThatThrownBy(() -> a("[o.yml]"))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("includes more than 150 files, which is GitLab's limit");
    }

    @Test
    void aFileThatCannotBeReadIsNamedAndMakesThePipelineIncomplete() {
        assertThat(files.read(root.resolve("main.yml"))).isEmpty();
        assertThat(files.names(root.resolve("main.yml"))).isTrue();
        assertThat(files.isComplete()).isFalse();
        assertThat(files.files()).isEmpty();
    }
}
