package io.cfa.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MojoTest
class DoctorMojoTest extends GoalFixture {

    DoctorMojoTest() {
        super("doctor");
    }

    @Test
    @InjectMojo(goal = "doctor")
    void itsParametersHaveDefaults(DoctorMojo goal) {
        assertThat(parameters(goal))
                .isEqualTo(Map.of(
                        "allowInsecure", "false",
                        "bundleDirectory", "bundle",
                        "cacheDirectory", temp.resolve("cache").toString(),
                        "remoteDirectory", host.directory().toString(),
                        "format", "text",
                        "skip", "false"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "doctor")
    void whatWouldStopARolloutIsForTheUser(DoctorMojo goal) throws Exception {
        java.nio.file.Files.delete(host.directory().resolve("secrets/db_password"));
        assertThat(failureOf(goal)).contains("with its next step");
        assertThat(String.join("\n", log)).contains("db_password");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "doctor")
    @MojoParameter(name = "format", value = "json")
    void aProgramReadsTheChecksAsJson(DoctorMojo goal) throws Exception {
        java.nio.file.Files.delete(host.directory().resolve("secrets/db_password"));
        JsonNode doctor = json(goal);
        assertThat(doctor.at("/schemaVersion").intValue()).isEqualTo(1);
        assertThat(doctor.at("/passed").booleanValue()).isFalse();
        assertThat(doctor.at("/checks/0/subject").isTextual()).isTrue();
        assertThat(doctor.findValuesAsText("next")).allMatch(next -> !next.isBlank());
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "doctor")
    void whatNobodyForesawIsOurs(DoctorMojo goal) {
        isOurs(goal);
    }
}
