package io.cfa.maven.model.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.model.source.MalformedFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {

    private static EnvFile parse(String... lines) {
        return EnvFile.parse(Path.of(".env.cfa2"), List.of(lines));
    }

    @Test
    void readsValuesCommentsAndQuotesAsComposeDoes() {
        EnvFile env = parse(
                "# a comment",
                "",
                "TAG=dev",
                "export PORT = 58081  # gateway",
                "EMPTY=",
                "HASH=a#b",
                "DOUBLE=\"two words # kept\"  # not this",
                "SINGLE='$TAG stays'",
                "Kafka__Enabled=false");
        assertThat(env.get("TAG")).contains("dev");
        assertThat(env.get("PORT")).contains("58081");
        assertThat(env.get("EMPTY")).contains("");
        assertThat(env.get("HASH")).contains("a#b");
        assertThat(env.get("DOUBLE")).contains("two words # kept");
        assertThat(env.get("SINGLE")).contains("$TAG stays");
        assertThat(env.get("Kafka__Enabled")).contains("false");
        assertThat(env.get("MISSING")).isEmpty();
        assertThat(env.entries().get("PORT").place()).hasToString(".env.cfa2:4");
    }

    @Test
    void aValueUsesEarlierLines() {
        EnvFile env = parse("HOST=cfa2", "URL=http://${HOST}:58090");
        assertThat(env.get("URL")).contains("http://cfa2:58090");
    }

    @Test
    void aLineThatSetsNothingIsNamedButNotShown() {
        assertThatThrownBy(() -> parse("TAG=dev", "s3cret without name"))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage(
                        ".env.cfa2:2  is not of the form NAME=value. Next: mend the line, or make it a comment with #");
    }

    @Test
    void aNameAloneIsRefusedAndNotShownAsItIsAnotherThingOnEachMachine() {
        assertThatThrownBy(() -> parse("TAG=dev", "s3cret-without-name"))
                .hasMessage(
                        ".env.cfa2:2  names a variable and no value: compose would take that from the environment, which is"
                                + " another on each machine. Next: write the value behind a =, or remove the line");
    }

    @Test
    void linesThatDoubleEachOtherAreRefused() {
        String[] lines = new String[40];
        lines[0] = "A0=xx";
        for (int i = 1; i < lines.length; i++) {
            lines[i] = "A" + i + "=$A" + (i - 1) + "$A" + (i - 1);
        }
        assertThatThrownBy(() -> parse(lines))
                .hasMessageStartingWith(
                        ".env.cfa2:15  grows to more than 16384 characters when its variables are replaced.");
    }

    @Test
    void anOpenQuoteIsNamed() {
        assertThatThrownBy(() -> parse("TAG=\"dev"))
                .hasMessage(".env.cfa2:1  opens a quote and does not close it. Next: close it with \"");
    }

    @Test
    void aMissingFileIsNamedWithTheNextStep(@TempDir Path directory) {
        Path path = directory.resolve(".env.cfa2");
        assertThatThrownBy(() -> EnvFile.read(path))
                .hasMessage(
                        path + " cannot be read (NoSuchFileException). Next: name the directory of compose and env with"
                                + " -Dcfa.bundleDirectory");
    }

    @Test
    void aFileThatIsNotUtf8IsNamed(@TempDir Path directory) throws Exception {
        Path path = Files.write(directory.resolve(".env.cfa2"), new byte[] {'A', '=', (byte) 0xC3, (byte) 0x28});
        assertThatThrownBy(() -> EnvFile.read(path)).hasMessage(path + " is not UTF-8. Next: save it as UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A=#b        | #b",
                "A= #b       | #b",
                "A=b #c      | b",
                "A=b   # c   | b",
                "A=b#c       | b#c",
                "A:b         | b",
                "A : b       | b",
                "A=b=c       | b=c",
                "A='b' # c   | b",
                "A='b'# c    | b"
            },
            quoteCharacter = '~')
    void oneLine(String line, String value) {
        assertThat(parse(line).get("A")).contains(value);
    }

    @Test
    void blanksOfEveryKindAreNoPartOfAValueButInsideOfIt() {
        assertThat(parse("A=\t b\t#c \u00a0\r", "\f\u000B\u0085B=c").get("A")).contains("b\t#c");
        assertThat(parse("A=b\r", "\f\u000B\u0085B=c\f").get("B")).contains("c");
        assertThat(parse("export\tA=b").get("A")).contains("b");
        assertThat(parse("exportA=b").get("exportA")).contains("b");
        assertThat(parse("export=b").get("export")).contains("b");
        assertThat(parse("A.b-[c]_1=d").get("A.b-[c]_1")).contains("d");
        assertThat(parse("\uFEFFA=b").get("A")).contains("b");
    }

    @Test
    void aQuotedValueMayGoOverLinesAndKnowsItsOwnQuote() {
        EnvFile env = parse("A='x", "y'", "B=\"a\\\"b\\n\"", "C='it\\'s \\n'", "D=\"$B\"", "D=later");
        assertThat(env.get("A")).contains("x\ny");
        assertThat(env.get("B")).contains("a\"b\n");
        assertThat(env.get("C")).contains("it's \\n");
        assertThat(env.get("D")).contains("later");
        assertThat(env.entries().get("B").place()).hasToString(".env.cfa2:3");
        assertThat(env.entries().get("D").place()).hasToString(".env.cfa2:6");
        assertThat(env.entries().keySet()).containsExactly("A", "B", "C", "D");
        assertThat(env.path()).isEqualTo(Path.of(".env.cfa2"));
    }

    @Test
    void textBehindAClosingQuoteIsRefused() {
        assertThatThrownBy(() -> parse("A='b' c"))
                .hasMessage(".env.cfa2:1  has text behind its closing quote, which is no part of the value."
                        + " Next: put it before the ', or make it a comment with #");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1A=b", "=b", "\u00e4=b", "A b=c", "A;=b"})
    void whatIsNoNameIsRefused(String line) {
        assertThatThrownBy(() -> parse("", line))
                .hasMessage(
                        ".env.cfa2:2  is not of the form NAME=value. Next: mend the line, or make it a comment with #");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "A ", "export A"})
    void aNameWithoutAValueIsRefused(String line) {
        assertThatThrownBy(() -> parse(line)).hasMessageStartingWith(".env.cfa2:1  names a variable and no value");
        assertThatThrownBy(() -> parse(line, "B=c"))
                .hasMessageStartingWith(".env.cfa2:1  names a variable and no value");
    }
}
