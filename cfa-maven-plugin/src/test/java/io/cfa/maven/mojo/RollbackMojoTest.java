package io.cfa.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MojoTest
class RollbackMojoTest extends GoalFixture {

    RollbackMojoTest() {
        super("rollback");
    }

    @Test
    @InjectMojo(goal = "rollback")
    void itsParametersHaveDefaults(RollbackMojo goal) {
        assertThat(parameters(goal))
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("acceptSchema", "false"),
                        Map.entry("bundleDirectory", "bundle"),
                        Map.entry("dryRun", "false"),
                        Map.entry("lockTimeout", "600"),
                        Map.entry("pullTimeout", "1200"),
                        Map.entry("remoteDirectory", host.directory().toString()),
                        Map.entry("reportDirectory", clone.resolve("target/cfa").toString()),
                        Map.entry("skip", "false"),
                        Map.entry("stabilityWindow", "20"),
                        Map.entry("startTimeout", "180"),
                        Map.entry("upTimeout", "900"),
                        Map.entry("withBundle", "false"),
                        Map.entry("withData", "false"))));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollback")
    void thePipelinesVariablesAreDefaults(RollbackMojo goal) {
        assertThat(parameters(goal))
                .containsEntry("deployer", "anna")
                .containsEntry("jobUrl", "https://gitlab.example.com/jobs/7")
                .containsEntry("sourceUrl", "https://gitlab.example.com/cfa")
                .containsEntry("host", server.environment().get("CFA2_HOST"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollback")
    @MojoParameter(name = "targetRevision", value = "cccc")
    void aReleaseThatNeverWasIsForTheUser(RollbackMojo goal) throws Exception {
        assertThat(failureOf(goal)).contains("cccc").contains("Next: ");
        assertThat(host.running()).isEmpty();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "rollback")
    void whatNobodyForesawIsOurs(RollbackMojo goal) {
        isOurs(goal);
    }
}
