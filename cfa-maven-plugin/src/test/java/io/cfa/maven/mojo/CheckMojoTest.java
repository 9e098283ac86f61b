package io.cfa.maven.mojo;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Map;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MojoTest
class CheckMojoTest extends GoalFixture {

    CheckMojoTest() {
        super("check");
    }

    @Test
    @InjectMojo(goal = "check")
    void itsParametersHaveDefaults(CheckMojo goal) {
        assertThat(parameters(goal))
                .isEqualTo(Map.ofEntries(
                        entry("branch", "release"),
                        entry("bundleDirectory", "bundle"),
                        entry(
                                "codeQuality",
                                clone.resolve("target/cfa/gl-code-quality-report.json")
                                        .toString()),
                        entry("checkLicences", "true"),
                        entry("composeVersion", "2.26"),
                        entry("deniedLicences", "[]"),
                        entry("deployJob", "deploy"),
                        entry("deployModule", "deploy"),
                        entry("failOnWarnings", "false"),
                        entry("fix", "false"),
                        entry("knownLicences", "[]"),
                        entry("pipeline", ".gitlab-ci.yml"),
                        entry("publicServices", "[]"),
                        entry("root", clone.toString()),
                        entry("runbookHeadings", "[]"),
                        entry("servicesDirectory", "services"),
                        entry("skip", "false")));
    }

    @Test
    @InjectMojo(goal = "check")
    void whatDisagreesIsForTheUserAndInTheCodeQualityReport(CheckMojo goal) throws Exception {
        assertThat(failureOf(goal)).startsWith("files disagree; findings above, each with its next step: ");
        assertThat(log).anyMatch(line -> line.startsWith("ERROR "));
        assertThat(Files.readString(clone.resolve("target/cfa/gl-code-quality-report.json")))
                .contains("\"fingerprint\"");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "check")
    void whatNobodyForesawIsOurs(CheckMojo goal) {
        isOurs(goal);
    }
}
