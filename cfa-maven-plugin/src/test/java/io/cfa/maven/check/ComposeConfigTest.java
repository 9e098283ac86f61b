package io.cfa.maven.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.cfa.maven.check.files.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the process is started, waited for and understood, shown with shells that behave as compose does. */
class ComposeConfigTest {

    private static final String FILE = "deploy/docker-compose-at-vps/cfa2/docker-compose.yml";

    @TempDir
    Path root;

    private final List<String> log = new ArrayList<>();
    private Clone clone;

    @BeforeEach
    void aGoodClone() throws IOException {
        clone = Clone.into(root);
    }

    @Test
    void itIsAskedInTheBundleForTheEnvFileAndTheComposeFile() {
        assertThat(check("[ $1 = version ] || { echo \"$PWD, $*\" && exit 15; }"))
                .containsExactly(FILE + ":1  docker compose config: "
                        + clone.file("compose").getParent()
                        + ", --env-file .env.cfa2 -f docker-compose.yml config --quiet; expected a file that compose reads."
                        + " Next: mend what it names");
        assertThat(log).isEmpty();
    }

    @Test
    void whatItReadsIsGood() {
        assertThat(check("exit 0")).isEmpty();
        assertThat(log).isEmpty();
    }

    @Test
    void warningsAreNotTheError() {
        assertThat(
                        check(
                                "[ $1 = version ] || { echo 'time=\"…\" level=warning msg=\"…\"' && echo && echo 'broken' && exit 1; }"))
                .singleElement()
                .asString()
                .startsWith(FILE + ":1  docker compose config: broken; ");
    }

    @Test
    void ofSeveralErrorsItIsTheSameOneEachTimeWithoutThisMachinesPath() {
        assertThat(
                        check(
                                "[ $1 = version ] || { echo 'decoding failed:' && echo \"$PWD/b\" && echo \"$PWD/a\" && exit 15; }"))
                .singleElement()
                .asString()
                .startsWith(FILE + ":1  docker compose config: a; ");
    }

    @Test
    void anExitWithoutAWordIsAFinding() {
        assertThat(check("[ $1 = version ] || exit 14"))
                .singleElement()
                .asString()
                .contains("exit status 14");
    }

    @Test
    void muchToReadDoesNotBlockIt() {
        assertThat(check("[ $1 = version ] || { yes broken | head -n 100000; exit 1; }"))
                .singleElement()
                .asString()
                .contains("config: broken;");
    }

    @Test
    void noAnswerIsAFindingAndNothingStaysBehind() {
        String mark = "31.4159265";
        List<String> found = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> check("[ $1 = version ] || { sleep " + mark + "; echo; }"));
        assertThat(found).singleElement().asString().contains("no answer within 2 s");
        assertThat(ProcessHandle.allProcesses().filter(ProcessHandle::isAlive))
                .noneMatch(process -> process.info().commandLine().orElse("").contains("sleep " + mark));
    }

    @Test
    void dockerWithoutComposeIsTold() {
        assertThat(check("echo \"docker: 'compose' is not a docker command.\" >&2; exit 1"))
                .isEmpty();
        assertThat(log)
                .containsExactly(
                        "docker compose is not on this machine: its own reading of docker-compose.yml was left out");
    }

    @Test
    void noDockerAtAllIsTold() {
        assertThat(check(List.of(root + "/no-such-program"))).isEmpty();
        assertThat(log)
                .containsExactly(
                        "docker compose is not on this machine: its own reading of docker-compose.yml was left out");
    }

    @Test
    void whatIsMalformedAnywayIsNotAsked() throws IOException {
        clone.write("compose", "services: [");
        assertThat(check("exit 15")).noneMatch(line -> line.contains("docker compose config"));
        assertThat(log).isEmpty();
    }

    private List<String> check(String script) {
        return check(List.of("sh", "-c", script, "compose"));
    }

    private List<String> check(List<String> program) {
        ComposeConfig config = new ComposeConfig(program, Duration.ofSeconds(2), log::add);
        return new Checker(clone.checkout(), Optional.of(config))
                .check().stream().map(Violation::toString).toList();
    }
}
