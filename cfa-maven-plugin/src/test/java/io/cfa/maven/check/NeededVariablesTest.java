package io.cfa.maven.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs what the pipeline file has the jobs on cfa2 do first. */
class NeededVariablesTest {

    private static final Pattern NEEDED = Pattern.compile("\\n    NEEDED: (.*)\\n");
    private static final Pattern FIRST = Pattern.compile(
            "\\n    - \\|\\n(      missing=\\n(?:      .*\\n)+)    - !reference \\[\\.maven, before_script]");

    @Test
    void aJobWithoutItsVariablesSaysWhichAreMissingBeforeAnythingElseRuns() throws Exception {
        assertThat(run(Map.of("SSH_KNOWN_HOSTS_CFA2", "/builds/known_hosts")))
                .isEqualTo(
                        "1 not set for this job: SSH_PRIVATE_KEY_CFA2 CFA2_HOST. Next: add them in Settings > CI/CD > Variables;"
                                + " where they are there and protected, protect the branch dev-cfa2\n");
    }

    @Test
    void aJobWithAllOfThemSaysNothing() throws Exception {
        assertThat(run(Map.of(
                        "SSH_KNOWN_HOSTS_CFA2",
                        "a b",
                        "SSH_PRIVATE_KEY_CFA2",
                        "-----BEGIN\n$(exit 7)",
                        "CFA2_HOST",
                        "x@y")))
                .isEqualTo("0 ");
    }

    private static String run(Map<String, String> variables) throws IOException, InterruptedException {
        String pipeline = Files.readString(Path.of("../.gitlab/gitlab-ci.dev.yml"));
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", first(FIRST, pipeline)).redirectErrorStream(true);
        shell.environment().keySet().removeIf(name -> name.contains("CFA2"));
        shell.environment().put("NEEDED", first(NEEDED, pipeline));
        shell.environment().put("CI_COMMIT_REF_NAME", "dev-cfa2");
        shell.environment().putAll(variables);
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + output;
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.group(1);
    }
}
