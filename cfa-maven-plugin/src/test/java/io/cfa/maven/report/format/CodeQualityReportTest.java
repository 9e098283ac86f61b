package io.cfa.maven.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cfa.maven.report.Finding;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeQualityReportTest {

    @Test
    void aFindingHasEveryFieldThatGitLabAsksFor() {
        assertThat(CodeQualityReport.json(List.of(issue("port", 12, "port \"80\"", "a variable"))))
                .isEqualTo(
                        """
                        [ {
                          "description" : "port \\"80\\"; expected a variable. Next: mend it",
                          "check_name" : "cfa-port",
                          "fingerprint" : "4359427ede7be494b2c450679d7d313231fb26a3fb3c97b78fd386521c44616d",
                          "severity" : "major",
                          "location" : {
                            "path" : "deploy/docker-compose.yml",
                            "lines" : {
                              "begin" : 12
                            }
                          }
                        } ]
                        """);
    }

    @Test
    void noFindingIsAnEmptyList() {
        assertThat(CodeQualityReport.json(List.of())).isEqualTo("[ ]\n");
    }

    @Test
    void aFindingThatOnlyMovedKeepsItsFingerprint() throws IOException {
        assertThat(fingerprints(issue("port", 12, "A, which line 3 sets too", "one")))
                .isEqualTo(fingerprints(issue("port", 14, "A, which line 5 sets too", "one")));
    }

    @Test
    void differentFindingsHaveDifferentFingerprints() throws IOException {
        assertThat(fingerprints(
                        issue("port", 1, "a", "b"),
                        issue("image", 1, "a", "b"),
                        issue("port", 1, "a", "c"),
                        issue("port", 1, "c", "b"),
                        issue("port", 2, "a", "b")))
                .doesNotHaveDuplicates();
    }

    @Test
    void aSecretBlocksAndADocumentDoesNot() throws IOException {
        assertThat(severity("secret")).isEqualTo("blocker");
        assertThat(severity("table")).isEqualTo("minor");
        assertThat(severity("yaml")).isEqualTo("major");
    }

    private static String severity(String check) throws IOException {
        return read(issue(check, 1, "a", "b")).get(0).get("severity").asText();
    }

    private static List<String> fingerprints(CodeQualityReport.Issue... issues) throws IOException {
        return read(issues).findValuesAsText("fingerprint");
    }

    private static JsonNode read(CodeQualityReport.Issue... issues) throws IOException {
        return new JsonMapper().readTree(CodeQualityReport.json(List.of(issues)));
    }

    private static CodeQualityReport.Issue issue(String check, int line, String observed, String expected) {
        Finding finding = new Finding("deploy/docker-compose.yml:" + line, observed, expected, "mend it");
        return new CodeQualityReport.Issue(check, "deploy/docker-compose.yml", line, finding);
    }
}
