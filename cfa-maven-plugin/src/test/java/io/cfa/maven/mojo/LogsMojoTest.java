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
class LogsMojoTest extends GoalFixture {

    LogsMojoTest() {
        super("logs");
    }

    @Test
    @InjectMojo(goal = "logs")
    void itsParametersHaveDefaults(LogsMojo goal) {
        assertThat(parameters(goal))
                .isEqualTo(Map.of(
                        "bundleDirectory", "bundle",
                        "follow", "false",
                        "remoteDirectory", host.directory().toString(),
                        "services", "[]",
                        "since", "10m",
                        "format", "text",
                        "skip", "false"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "logs")
    @MojoParameter(name = "services", value = "identity")
    @MojoParameter(name = "since", value = "3h")
    void servicesAndTimeReachTheHost(LogsMojo goal) throws Exception {
        Path calls = temp.resolve("calls");
        host.shell()
                .program(
                        "docker",
                        "echo \"$REGISTRY_IMAGE $TAG $*\" >>" + calls
                                + "; echo 'identity-1  | 2026-11-24T08:00:00.000000000Z started'");
        goal.execute();
        assertThat(Files.readString(calls))
                .contains(prefix() + " dev compose logs")
                .contains("3h")
                .endsWith("identity\n");
        assertThat(log).anyMatch(line -> line.contains("identity-1") && line.endsWith("started"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "logs")
    @MojoParameter(name = "services", value = "identify")
    void anUnknownServiceIsForTheUser(LogsMojo goal) {
        isForTheUser(
                goal,
                "cfa.services names \"identify\", which the stack does not have. Next: choose of postgres, identity, registry, api-gateway");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "logs")
    @MojoParameter(name = "format", value = "json")
    void aProgramReadsALineOfJsonALine(LogsMojo goal) throws Exception {
        host.shell().program("docker", "echo 'identity-1  | 2026-11-24T08:00:00.000000000Z \"started\"'");
        assertThat(printed(goal))
                .isEqualTo(
                        "{\"container\":\"identity-1\",\"time\":\"2026-11-24T08:00:00Z\",\"text\":\"\\\"started\\\"\"}\n");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "logs")
    @MojoParameter(name = "services", value = "identity")
    void thatNothingWasPrintedIsSaid(LogsMojo goal) throws Exception {
        host.shell().program("docker", ":");
        goal.execute();
        assertThat(log)
                .contains("WARN nothing was printed since 10m by identity. Next: go further back with"
                        + " -Dcfa.since=24h, or see with cfa:status whether they run");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "logs")
    void whatNobodyForesawIsOurs(LogsMojo goal) {
        isOurs(goal);
    }
}
