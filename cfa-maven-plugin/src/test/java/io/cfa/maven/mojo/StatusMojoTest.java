package io.cfa.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cfa.maven.remote.ssh.SshHost;
import java.util.Map;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MojoTest
class StatusMojoTest extends GoalFixture {

    StatusMojoTest() {
        super("status");
    }

    @Test
    @InjectMojo(goal = "status")
    void itsParametersHaveDefaults(StatusMojo goal) {
        assertThat(parameters(goal))
                .isEqualTo(Map.of(
                        "bundleDirectory", "bundle",
                        "remoteDirectory", host.directory().toString(),
                        "format", "text",
                        "skip", "false"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "status")
    void thePipelinesVariablesReachTheHost(StatusMojo goal) throws Exception {
        assertThat(parameters(goal))
                .containsEntry("host", server.environment().get("CFA2_HOST"))
                .containsEntry("imagePrefix", prefix())
                .containsEntry("deployTag", "dev");
        goal.execute();
        assertThat(String.join("\n", log)).contains("identity", "postgres");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "status")
    void aHostWithAnotherKeyIsForTheUser(StatusMojo goal) throws Exception {
        try (SshHost other = SshHost.letting("ed25519")) {
            environment(Map.of(
                    "SSH_KNOWN_HOSTS_CFA2",
                    other.environment()
                            .get("SSH_KNOWN_HOSTS_CFA2")
                            .replaceAll(
                                    "(?<=]:)\\d+",
                                    server.environment().get("CFA2_HOST").replaceAll(".*:", ""))));
        }
        assertThat(failureOf(goal)).contains("Next: ").doesNotContain("Exception");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    @InjectMojo(goal = "status")
    void withoutADirectoryOnTheHostNothingIsConnectedTo(StatusMojo goal) throws Exception {
        set(goal, "remoteDirectory", null);
        isForTheUser(
                goal,
                "it is not said where compose and env are on the host: cfa.remoteDirectory is not set."
                        + " Next: set it in <properties> of the root POM, or with -Dcfa.remoteDirectory=/srv/NAME");
        assertThat(server.connections()).isZero();
    }

    @Test
    @InjectMojo(goal = "status")
    @MojoParameter(name = "skip", value = "true")
    void aSkippedGoalDoesNothing(StatusMojo goal) throws Exception {
        goal.execute();
        assertThat(log).containsExactly("INFO skipped by cfa.skip");
        assertThat(server.connections()).isZero();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "status")
    void aQuietMavenShowsTheDataAndNothingElse(StatusMojo goal) throws Exception {
        quiet = true;
        assertThat(printed(goal).lines())
                .anyMatch(line -> line.startsWith("SERVICE      STATE    HEALTH  SINCE"))
                .noneMatch(line -> line.startsWith("[INFO]"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "status")
    @MojoParameter(name = "format", value = "json")
    void aProgramReadsWhatRunsAsJson(StatusMojo goal) throws Exception {
        push("1a2b3c4d");
        runWhatIsPushed();
        JsonNode status = json(goal);
        assertThat(status.at("/schemaVersion").intValue()).isEqualTo(1);
        assertThat(status.at("/services/0/service").textValue()).isEqualTo("postgres");
        assertThat(status.at("/services/1/state").textValue()).isEqualTo("running");
        assertThat(status.at("/services/1/restarts").intValue()).isZero();
        assertThat(status.at("/services/1/restarts").isInt()).isTrue();
        assertThat(status.at("/services/1/ports").isNull()).isTrue();
        assertThat(status.at("/releases").isEmpty()).isTrue();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "status")
    @MojoParameter(name = "format", value = "xml")
    void aFormatThatThereIsNotIsForTheUser(StatusMojo goal) {
        isForTheUser(goal, "cfa.format is xml, expected text or json. Next: leave it out for text");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "status")
    void whatNobodyForesawIsOurs(StatusMojo goal) {
        isOurs(goal);
    }
}
