package io.cfa.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.image.PushedTwice;
import io.cfa.maven.image.assembly.TinyBase;
import io.cfa.maven.mojo.supplychain.ReproduceMojo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.artifact.repository.MavenArtifactRepository;
import org.apache.maven.artifact.repository.layout.DefaultRepositoryLayout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With a real clone, worktree, process and registry; what the commit's mvnw does is to put a file where Maven would. */
@MojoTest
class ReproduceMojoTest extends GoalFixture {

    private String commit;

    ReproduceMojoTest() {
        super("reproduce");
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

    /** A commit of a service, whose mvnw notes how it was called. */
    private void aCommit(String script) throws Exception {
        project.getProperties().setProperty("cfa.mainClass", "org.example.Main");
        session.getRequest()
                .setLocalRepository(new MavenArtifactRepository(
                        "local",
                        temp.resolve("repository").toUri().toString(),
                        new DefaultRepositoryLayout(),
                        null,
                        null));
        session.getUserProperties().setProperty("maven.repo.local.tail", "/machine");
        environment(Map.of(
                "PATH", System.getenv("PATH"),
                "COSIGN_PRIVATE_KEY", "s3cret",
                "CI_REGISTRY_PASSWORD", "s3cret",
                "CI_JOB_TOKEN", "s3cret",
                "SSH_PRIVATE_KEY_CFA2", "s3cret"));
        Path file = Files.writeString(
                clone.resolve("mvnw"),
                "#!/bin/sh\necho \"$@\" >" + temp.resolve("arguments") + "\nenv >" + temp.resolve("environment") + "\n"
                        + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        git("init", "-q");
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@example", "commit", "-q", "-m", "one");
        commit = git("rev-parse", "HEAD");
    }

    /** Its image, as the pipeline has pushed it, and as cfa:image writes it. */
    private Path anImage() throws Exception {
        Path tar = temp.resolve("image.tar");
        new PushedTwice(registry, temp, TinyBase.in(registry))
                .to(prefix() + "/identity:" + commit.substring(0, 8), tar);
        return tar;
    }

    private void leftNothing() throws Exception {
        assertThat(git("worktree", "list").lines()).hasSize(1);
    }

    @Test
    @InjectMojo(goal = "reproduce")
    void itsParametersHaveDefaults(ReproduceMojo goal) {
        assertThat(parameters(goal))
                .isEqualTo(new TreeMap<>(Map.of(
                        "allowInsecure", "false",
                        "cacheDirectory", temp.resolve("cache").toString(),
                        "dryRun", "false",
                        "reproduceLog",
                                clone.resolve("target/cfa/reproduce.log").toString(),
                        "reproduceTimeout", "1800",
                        "skip", "false")));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "reproduce")
    void aCommitThatGivesTheSameImagesIsReproduced(ReproduceMojo goal) throws Exception {
        aCommit("mkdir -p target && cp " + temp.resolve("image.tar") + " target/\n");
        anImage();
        set(goal, "revision", commit.substring(0, 8));
        goal.execute();
        assertThat(log)
                .anyMatch(line -> line.matches(
                        "INFO identity  sha256:[0-9a-f]{12} came again: [0-9]+ layers and the configuration"));
        assertThat(Files.readString(temp.resolve("arguments")))
                .contains(
                        "-Dmaven.repo.local.tail=" + temp.resolve("repository") + ",/machine",
                        "-Dcfa.imagePrefix=" + prefix(),
                        "-Dcfa.revision=" + commit.substring(0, 8),
                        "-Dcfa.baseImage=" + registry.name() + "/library/eclipse-temurin:25-jre",
                        "package cfa:image -pl . -am");
        assertThat(Files.readString(temp.resolve("environment")))
                .contains("PATH=")
                .doesNotContain("s3cret", "CI_COMMIT_SHORT_SHA");
        leftNothing();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "reproduce")
    void aCommitThatCannotBeBuiltSaysWhatItSaid(ReproduceMojo goal) throws Exception {
        aCommit("echo the compiler is gone; exit 3\n");
        anImage();
        set(goal, "revision", commit.substring(0, 8));
        assertThat(failureOf(goal))
                .startsWith("that commit cannot be built: `./mvnw -B ")
                .contains("` ended with 3\n  the compiler is gone\nNext: read "
                        + clone.resolve("target/cfa/reproduce.log"));
        leftNothing();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "reproduce")
    void aBuildThatLeavesNoImageIsForTheUser(ReproduceMojo goal) throws Exception {
        aCommit("true\n");
        anImage();
        set(goal, "revision", commit.substring(0, 8));
        assertThat(failureOf(goal)).contains("target/image.tar is no image that docker load would take: ");
        leftNothing();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "reproduce")
    void anImageThatIsNotInTheRegistryIsForTheUserBeforeAnythingIsBuilt(ReproduceMojo goal) throws Exception {
        aCommit("true\n");
        set(goal, "revision", commit);
        isForTheUser(
                goal,
                "not in the registry: " + prefix() + "/identity:" + commit.substring(0, 8)
                        + ". Nothing was built. Next: name a commit that was pushed, and is not cleaned away there");
        assertThat(temp.resolve("arguments")).doesNotExist();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "reproduce")
    void aRegistryThatDoesNotAnswerIsForTheUser(ReproduceMojo goal) throws Exception {
        aCommit("true\n");
        set(goal, "revision", commit);
        registry.close();
        assertThat(failureOf(goal)).startsWith("the registry " + registry.name() + " does not answer: ");
        assertThat(temp.resolve("arguments")).doesNotExist();
    }

    /** The pipeline's own, which this clone has not. */
    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "reproduce")
    void aCommitThatTheCloneHasNotIsForTheUser(ReproduceMojo goal) throws Exception {
        aCommit("true\n");
        assertThat(failureOf(goal)).startsWith("the clone " + clone + " has no commit 1a2b3c4d. Next: git fetch");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "reproduce")
    @MojoParameter(name = "dryRun", value = "true")
    void aPlanIsPrintedAndNothingDone(ReproduceMojo goal) throws Exception {
        aCommit("true\n");
        set(goal, "revision", commit);
        goal.execute();
        assertThat(log).first().isEqualTo("INFO git worktree add --detach DIRECTORY " + commit);
        assertThat(log)
                .last()
                .isEqualTo("INFO compare target/image.tar with " + prefix() + "/identity:" + commit.substring(0, 8));
        assertThat(temp.resolve("arguments")).doesNotExist();
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "reproduce")
    void whatNobodyForesawIsOurs(ReproduceMojo goal) throws IOException {
        isOurs(goal);
    }
}
