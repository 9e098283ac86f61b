package io.cfa.maven.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.image.plan.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitTest {

    @TempDir
    Path temp;

    private Path clone;
    private final List<String> notes = new ArrayList<>();

    @BeforeEach
    void aCloneWithACommitForEachOfTwoModules() throws Exception {
        clone = Files.createDirectories(temp.resolve("clone")).toRealPath();
        git(clone, "init", "-q");
        commit("identity/pom.xml", "1", "2026-11-01T00:00:00Z");
        commit("issuance/pom.xml", "1", "2026-11-02T00:00:00Z");
    }

    private void commit(String file, String text, String time) throws Exception {
        Modules.write(clone.resolve(file), text.getBytes());
        git(clone, "add", "-A");
        git(clone, "-c", "user.name=t", "-c", "user.email=t@example", "commit", "-q", "-m", file, "--date", time);
    }

    private static String git(Path directory, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                .directory(directory.toFile());
        for (String argument : arguments) {
            if (argument.endsWith("Z")) {
                builder.environment().put("GIT_COMMITTER_DATE", argument);
            }
        }
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private Git git(Path directory) {
        return new Git(directory, notes::add);
    }

    @Test
    void theRevisionOfAModuleIsTheLastCommitThatTouchedIt() throws Exception {
        Revision revision = git(clone.resolve("identity"))
                .lastChange(List.of(clone.resolve("identity")))
                .orElseThrow();
        assertThat(revision)
                .isEqualTo(new Revision(git(clone, "rev-parse", "HEAD~1"), Instant.parse("2026-11-01T00:00:00Z")));
        assertThat(git(clone)
                        .lastChange(List.of(clone.resolve("identity"), clone.resolve("issuance")))
                        .orElseThrow()
                        .commit())
                .isEqualTo(git(clone, "rev-parse", "HEAD"));
        assertThat(notes).isEmpty();
    }

    @Test
    void whatIsNotCommittedMakesOnlyItsOwnModuleDirty() throws IOException {
        Files.writeString(clone.resolve("issuance/pom.xml"), "2");
        assertThat(git(clone)
                        .lastChange(List.of(clone.resolve("identity")))
                        .orElseThrow()
                        .commit())
                .doesNotContain("dirty");
        Revision dirty =
                git(clone).lastChange(List.of(clone.resolve("issuance"))).orElseThrow();
        assertThat(dirty.commit()).endsWith("-dirty");
        assertThat(dirty.created()).isEqualTo(Instant.parse("2026-11-02T00:00:00Z"));
    }

    @Test
    void theTagIsTheShortHashOfHead() throws Exception {
        String head = git(clone, "rev-parse", "--short=8", "HEAD");
        assertThat(git(clone.resolve("identity")).shortRevision()).contains(head);
        Files.writeString(clone.resolve("issuance/pom.xml"), "2");
        assertThat(git(clone.resolve("identity")).shortRevision()).contains(head + "-dirty");
    }

    @Test
    void aShallowCloneFallsBackToHeadAndSaysSo() throws Exception {
        Path shallow = temp.resolve("shallow");
        git(temp, "clone", "-q", "--depth", "1", "file://" + clone, shallow.toString());
        Revision revision = git(shallow.resolve("identity"))
                .lastChange(List.of(shallow.resolve("identity")))
                .orElseThrow();
        assertThat(revision.commit()).isEqualTo(git(clone, "rev-parse", "HEAD"));
        assertThat(notes)
                .singleElement()
                .asString()
                .contains("too shallow to see when identity last changed")
                .contains("GIT_DEPTH: 0");
    }

    @Test
    void withoutACloneThereIsNoAnswer() throws IOException {
        Path bare = Files.createDirectories(temp.resolve("no-clone"));
        assertThat(git(bare).shortRevision()).isEmpty();
        assertThat(git(bare).lastChange(List.of(bare))).isEmpty();
    }
}
