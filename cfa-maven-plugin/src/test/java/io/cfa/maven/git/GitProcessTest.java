package io.cfa.maven.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitProcessTest {

    @TempDir
    private Path directory;

    /** Fails on a JDK from 25 on and two cores, where its output and its errors are read by one thread. */
    @Test
    void moreThanAPipeHoldsIsReadWhileErrorsAreWaitedFor() throws Exception {
        GitProcess git = new GitProcess(directory, List.of("git"), Duration.ofMinutes(2));
        git.run("init", "--quiet");
        String much = "0123456789abcde\n".repeat(20_000);
        Files.writeString(directory.resolve("much"), much);
        String blob = git.run("hash-object", "-w", "much");
        assertThat(git.run("cat-file", "blob", blob)).isEqualTo(much.stripTrailing());
    }
}
