package io.cfa.maven.mojo.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.git.Git;
import io.cfa.maven.mojo.GoalFixture;
import io.cfa.maven.mojo.service.CompiledSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Test;

@MojoTest
class CompiledMojoTest extends GoalFixture {

    CompiledMojoTest() {
        super("compiled");
    }

    @Test
    @InjectMojo(goal = "compiled")
    void itsParametersHaveDefaults(CompiledMojo goal) {
        assertThat(parameters(goal)).isEqualTo(Map.of("skip", "false"));
    }

    @Test
    @InjectMojo(goal = "compiled")
    void whatThisBuildDidNotCompileIsForTheUser(CompiledMojo goal) {
        isForTheUser(
                goal,
                "this build did not compile identity, so that it is not known what its classes are of. Next: bind"
                        + " cfa:compiled to a phase after compile, or run mvn process-classes cfa:compiled");
    }

    @Test
    @InjectMojo(goal = "compiled")
    void whatIsNotCommittedIsNotWrittenDown(CompiledMojo goal) throws Exception {
        compiled("class A");
        goal.execute();
        assertThat(log)
                .last()
                .isEqualTo("INFO not written down what the classes are of: not all of identity is committed");
        assertThat(record()).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "compiled")
    void itCountsWhileSourcesAndClassesAreAsItSays(CompiledMojo goal) throws Exception {
        commit("1");
        compiled("class A");
        goal.execute();
        assertThat(record()).exists();
        assertThat(proven()).isTrue();

        compiled("class B, of another commit");
        assertThat(proven()).as("other classes").isFalse();
        compiled("class A");
        assertThat(proven()).isTrue();

        Files.writeString(clone.resolve("src/A.java"), "2");
        assertThat(proven()).as("a source that is not committed").isFalse();
        commit("2");
        assertThat(proven()).as("another commit").isFalse();
        commit("1");
        assertThat(proven()).as("the same sources in a later commit").isTrue();

        Files.writeString(record(), "{");
        assertThat(proven()).as("half a record").isFalse();
        Files.delete(record());
        assertThat(proven()).as("no record").isFalse();
    }

    private boolean proven() {
        return new CompiledSources(session, project).areThese(new Git(clone, note -> {}));
    }

    private Path record() {
        return clone.resolve("target").resolve(CompiledSources.FILE);
    }

    private void compiled(String bytes) throws Exception {
        project.addLifecyclePhase("compile");
        Path classes = Files.createDirectories(Path.of(project.getBuild().getOutputDirectory()));
        Files.writeString(classes.resolve("A.class"), bytes);
    }

    private void commit(String source) throws Exception {
        Files.createDirectories(clone.resolve("src"));
        Files.writeString(clone.resolve("src/A.java"), source);
        Files.writeString(clone.resolve(".gitignore"), "target/\n");
        for (List<String> command : List.of(
                List.of("git", "init", "-q"),
                List.of("git", "add", "-A"),
                List.of("git", "-c", "user.name=t", "-c", "user.email=t@example", "commit", "-q", "-m", source))) {
            assertThat(new ProcessBuilder(command)
                            .directory(clone.toFile())
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
        }
    }
}
