package io.cfa.maven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorktreeTest {

    @TempDir
    Path temp;

    private Path clone;
    private String first;

    @BeforeEach
    void aCloneWithTwoCommits() throws Exception {
        clone = Files.createDirectories(temp.resolve("clone")).toRealPath();
        git("init", "-q");
        first = commit("1");
        commit("2");
        Files.writeString(clone.resolve("file"), "not committed");
    }

    private String commit(String text) throws Exception {
        Files.writeString(clone.resolve("file"), text);
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@example", "commit", "-q", "-m", text);
        return git("rev-parse", "HEAD");
    }

    private String git(String... arguments) throws Exception {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                .directory(clone.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void aCommitIsCheckedOutBesideTheCloneAndGoneAfterwards() throws Exception {
        Path directory = temp.resolve("worktree");
        try (Worktree worktree = Worktree.add(clone, first, directory)) {
            assertThat(worktree.directory().resolve("file")).hasContent("1");
            Files.writeString(directory.resolve("left by a build"), "x");
            Files.writeString(directory.resolve("file"), "changed by it");
        }
        assertThat(directory).doesNotExist();
        assertThat(git("worktree", "list").lines()).hasSize(1);
        assertThat(clone.resolve("file")).hasContent("not committed");
    }

    @Test
    void aRevisionIsItsFullHash() throws Exception {
        assertThat(Worktree.commit(clone, first.substring(0, 8))).isEqualTo(first);
        assertThat(Worktree.commit(clone, git("branch", "--show-current"))).isEqualTo(git("rev-parse", "HEAD"));
    }

    @Test
    void aRevisionThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> Worktree.commit(clone, "0123abcd"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the clone " + clone
                        + " has no commit 0123abcd. Next: git fetch, or of a clone without its history"
                        + " git fetch --unshallow; in a pipeline GIT_DEPTH: 0");
        assertThatThrownBy(() -> Worktree.commit(temp, "0123abcd"))
                .hasMessageStartingWith("the clone " + temp + " has no commit 0123abcd");
    }

    @Test
    void whatWasNotCommittedCannotBeBuiltAgain() {
        assertThatThrownBy(() -> Worktree.commit(clone, first.substring(0, 8) + "-dirty"))
                .hasMessageEndingWith(
                        "-dirty: what was not committed then is nowhere now. Next: name a commit that was pushed");
    }

    @Test
    void whatIsNoRevisionIsNotGivenToGit() {
        for (String hostile : List.of("--exec=x", "", " ", "HEAD:file", "a b", "HEAD^{/x}", "x\ny")) {
            assertThatThrownBy(() -> Worktree.commit(clone, hostile))
                    .as(hostile)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("cfa.revision is \"");
        }
    }

    @Test
    void aDirectoryThatIsThereIsRefused() throws IOException {
        Path directory = Files.createDirectories(temp.resolve("there"));
        Files.writeString(directory.resolve("mine"), "x");
        assertThatThrownBy(() -> Worktree.add(clone, first, directory))
                .hasMessageStartingWith("git does not check " + first + " out into " + directory + " (");
        assertThat(directory.resolve("mine")).exists();
    }
}
