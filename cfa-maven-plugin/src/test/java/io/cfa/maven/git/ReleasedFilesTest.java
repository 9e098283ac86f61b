package io.cfa.maven.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.git.GitProcess.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasedFilesTest {

    private static final String V1 = "services/registry/src/main/resources/db/migration/V1__a.sql";
    private static final String FILES = "services/*/src/main/resources/db/*/V*.sql";

    @TempDir
    Path clone;

    private final List<String> notes = new ArrayList<>();
    private GitProcess git;

    @BeforeEach
    void aCloneWithAReleasedMigration() throws Exception {
        git = new GitProcess(clone, List.of("git"), Duration.ofMinutes(2));
        git.run("init", "--quiet", "--initial-branch=dev");
        commit("create table a (b int);\n");
    }

    @Test
    void whatIsAsItWasReleasedIsNoFinding() throws Exception {
        write("select 1;\n", V1.replace("V1__a", "V2__new"));
        assertThat(changed()).isEmpty();
        assertThat(notes).isEmpty();
    }

    @Test
    void aReleasedMigrationThatIsEditedOrGoneIsFound() throws Exception {
        String first = git.run("rev-parse", "HEAD").substring(0, 8);
        write("create table a (b bigint);\n", V1);
        assertThat(changed())
                .containsExactly(new ReleasedFiles.Changed(clone.toRealPath().resolve(V1), first));
        Files.delete(clone.resolve(V1));
        assertThat(changed()).hasSize(1);
    }

    @Test
    void anEditThatWasCommittedAndReleasedTooIsStillFoundUntilItIsTakenBack() throws Exception {
        commit("create table a (b bigint);\n");
        assertThat(changed()).hasSize(1);
        commit("create table a (b int);\n");
        assertThat(changed()).isEmpty();
    }

    @Test
    void whatWasTriedOnABranchBeforeItsMergeWasNeverReleased() throws Exception {
        git.run("checkout", "--quiet", "-b", "feature");
        String v2 = V1.replace("V1__a", "V2__b");
        commitAs("select 1;\n", v2);
        commitAs("select 2;\n", v2);
        git.run("checkout", "--quiet", "dev");
        git.run(identity("merge", "--quiet", "--no-ff", "-m", "merge", "feature"));
        assertThat(changed()).isEmpty();
    }

    @Test
    void whatTheBranchHasIsReleasedAndWhatIsNewIsNot() throws Exception {
        write("select 1;\n", V1.replace("V1__a", "V2__new"));
        assertThat(new ReleasedFiles(clone, notes::add).releasedBy("dev", FILES))
                .contains(Set.of(clone.toRealPath().resolve(V1)));
        assertThat(new ReleasedFiles(clone, notes::add).releasedBy("origin/none", FILES))
                .isEmpty();
    }

    @Test
    void withoutTheBranchNothingIsKnownToBeReleased() {
        assertThat(new ReleasedFiles(clone, notes::add).changedSince("origin/dev-cfa2", FILES))
                .isEmpty();
        assertThat(notes).containsExactly("what was released is not known: the clone has no branch origin/dev-cfa2");
    }

    private List<ReleasedFiles.Changed> changed() {
        return new ReleasedFiles(clone, notes::add).changedSince("dev", FILES);
    }

    private void commit(String sql) throws IOException, Refusal {
        commitAs(sql, V1);
    }

    private void commitAs(String sql, String file) throws IOException, Refusal {
        write(sql, file);
        git.run("add", ".");
        git.run(identity("commit", "--quiet", "-m", "a migration"));
    }

    private void write(String sql, String file) throws IOException {
        Files.createDirectories(clone.resolve(file).getParent());
        Files.writeString(clone.resolve(file), sql);
    }

    private static String[] identity(String... command) {
        List<String> all = new ArrayList<>(List.of("-c", "user.name=a", "-c", "user.email=a@example.com"));
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }
}
