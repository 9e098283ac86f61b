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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the process is started, waited for and understood, shown with shells that behave as compose does. */
class ComposeConfigTest {

    private static final String FILE = "deploy/docker-compose-at-vps/cfa2/docker-compose.yml";

    @TempDir
    Path root;

    private final List<String> log = new ArrayList<>();
    private Duration patience = Duration.ofMinutes(2);
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
    void withoutAnAnswerItGoesOnAndSaysSoAndNothingStaysBehind() {
        String mark = "314.159265";
        patience = Duration.ofSeconds(5);
        List<String> found = assertTimeoutPreemptively(
                Duration.ofMinutes(2), () -> check("[ $1 = version ] || { sleep " + mark + "; echo; }"));
        assertThat(found).isEmpty();
        assertThat(log)
                .containsExactly(
                        "docker compose did not answer within 5 s: its own reading of docker-compose.yml was left out");
        assertThat(ProcessHandle.allProcesses().filter(ProcessHandle::isAlive))
                .noneMatch(process -> process.info().commandLine().orElse("").contains("sleep " + mark));
    }

    /** What Docker Compose 2.26.1 prints. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "yaml: line 2: did not find expected node content | docker-compose.yml:2",
                "failed to read .env.cfa2: line 3: key cannot contain a space | .env.cfa2:3",
                "validating docker-compose.yml: services.identity Additional property depends_on is not allowed | docker-compose.yml:24",
                "service ports services.postgres.ports.[0] is missing a target port | docker-compose.yml:36",
                "services.keycloak.healthcheck.test must be a string | docker-compose.yml:52",
                "service \"identity\" depends on undefined service \"postgres\": invalid compose project | docker-compose.yml:25",
                "service \"postgres\" refers to undefined volume postgres-data: invalid compose project | docker-compose.yml:40",
                "service \"identity\" refers to undefined network m: invalid compose project | docker-compose.yml:15",
                "error while interpolating services.identity.image: required variable B is missing a value: no | docker-compose.yml:17",
                "Invalid ip address: 127.0.0.1 | docker-compose.yml:9",
                "nobody knows | docker-compose.yml:1"
            })
    void anErrorIsCitedAtItsLine(String error, String place) {
        assertThat(check("[ $1 = version ] || { echo '" + error + "'; exit 15; }"))
                .singleElement()
                .asString()
                .startsWith("deploy/docker-compose-at-vps/cfa2/" + place + "  docker compose config: " + error + "; ");
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
        ComposeConfig config = new ComposeConfig(program, patience, log::add);
        return new Checker(clone.checkout(), Optional.of(config))
                .check().stream().map(Violation::toString).toList();
    }
}
