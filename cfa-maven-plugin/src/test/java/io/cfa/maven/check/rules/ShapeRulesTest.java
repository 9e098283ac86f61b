package io.cfa.maven.check.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.model.compose.ComposeVersion;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of shapes is this test's own: {@code test-shapes.txt} beside it. */
class ShapeRulesTest {

    private static final Path FILE = Path.of("/clone/x.yml");

    private final Findings findings = new Findings(Path.of("/clone"));

    private static Shapes shapes(NumberForm numbers) {
        return Shapes.read(
                ShapeRulesTest.class,
                "test-shapes.txt",
                new Shapes.Dialect("Reader", "key", "a key of it", "mend the name", numbers));
    }

    private List<String> found(String yaml) {
        return found(yaml, Optional.of(ComposeVersion.of("2.26")), NumberForm.GO);
    }

    private List<String> found(String yaml, Optional<ComposeVersion> version, NumberForm numbers) {
        UnaryOperator<String> resolved =
                text -> text.replace("${A}", "resolved").replace("${N}", "5");
        new ShapeRules(findings, shapes(numbers), version, resolved).check(YamlNode.parse(FILE, yaml));
        return shown();
    }

    private List<String> shown() {
        return findings.sorted().stream()
                .map(found -> found.line() + " " + found.finding().observed() + "; expected "
                        + found.finding().expected())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text: a",
                "text: ${A}",
                "text: ${UNKNOWN}",
                "whole: ${N}",
                "number: 1.5",
                "truth: true",
                "nothing:",
                "either: [a, {name: b}]",
                "either: {name: b}",
                "either: a",
                "parts: {one: {name: a}, two: {name: b, more: 1}}",
                "parts: {x-any: [1]}",
                "x-own: {any: [1]}",
                "any: [{a: {b: c}}]",
                "any: !reference [a, b]",
                "text: !reference [a, b]",
                "choice: one",
                "free: {name: a, whatever: [b]}",
                "range: 3"
            })
    void whatTheListAllowsIsInOrder(String yaml) {
        assertThat(found(yaml)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text: [a]                  | text is a list; expected a text",
                "text: {a: b}               | text is a mapping; expected a text",
                "text:                      | text is nothing; expected a text",
                "text: 5                    | text is 5; expected a text",
                "whole: ${A}                | whole is ${A}; expected a whole number",
                "natural: -1                | natural is -1; expected a whole number from 0 on",
                "number: a                  | number is a; expected a number",
                "mode: a                    | mode is a; expected an access mode such as 0440",
                "truth: maybe               | truth is maybe; expected true or false",
                "nothing: a                 | nothing is a; expected nothing",
                "every: a                   | every is a; expected a time such as every_12h",
                "duration: a                | duration is a; expected a duration such as 30s",
                "bytes: a                   | bytes is a; expected a size such as 384m",
                "choice: three              | choice is three; expected one of one, two",
                "range: 4                   | range is 4; expected a whole number from 1 to 3",
                "either: [[a]]              | either is a list; expected a text or a mapping",
                "either: 1                  | either is 1; expected a list or a mapping or a text",
                "parts: a                   | parts is a text; expected a mapping",
                "parts: {one: a}            | one is a; expected a mapping",
                "parts: {one: {}}           | one has no name; expected name, which Reader requires",
                "parts: {one: {name: [a]}}  | name is a list; expected a text",
                "either: [{nam: b, name: c}] | the key nam of either, which Reader does not know; expected name",
                "zzzzzz: 1                  | the key zzzzzz of the file, which Reader does not know; expected a key of it",
                "text: !reset               | text is !reset, which takes it away; expected what should be there"
            })
    void whatItDoesNotIsFound(String yaml, String found) {
        assertThat(found(yaml)).containsExactly("1 " + found);
    }

    @Test
    void eachFindingSaysWhatToDo() {
        found("text: [a]\nzzzzzz: 1\nlater: 1\nparts: {one: {}}\ntext2: !reset\n");
        assertThat(findings.sorted())
                .map(found -> found.finding().next())
                .containsExactly(
                        "mend it: Reader refuses it",
                        "mend the name",
                        "remove it, or, where the host has a newer one, say so: cfa.composeVersion=2.30.0",
                        "add it",
                        "mend the name");
    }

    @Test
    void aLongTextIsCutInAFinding() {
        String most = "b".repeat(60);
        assertThat(found("choice: " + most)).containsExactly("1 choice is " + most + "; expected one of one, two");
        assertThat(new ShapeRulesTest().found("choice: " + most + "b"))
                .containsExactly("1 choice is " + most + "…; expected one of one, two");
        assertThat(new ShapeRulesTest().found("choice: \"first\\nsecond\""))
                .containsExactly("1 choice is first; expected one of one, two");
    }

    @Test
    void aNumberThatItsReaderWritesInAnotherWayIsFound() {
        assertThat(found("keyed: {A: 1.10}"))
                .containsExactly(
                        "1 A is 1.10, which Reader writes in another way; expected a text in quotes, or a plain number");
        assertThat(findings.sorted().get(0).finding().next()).isEqualTo("write \"1.10\" if it is no number");
        assertThat(new ShapeRulesTest().found("keyed: {A: yes}")).isEmpty();
        assertThat(new ShapeRulesTest().found("keyed: {A: yes}", Optional.empty(), NumberForm.RUBY))
                .containsExactly(
                        "1 A is yes, which Reader writes in another way; expected a text in quotes, or a plain number");
    }

    @Test
    void whatCameLaterThanTheVersionIsFound() {
        assertThat(found("later: a\nchoice: two\nnow: a"))
                .containsExactly(
                        "1 the key later of the file, which came with Docker Compose 2.30.0; expected what Docker Compose 2.26 knows,"
                                + " as cfa.composeVersion says",
                        "2 choice: two, which came with Docker Compose 2.34.0; expected what Docker Compose 2.26 knows, as"
                                + " cfa.composeVersion says");
        assertThat(new ShapeRulesTest()
                        .found("later: a\nchoice: one\nnow: a", Optional.of(ComposeVersion.of("2.30")), NumberForm.GO))
                .isEmpty();
        assertThat(new ShapeRulesTest().found("later: a\nchoice: two", Optional.empty(), NumberForm.GO))
                .isEmpty();
    }

    @Test
    void aMisspeltKeyIsRatherOneThatTheVersionKnows() {
        assertThat(found("latr: a"))
                .containsExactly(
                        "1 the key latr of the file, which Reader does not know; expected later, which came with Docker"
                                + " Compose 2.30.0");
        assertThat(new ShapeRulesTest().found("latr: a", Optional.of(ComposeVersion.of("2.30")), NumberForm.GO))
                .containsExactly("1 the key latr of the file, which Reader does not know; expected later");
    }

    @Test
    void oneKeyOfAPartIsCheckedWithAValueFromElsewhere() {
        ShapeRules rules = new ShapeRules(findings, shapes(NumberForm.GO));
        YamlNode file = YamlNode.parse(FILE, "name:\nnam: a\nx-b: c");
        rules.key("named", file.keys().get(0), Optional.empty(), "job");
        rules.key("named", file.keys().get(2), Optional.empty(), "job");
        assertThat(shown()).isEmpty();
        rules.key("named", file.keys().get(1), Optional.empty(), "job");
        rules.key("named", file.keys().get(0), file.get("nam"), "job");
        assertThat(shown()).containsExactly("2 the key nam of job, which Reader does not know; expected name");
        rules.key("named", file.keys().get(0), Optional.of(YamlNode.parse(FILE, "[a]")), "job");
        rules.value("named", "name", YamlNode.parse(FILE, "{a: b}"));
        assertThat(shown()).contains("1 name is a list; expected a text", "1 name is a mapping; expected a text");
    }

    @Test
    void aListOfShapesIsReadLineByLine() {
        Shapes shapes = shapes(NumberForm.GO);
        assertThat(shapes.part("file").open()).isFalse();
        assertThat(shapes.part("free").open()).isTrue();
        assertThat(shapes.part("named").required()).containsExactly("name");
        assertThat(shapes.part("file").required()).isEmpty();
        assertThat(shapes.part("file").since()).isEqualTo(Map.of("later", ComposeVersion.of("2.30.0")));
        assertThat(shapes.part("file").keys().get("either")).containsExactly("[string/@named]", "@named", "string");
        assertThat(shapes.part("none")).isNull();
        assertThat(Shapes.alternatives("a|[b|c]|{d|(e|f)}|", '|')).isEqualTo(List.of("a", "[b|c]", "{d|(e|f)}", ""));
        assertThat(Shapes.alternatives("[a/[b/c]]/d", '/')).isEqualTo(List.of("[a/[b/c]]", "d"));
    }

    @Test
    void aListThatIsNotThereOrHasAnotherLineIsRefused() {
        Shapes.Dialect dialect = new Shapes.Dialect("a", "b", "c", "d", NumberForm.GO);
        assertThatThrownBy(() -> Shapes.read(ShapeRulesTest.class, "none.txt", dialect))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no none.txt beside class");
        assertThatThrownBy(() -> Shapes.read(ShapeRulesTest.class, "broken-shapes.txt", dialect))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"no colon\" is no line of a list of shapes");
    }
}
