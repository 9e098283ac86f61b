package io.cfa.maven.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixTest {

    @TempDir
    Path directory;

    private Path root;
    private Clone clone;

    @BeforeEach
    void aGoodClone() throws IOException {
        root = directory.resolve("clone");
        clone = Clone.into(root);
    }

    @Test
    void aGoodCloneStaysAsItIs() throws IOException {
        Map<String, String> before = tree();
        assertThat(new Fix(clone.checkout()).apply()).isEmpty();
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void aChangedPortIsWrittenIntoBothTablesAndNowhereElse() throws IOException {
        clone.replace("env", "58087", "58083");
        Map<String, String> before = tree();
        assertThat(new Fix(clone.checkout()).apply())
                .containsExactly(
                        "docs/deploy/vps-cfa2/cfa2-dev-runbook.md:7  - | bank-nominal | `build-bank-nominal` | 58087 |",
                        "docs/deploy/vps-cfa2/cfa2-dev-runbook.md:7  + | bank-nominal | `build-bank-nominal` | 58083 |",
                        "docs/deploy/vps-cfa2/CI-BUILD-MATRIX.md:7  - | bank-nominal | `build-bank-nominal` | `services/bank-nominal` |"
                                + " `services/bank-nominal/**` | `$CI_REGISTRY_IMAGE/bank-nominal` | `:$CI_COMMIT_SHORT_SHA`,"
                                + " `:$DEPLOY_TAG` | 58087 |",
                        "docs/deploy/vps-cfa2/CI-BUILD-MATRIX.md:7  + | bank-nominal | `build-bank-nominal` | `services/bank-nominal` |"
                                + " `services/bank-nominal/**` | `$CI_REGISTRY_IMAGE/bank-nominal` | `:$CI_COMMIT_SHORT_SHA`,"
                                + " `:$DEPLOY_TAG` | 58083 |");
        before.replaceAll((file, text) -> file.startsWith("docs/") ? text.replace("58087", "58083") : text);
        assertThat(tree()).isEqualTo(before);
        assertThat(clone.check()).isEmpty();
    }

    @Test
    void aSecondTimeNothingIsLeftToDo() throws IOException {
        clone.replace("env", "58087", "58083");
        new Fix(clone.checkout()).apply();
        Map<String, String> once = tree();
        assertThat(new Fix(clone.checkout()).apply()).isEmpty();
        assertThat(tree()).isEqualTo(once);
    }

    @Test
    void rowsThatAreMissingTwiceOrOutOfOrderAreMended() throws IOException {
        String good = clone.read("runbook");
        clone.replace(
                "runbook",
                "| identity | `build-identity` | 58082 |\n| bank-nominal | `build-bank-nominal` | 58087 |\n",
                "| bank-nominal | `build-bank-nominal` | 58087 |\n\n| bank-nominal | x |\n| ledger |\n");
        new Fix(clone.checkout()).apply();
        assertThat(clone.read("runbook")).isEqualTo(good);
        clone.replace(
                "runbook",
                "| identity | `build-identity` | 58082 |\n| bank-nominal | `build-bank-nominal` | 58087 |\n",
                "| bank-nominal | `build-bank-nominal` | 58087 |\n| identity | `build-identity` | 58082 |\n");
        assertThat(new Fix(clone.checkout()).apply())
                .containsExactly("docs/deploy/vps-cfa2/cfa2-dev-runbook.md  put in order");
        assertThat(clone.read("runbook")).isEqualTo(good);
    }

    @Test
    void theListsOfChangesAreWrittenAsTheReactorSays() throws IOException {
        clone.write(
                "pom.xml",
                "<project><artifactId>cfa</artifactId><modules><module>services</module></modules></project>");
        String job = "build-identity:\n  extends: .build\n";
        String rules = "  rules:\n    - if: $CI_PIPELINE_SOURCE == \"merge_request_event\"\n      changes:\n";
        String good = clone.read("pipeline").replace(job, job + rules + "        - services/identity/**/*\n");
        clone.write(
                "pipeline",
                good.replace(
                        "        - services/identity/**/*\n", "        - docs/**/*  # why\n        - 'pom.xml'\n"));
        assertThat(new Fix(clone.checkout()).apply())
                .containsExactly(
                        ".gitlab/gitlab-ci.dev.yml:27  - - docs/**/*  # why",
                        ".gitlab/gitlab-ci.dev.yml:28  - - 'pom.xml'",
                        ".gitlab/gitlab-ci.dev.yml:27  + - services/identity/**/*");
        assertThat(clone.read("pipeline")).isEqualTo(good);
        assertThat(new Fix(clone.checkout()).apply()).isEmpty();
    }

    @Test
    void whatStandsAroundTheTableStaysByteForByte() throws IOException {
        String around = "trailing space \t\r\n\u00a0 \uD83D\uDE00 no end of line";
        clone.write("runbook", "\uFEFF" + around + "\n" + clone.read("runbook").replace("58087", "58099") + around);
        byte[] expected = clone.read("runbook").replace("58099", "58087").getBytes(StandardCharsets.UTF_8);
        new Fix(clone.checkout()).apply();
        assertThat(Files.readAllBytes(clone.file("runbook"))).isEqualTo(expected);
    }

    @Test
    void aDocumentWithCrlfKeepsIt() throws IOException {
        String good = clone.read("runbook").replace("\n", "\r\n");
        clone.write("runbook", good.replace("58087", "58099"));
        new Fix(clone.checkout()).apply();
        assertThat(clone.read("runbook")).isEqualTo(good);
    }

    @Test
    void withoutBothCommentsADocumentIsNotTouched() throws IOException {
        clone.replace("env", "58087", "58083");
        clone.replace("runbook", "<!-- end cfa:services -->\n", "");
        clone.replace("matrix", "# CI", "<!-- end cfa:services -->\n# CI");
        Map<String, String> before = tree();
        assertThat(new Fix(clone.checkout()).apply()).isEmpty();
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void withoutAllPortsNoTableIsWritten() throws IOException {
        clone.replace("env", "BANK_NOMINAL_PORT=58087", "BANK_NOMINAL_PORT");
        Map<String, String> before = tree();
        assertThat(new Fix(clone.checkout()).apply()).isEmpty();
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void aDocumentOutsideOfTheRepositoryIsNotWritten() throws IOException {
        Path outside = Files.move(clone.file("runbook"), directory.resolve("outside.md"));
        Files.createSymbolicLink(clone.file("runbook"), outside);
        Files.writeString(outside, Files.readString(outside).replace("58087", "58099"));
        String before = Files.readString(outside);
        new Fix(clone.checkout()).apply();
        assertThat(outside).hasContent(before);
    }

    @Test
    void permissionsStay() throws IOException {
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-rw-r--");
        Files.setPosixFilePermissions(clone.file("runbook"), permissions);
        clone.replace("env", "58087", "58083");
        new Fix(clone.checkout()).apply();
        assertThat(Files.getPosixFilePermissions(clone.file("runbook"))).isEqualTo(permissions);
    }

    private Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                tree.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return tree;
    }
}
