package io.cfa.maven.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.cfa.maven.check.files.Findings;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to hang, to crash, or to slip through; none does. */
class HostileFilesTest {

    @TempDir
    Path directory;

    private Path root;
    private Path elsewhere;
    private Clone clone;

    @BeforeEach
    void aGoodClone() throws IOException {
        root = directory.resolve("clone");
        elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        clone = Clone.into(root);
    }

    static Set<String> files() {
        return Clone.FILES.keySet();
    }

    @ParameterizedTest
    @MethodSource("files")
    void aMissingFileIsAFinding(String file) throws IOException {
        Files.delete(clone.file(file));
        assertThat(check()).contains(file + ":1  is missing; expected a file");
    }

    @ParameterizedTest
    @MethodSource("files")
    void aDirectoryInThePlaceOfAFileIsAFinding(String file) throws IOException {
        Files.delete(clone.file(file));
        Files.createDirectory(clone.file(file));
        assertThat(check()).contains(file + ":1  is no file; expected a file");
    }

    @ParameterizedTest
    @MethodSource("files")
    void aLinkOutOfTheRepositoryIsAFindingAndIsNotRead(String file) throws IOException {
        Path target = Files.move(clone.file(file), elsewhere.resolve("file"));
        Files.createSymbolicLink(clone.file(file), target);
        assertThat(check()).contains(file + ":1  is a link that leads out of the repository; expected a file");
    }

    @ParameterizedTest
    @MethodSource("files")
    void aDirectoryThatIsALinkOutOfTheRepositoryIsAFinding(String file) throws IOException {
        Path parent = clone.file(file).getParent();
        if (parent.equals(root)) {
            return;
        }
        Path target = Files.move(parent, elsewhere.resolve("directory"));
        Files.createSymbolicLink(parent, target);
        assertThat(check()).contains(file + ":1  is a link that leads out of the repository; expected a file");
    }

    @ParameterizedTest
    @MethodSource("files")
    void aLinkToItselfIsAFinding(String file) throws IOException {
        Files.delete(clone.file(file));
        Files.createSymbolicLink(clone.file(file), clone.file(file).getFileName());
        assertThat(check()).contains(file + ":1  is a link that leads nowhere; expected a file");
    }

    @ParameterizedTest
    @MethodSource("files")
    void aLinkWithinTheRepositoryIsAsGoodAsTheFile(String file) throws IOException {
        Path target = Files.move(clone.file(file), root.resolve("file"));
        Files.createSymbolicLink(clone.file(file), target);
        assertThat(check()).isEmpty();
    }

    @Test
    void aMountThatIsALinkOutOfTheBundleIsAFinding() throws IOException {
        Path mounted = clone.file("compose").resolveSibling("init");
        Path target = Files.move(mounted, elsewhere.resolve("init"));
        Files.createSymbolicLink(mounted, target);
        assertThat(check())
                .containsExactly(
                        "compose:41  postgres mounts ./init; expected a file beneath deploy/docker-compose-at-vps/cfa2");
    }

    @ParameterizedTest
    @MethodSource("files")
    void anEmptyFileIsNoPass(String file) throws IOException {
        clone.write(file, "");
        assertThat(check()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void anotherEncodingIsAFinding(String file) throws IOException {
        Files.write(clone.file(file), "name: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(check()).contains(file + ":1  is not UTF-8; expected UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32BE", "windows-1251"})
    void noOtherEncodingOfTheRunbookPasses(String encoding) throws IOException {
        Files.write(clone.file("runbook"), clone.read("runbook").getBytes(Charset.forName(encoding)));
        assertThat(check()).singleElement().asString().startsWith("runbook:1  ");
    }

    @ParameterizedTest
    @MethodSource("files")
    void aHugeFileIsRefusedUnparsed(String file) throws IOException {
        clone.write(file, "# x\n".repeat(1 << 20));
        assertThat(check()).contains(file + ":1  has more than 1048576 bytes; expected a file of a few pages");
    }

    @ParameterizedTest
    @MethodSource("files")
    void anEndlessLineIsRefused(String file) throws IOException {
        clone.write(file, "\n" + "${A:-".repeat(1000));
        assertThat(check())
                .contains(file + ":2  has a line of more than 4000 characters; expected lines that people can read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "{a: ",
                "- ",
                "? ",
                "a: b: ",
                "*a ",
                "&a ",
                "!!x ",
                "<<: ",
                "\"",
                "|\n",
                "---\n",
                "%YAML 9.9\n",
                "${",
                "$",
                "<a>",
                "<!--",
                "&lt;",
                "| ",
                "`",
                "](",
                "=",
                "A=${",
                "A=\"",
                "\\",
                "\u00e9",
                "\uD83D\uDE00"
            })
    void noHeapOfOneTokenIsAStackTraceOrPasses(String token) throws IOException {
        for (String file : List.of("compose", "env", "pipeline", "deploy")) {
            String text = clone.read(file);
            clone.write(file, (token.repeat(200) + "\n").repeat(100));
            assertThat(check()).isNotEmpty();
            clone.write(file, text);
        }
    }

    @Test
    void aBillionLaughsAreRefusedAtTheirLine() throws IOException {
        clone.write("compose", "name: cfa\nx0: &x0 [a]\n" + tower("x%d: &x%d [*x%d, *x%d]") + "services: {}\n");
        assertThat(check())
                .contains(
                        "compose:18  stands for more than 200000 values with its aliases; expected a file that can be read");
    }

    @Test
    void aTowerOfMergesTakesNoTime() throws IOException {
        clone.replace(
                "compose",
                "services:\n",
                "x0: &x0 {restart: always}\n" + tower("x%d: &x%d {<<: [*x%d, *x%d]}", 40)
                        + "services:\n  tower:\n    <<: *x40\n");
        assertThat(check())
                .containsExactly(
                        "compose:29  stands for more than 200000 values with its aliases; expected a file that can be read");
    }

    @Test
    void hundredsOfAliasesAreAnOrdinaryFile() throws IOException {
        clone.replace(
                "compose",
                "services:\n",
                "x-labels: &labels {a: b, c: d}\nx-many:\n" + "  - labels: *labels\n".repeat(2000) + "services:\n");
        assertThat(check()).isEmpty();
    }

    @Test
    void threeThousandJobsThatExtendOneAnotherAreTooMany() throws IOException {
        StringBuilder chain = new StringBuilder(".c0: {stage: build}\n");
        for (int i = 1; i <= 3_000; i++) {
            chain.append(".c").append(i).append(": {extends: .c").append(i - 1).append("}\n");
        }
        clone.write("pipeline", clone.read("pipeline") + "\n" + chain + "last: {extends: .c3000, script: ['true']}\n");
        assertThat(check()).anyMatch(line -> line.contains("extends more than 11 jobs in a row"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose", "pipeline"})
    void deepNestingIsRefusedAtItsLine(String file) throws IOException {
        clone.write(file, "name: cfa\nx: " + "[".repeat(40) + "\n" + "[".repeat(1000) + "\n");
        assertThat(check()).contains(file + ":3  is nested more than 50 deep; expected a file that can be read");
    }

    @Test
    void deepNestingByIndentationIsRefusedAtItsLine() throws IOException {
        String deep =
                IntStream.range(0, 200).mapToObj(i -> " ".repeat(i) + "a:\n").collect(Collectors.joining());
        clone.write("compose", deep);
        assertThat(check()).contains("compose:51  is nested more than 50 deep; expected a file that can be read");
    }

    @Test
    void aTextOfManyLinesThatOpensVariablesForeverIsRefused() throws IOException {
        clone.replace(
                "compose",
                "services:\n",
                "x-text: >\n" + ("  " + "${A:-".repeat(500) + "\n").repeat(300) + "services:\n");
        assertThat(check())
                .contains("compose:14  a text of more than 16000 characters; expected texts that people can read");
    }

    @Test
    void thousandsOfFindingsAreCutOff() throws IOException {
        String many =
                IntStream.range(0, 5000).mapToObj(i -> "  s" + i + ": {}\n").collect(Collectors.joining());
        clone.replace("compose", "services:\n", "services:\n" + many);
        assertThat(check()).hasSize(Findings.MOST);
    }

    @Test
    void anEnvFileOfLinesThatSetNothingIsCutOff() throws IOException {
        clone.write("env", "nothing\n".repeat(50_000));
        assertThat(check()).contains("env:1  has 20 lines that cannot be read; expected NAME=value");
    }

    @Test
    void aPomOfThousandsOfCommentsTakesNoTime() throws IOException {
        clone.write("deploy", "<project>" + "a<!-- -->\n".repeat(90_000) + "</project>");
        assertThat(check())
                .contains("deploy:1  no dependency on identity; expected one, so that the rollout waits for it");
    }

    private static String tower(String floor) {
        return tower(floor, 60);
    }

    private static String tower(String floor, int floors) {
        return IntStream.rangeClosed(1, floors)
                .mapToObj(i -> String.format(floor, i, i, i - 1, i - 1) + "\n")
                .collect(Collectors.joining());
    }

    private List<String> check() {
        return assertTimeoutPreemptively(Duration.ofMinutes(1), clone::check);
    }
}
