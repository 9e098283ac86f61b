package io.cfa.maven.check.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceFileTest {

    @TempDir
    private Path root;

    private Optional<String> text;

    private List<String> found(String written) throws IOException {
        return found(written.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> found(byte[] bytes) throws IOException {
        Files.write(root.resolve("a"), bytes);
        return read(root.resolve("a"));
    }

    private List<String> read(Path file) {
        Findings findings = new Findings(root);
        text = new SourceFile(root, findings).read(file);
        return findings.sorted().stream()
                .map(found -> found.line() + " " + found.finding().observed() + "; expected "
                        + found.finding().expected())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb\n", "caf\u00e9 \uD83D\uDC68\u200D\uD83D\uDCBB\n", "no end of line"})
    void aPlainTextIsReadAsItIs(String written) throws IOException {
        assertThat(found(written)).isEmpty();
        assertThat(text).contains(written);
    }

    @Test
    void aMarkAndCarriageReturnsAreFoundAndLeftOut() throws IOException {
        assertThat(found("\uFEFFa\nb\r\nc\rd\n"))
                .containsExactly(
                        "1 begins with a byte order mark; expected plain UTF-8", "2 ends with CRLF; expected LF");
        assertThat(text).contains("a\nb\nc\nd\n");
        assertThat(found("\r")).containsExactly("1 ends with CRLF; expected LF");
        assertThat(text).contains("\n");
    }

    @ParameterizedTest
    @ValueSource(chars = {'\u0000', '\u0007', '\u200B', '\u202E', '\u2028', '\u2029', '\uFEFF', '\u0378', '\u0085'})
    void whatNobodySeesIsRefused(char invisible) throws IOException {
        assertThat(found("a\nb" + invisible + "\n"))
                .containsExactly("2 has the invisible character " + String.format("U+%04X", (int) invisible)
                        + "; expected text that people can see");
        assertThat(text).isEmpty();
    }

    @Test
    void aLineHasFourThousandCharactersAtMost() throws IOException {
        String longest = "a\n" + "b".repeat(4000);
        assertThat(found(longest + "\nc")).isEmpty();
        assertThat(text).isPresent();
        assertThat(found(longest + "b\nc"))
                .containsExactly("2 has a line of more than 4000 characters; expected lines that people can read");
        assertThat(text).isEmpty();
    }

    @Test
    void aFileHasAMebibyteAtMost() throws IOException {
        String most = "# a line\n".repeat(1 << 17).substring(0, 1 << 20);
        assertThat(found(most)).isEmpty();
        assertThat(text).isPresent();
        assertThat(found(most + "#")).containsExactly("1 has more than 1048576 bytes; expected a file of a few pages");
        assertThat(text).isEmpty();
    }

    @Test
    void anotherEncodingIsNotRead() throws IOException {
        assertThat(found(new byte[] {'a', (byte) 0xe9, '\n'})).containsExactly("1 is not UTF-8; expected UTF-8");
        assertThat(text).isEmpty();
    }

    @Test
    void whatIsNotThereOrNoFileIsFound() throws IOException {
        assertThat(read(root.resolve("none"))).containsExactly("1 is missing; expected a file");
        assertThat(read(root)).containsExactly("1 is no file; expected a file");
        Path loop = Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        assertThat(read(loop)).containsExactly("1 is a link that leads nowhere; expected a file");
        assertThat(text).isEmpty();
    }

    @Test
    void aLinkLeadsToAFileOfTheRepository(@TempDir Path elsewhere) throws IOException {
        Path outside = Files.writeString(elsewhere.resolve("b"), "secret");
        assertThat(read(Files.createSymbolicLink(root.resolve("out"), outside)))
                .containsExactly("1 is a link that leads out of the repository; expected a file");
        assertThat(text).isEmpty();
        Files.writeString(root.resolve("a"), "text");
        assertThat(read(Files.createSymbolicLink(root.resolve("in"), root.resolve("a"))))
                .isEmpty();
        assertThat(text).contains("text");
    }
}
