package io.cfa.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MojoTest
class SyncMojoTest extends GoalFixture {

    SyncMojoTest() {
        super("sync");
    }

    @Test
    @InjectMojo(goal = "sync")
    void itsParametersHaveDefaults(SyncMojo goal) {
        assertThat(parameters(goal))
                .isEqualTo(Map.of(
                        "assumeYes", "false",
                        "bundleDirectory", "bundle",
                        "dryRun", "false",
                        "remoteDirectory", host.directory().toString(),
                        "skip", "false"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "sync")
    @MojoParameter(name = "assumeYes", value = "true")
    void withYesTheFilesOfTheRepositoryAreBroughtToTheDirectoryOfTheHost(SyncMojo goal) throws Exception {
        Path compose = clone.resolve("bundle/docker-compose.yml");
        Files.writeString(compose, Files.readString(compose) + "# a change\n");
        goal.execute();
        assertThat(host.directory().resolve("docker-compose.yml")).hasSameTextualContentAs(compose);
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "sync")
    void withoutATerminalNobodyIsAskedAndNothingIsChanged(SyncMojo goal) throws Exception {
        Path compose = clone.resolve("bundle/docker-compose.yml");
        String before = Files.readString(host.directory().resolve("docker-compose.yml"));
        Files.writeString(compose, Files.readString(compose) + "# a change\n");
        isForTheUser(
                goal,
                "the host would change as listed above, and there is no terminal to ask on. Nothing was changed."
                        + " Next: read the list, then run it again with -Dcfa.assumeYes");
        assertThat(host.directory().resolve("docker-compose.yml")).content().isEqualTo(before);
        assertThat(log).anyMatch(line -> line.contains("+# a change"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "sync")
    void whatNobodyForesawIsOurs(SyncMojo goal) {
        isOurs(goal);
    }
}
