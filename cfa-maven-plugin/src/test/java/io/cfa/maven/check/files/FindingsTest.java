package io.cfa.maven.check.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private static final Path ROOT = Path.of("/clone");
    private static final Path A = ROOT.resolve("x/a.yml");
    private static final Path B = ROOT.resolve("x/b.yml");

    private final Findings findings = new Findings(ROOT);

    private void add(Path file, int line, String observed) {
        findings.add(new SourceLocation(file, line), observed, "right", "mend it");
    }

    private List<String> found() {
        return findings.sorted().stream().map(Violation::toString).toList();
    }

    @Test
    void theyComeByFileAndLineEachOnceWithTheirRule() {
        add(B, 2, "b");
        add(A, 10, "c");
        add(A, 9, "d");
        add(A, 10, "c");
        findings.of("shape").add(new SourceLocation(A, 10), "c", "right", "mend it");
        assertThat(found())
                .containsExactly(
                        "x/a.yml:9  d; expected right. Next: mend it",
                        "x/a.yml:10  c; expected right. Next: mend it",
                        "x/a.yml:10  c; expected right. Next: mend it",
                        "x/b.yml:2  b; expected right. Next: mend it");
        assertThat(findings.sorted()).map(Violation::check).containsExactly("file", "file", "shape", "file");
        assertThat(findings.warnings()).isEmpty();
    }

    @Test
    void whatIsOnlyWarnedOfIsKeptApart() {
        findings.of("image").warn(new SourceLocation(B, 1), "b", "right", "look");
        findings.warn(new SourceLocation(A, 1), "a", "right", "look");
        assertThat(found()).isEmpty();
        assertThat(findings.noneIn(B)).isTrue();
        assertThat(findings.warnings())
                .map(Violation::toString)
                .containsExactly(
                        "x/a.yml:1  a; expected right. Next: look", "x/b.yml:1  b; expected right. Next: look");
    }

    @Test
    void whatIsOutsideOfTheCloneIsCitedWhole() {
        assertThat(findings.cited(A)).isEqualTo("x/a.yml");
        assertThat(findings.cited(Path.of("/elsewhere/a.yml"))).isEqualTo("/elsewhere/a.yml");
    }

    @Test
    void aThousandAreKeptAndNoMore() {
        for (int i = 1; i <= Findings.MOST + 1; i++) {
            add(A, i, "a");
        }
        assertThat(findings.sorted()).hasSize(1000);
        assertThat(findings.noneIn(A)).isFalse();
        assertThat(findings.noneIn(B)).isTrue();
    }

    @Test
    void whatIsMalformedIsAFindingAtItsPlaceOrAtTheTopOfTheFile() {
        assertThat(findings.collect(A, () -> {
                    throw new MalformedFileException(new SourceLocation(A, 3), "is not YAML", "mend the line");
                }))
                .isEmpty();
        Runnable missing = () -> {
            throw new MalformedFileException("is not there", "add it", null);
        };
        findings.collect(B, missing);
        findings.collect(B, () -> {
            throw new MalformedFileException(new SourceLocation(B, 2), "is odd");
        });
        assertThat(found())
                .containsExactly(
                        "x/a.yml:3  is not YAML; expected a file that can be read. Next: mend the line; other findings may come up"
                                + " then",
                        "x/b.yml:1  is not there; expected a file that can be read. Next: add it; other findings may come up then",
                        "x/b.yml:2  is odd; expected a file that can be read. Next: mend it; other findings may come up then");
    }

    @Test
    void whatItsShapeTellsIsNotToldAgain() {
        findings.of("shape").add(new SourceLocation(A, 3), "a is b", "a list", "mend it");
        add(A, 4, "other");
        for (int line = 3; line <= 4; line++) {
            SourceLocation place = new SourceLocation(A, line);
            findings.malformed(A, new MalformedFileException(place, "is odd"));
            findings.malformed(B, new MalformedFileException(new SourceLocation(B, line), "is odd"));
        }
        assertThat(findings.sorted())
                .map(found -> found.file() + ":" + found.line() + " "
                        + found.finding().observed())
                .containsExactly(
                        "x/a.yml:3 a is b",
                        "x/a.yml:4 other",
                        "x/a.yml:4 is odd",
                        "x/b.yml:3 is odd",
                        "x/b.yml:4 is odd");
    }

    @Test
    void whatIsReadIsHandedOn() {
        assertThat(findings.collect(A, () -> "read")).contains("read");
        assertThat(found()).isEmpty();
    }

    @Test
    void aKeyThatStandsTwiceHidesTheFileFromTheRules() {
        assertThat(findings.yaml(A, () -> YamlNode.parse(A, "a: {b: 1, c: 2}"))).isPresent();
        assertThat(findings.yaml(A, () -> YamlNode.parse(A, "a:\n  b: 1\n  b: 2\nc:\nc:")))
                .isEmpty();
        assertThat(findings.yaml(B, () -> YamlNode.parse(B, "["))).isEmpty();
        assertThat(findings.sorted())
                .map(found -> found.file() + ":" + found.line() + " "
                        + found.finding().observed() + "; expected "
                        + found.finding().expected())
                .hasSize(3)
                .contains(
                        "x/a.yml:3 \"b\" stands twice; expected each key once",
                        "x/a.yml:5 \"c\" stands twice; expected each key once");
    }
}
