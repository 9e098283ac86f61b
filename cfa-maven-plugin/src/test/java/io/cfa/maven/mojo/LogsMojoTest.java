package io.cfa.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
        docker("echo \"$*\" >>" + calls + "; echo '2026-11-24T08:00:00.000000000Z started'");
        goal.execute();
        assertThat(calls).hasContent("logs --timestamps --since 3h c1");
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
        docker("[ \"$5\" != c1 ] || echo '2026-11-24T08:00:00.000000000Z \"started\"'");
        assertThat(printed(goal))
                .isEqualTo(
                        "{\"container\":\"identity-1\",\"time\":\"2026-11-24T08:00:00Z\",\"text\":\"\\\"started\\\"\"}\n");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "logs")
    @MojoParameter(name = "services", value = "identity")
    void thatNothingWasPrintedIsSaid(LogsMojo goal) throws Exception {
        docker(":");
        goal.execute();
        assertThat(log)
                .contains("WARN nothing was printed since 10m by identity. Next: go further back with"
                        + " -Dcfa.since=24h, or see with cfa:status whether they run");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "logs")
    @MojoParameter(name = "services", value = "registry")
    void whoseLogCannotBeReadIsNamedWithItsDriver(LogsMojo goal) throws Exception {
        docker(
                "case $1 in inspect) echo none ;; *) echo 'Error response from daemon: configured logging driver does not support reading' >&2; exit 1 ;; esac");
        goal.execute();
        assertThat(log)
                .contains(
                        "WARN registry-1: its log, which the driver none has, cannot be read: configured logging driver does not"
                                + " support reading. Next: nothing is kept of it; give the service `logging: {driver: local}` in docker-compose.yml");
    }

    /** A docker that has a container of each of two services, and does something when it is asked for a log. */
    private void docker(String logs) throws IOException {
        host.shell()
                .program(
                        "docker",
                        "[ \"$1\" != service ] || { echo 'This node is not a swarm manager.' >&2; exit 1; }; "
                                + "[ \"$1\" != ps ] || { echo 'c1 identity 1 False'; echo 'c2 registry 1 False'; exit; }; "
                                + logs);
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "logs")
    void whatNobodyForesawIsOurs(LogsMojo goal) {
        isOurs(goal);
    }
}
