package io.cfa.maven.mojo.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.git.Git;
import io.cfa.maven.rollout.plan.Ancestry.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitAncestryTest {

    @TempDir
    Path temp;

    @Test
    void saysWhichCommitCameFirstIfTheHistoryTells() throws Exception {
        Path whole = Files.createDirectories(temp.resolve("whole"));
        git(whole, "init", "--quiet");
        String first = commit(whole, "first");
        String second = commit(whole, "second");
        GitAncestry ancestry = new GitAncestry(new Git(whole, note -> {}));
        assertThat(ancestry.isAncestor(first, second)).isEqualTo(Answer.YES);
        assertThat(ancestry.isAncestor(first.substring(0, 8), second.substring(0, 8)))
                .isEqualTo(Answer.YES);
        assertThat(ancestry.isAncestor(second, first)).isEqualTo(Answer.NO);
        assertThat(ancestry.isAncestor(first, "0123456789")).isEqualTo(Answer.UNKNOWN);
        assertThat(ancestry.isAncestor("--output=x", first)).isEqualTo(Answer.UNKNOWN);

        String third = commit(whole, "third");
        git(temp, "clone", "--quiet", "--depth", "2", "file://" + whole, "shallow");
        GitAncestry shallow = new GitAncestry(new Git(temp.resolve("shallow"), note -> {}));
        assertThat(shallow.isAncestor(second, third)).isEqualTo(Answer.YES);
        assertThat(shallow.isAncestor(third, second)).isEqualTo(Answer.UNKNOWN);
        assertThat(shallow.isAncestor(first, third)).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void whereThereIsNoCloneNothingIsKnown() {
        assertThat(new GitAncestry(new Git(temp, note -> {})).isAncestor("1a2b3c4d", "5d6e7f80"))
                .isEqualTo(Answer.UNKNOWN);
        assertThat(new GitAncestry(new Git(temp.resolve("nowhere"), note -> {})).isAncestor("1a2b3c4d", "5d6e7f80"))
                .isEqualTo(Answer.UNKNOWN);
    }

    private static String commit(Path clone, String message) throws IOException, InterruptedException {
        git(
                clone,
                "-c",
                "user.name=anna",
                "-c",
                "user.email=anna@example.com",
                "commit",
                "--quiet",
                "--allow-empty",
                "-m",
                message);
        return git(clone, "rev-parse", "HEAD");
    }

    private static String git(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }
}
