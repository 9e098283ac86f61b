package io.cfa.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that can be wrong with a case is found, and nothing in a case that is right; on records that no sandbox wrote. */
class VerdictTest {

    private static final String PASSWORD = "hunter2";

    @TempDir
    Path directory;

    private CaseRecord seen;

    @BeforeEach
    void aRecord() throws IOException {
        seen = new CaseRecord(Files.createDirectory(directory.resolve("cut-at-pull")));
        write("complete", "yes");
        write("says", "connected to");
        write("first.log", "[INFO] connected to h again\n");
        write("first.seconds", "12");
    }

    private void write(String fact, String text) throws IOException {
        Files.writeString(seen.directory().resolve(fact), text);
    }

    private void aFault() throws IOException {
        write("happened", "yes");
        write("expected", "succeeds");
        write("first.status", "0");
        write("nothing-left", "yes");
        write("healthy", "yes");
        write("old", "a");
        write("new", "b");
        write("first.runs", "b");
        write("second.status", "0");
        write("second.wanted", "b");
        write("second.runs", "b");
        write("second.seconds", "9");
        write("outcome", "verified");
        write("infrastructure.before", "postgres 1");
        write("infrastructure.after", "postgres 1");
        write("one-stack", "yes");
        write("second.healthy", "yes");
        write("also", "yes");
        write("doctor.says", "the engine hangs");
        write("doctor.log", "[INFO] h  the engine hangs\n");
    }

    private void aMistake() throws IOException {
        write("limit", "25");
        write("first.status", "1");
        write("containers.before", "1 identity");
        write("containers.after", "1 identity");
    }

    @Test
    void aFaultThatLeavesTheNewReleaseIsRight() throws IOException {
        aFault();
        assertThat(FaultVerdict.problems(seen, PASSWORD)).isEmpty();
        assertThat(FaultVerdict.summary(seen))
                .isEqualTo("cut-at-pull               12 s  the first run succeeds; then the host runs the new release;"
                        + " the second run succeeds, 9 s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "complete     | ''       | it was broken off",
                "happened     | no       | the fault did not happen",
                "expected     | fails    | the first run succeeded",
                "first.status | 1        | the first run failed",
                "first.log    | nothing  | first.log does not say: connected to",
                "nothing-left | no       | a lock or a credential is left",
                "healthy      | no       | not all services of ours are healthy",
                "first.runs   | c        | identity runs 'c'",
                "first.runs   | a        | it succeeded, and the old release runs",
                "second.status| 1        | the second run failed",
                "second.runs  | a        | after the second run identity runs 'a'",
                "outcome      | failed   | the release log ends with 'failed'",
                "infrastructure.after | postgres 2 | infrastructure was replaced",
                "one-stack    | no       | another stack, or a container too many, is left",
                "second.healthy | no     | not all services are healthy after the second run",
                "also         | no       | what the case asks for besides is not so",
                "doctor.log   | fine     | doctor.log does not say: the engine hangs",
                "status.says  | paused   | status.log does not say: paused",
                "verify.says  | paused   | verify.log does not say: paused",
                "second.log   | hunter2  | second.log shows the registry's password"
            })
    void aFaultThatLeavesAnythingElseIsNot(String fact, String text, String problem) throws IOException {
        aFault();
        write(fact, text);
        assertThat(FaultVerdict.problems(seen, PASSWORD)).contains(problem);
    }

    @Test
    void aCaseOfWhichNothingIsKnownIsWrongInEveryWay() throws IOException {
        CaseRecord unknown = new CaseRecord(Files.createDirectory(directory.resolve("unknown")));
        assertThat(FaultVerdict.problems(unknown, PASSWORD))
                .contains("it was broken off", "the fault did not happen", "identity runs ''", "the second run failed");
        assertThat(MistakeVerdict.problems(unknown, PASSWORD)).contains("it was broken off", "it succeeded");
    }

    @Test
    void aMistakeThatIsToldInTimeIsRight() throws IOException {
        aMistake();
        assertThat(MistakeVerdict.problems(seen, PASSWORD)).isEmpty();
        write(
                "first.log",
                "[INFO] connected to\n[ERROR] Failed to execute goal io.cfa:cfa-maven-plugin:1.0.0-SNAPSHOT:rollout (default-cli)"
                        + " on project cfa: the key is empty. Next: set it -> [Help 1]\n");
        assertThat(MistakeVerdict.summary(seen))
                .isEqualTo("cut-at-pull               12 s  the key is empty. Next: set it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "complete         | ''         | it was broken off",
                "first.status     | 0          | it succeeded",
                "first.status     | ''         | it succeeded",
                "first.seconds    | 26         | it took 26 s, more than 25",
                "first.seconds    | ''         | it took -1 s, more than 25",
                "says             | ''         | the script does not tell what it must say",
                "first.log        | nothing    | first.log does not say: connected to",
                "first.log        | '\tat io.' | first.log shows a stack trace",
                "first.log        | hunter2    | first.log shows the registry's password",
                "containers.after | 2 identity | containers were changed",
                "second.status    | 1          | the good image could not be deployed afterwards"
            })
    void aMistakeThatDoesAnythingElseIsNot(String fact, String text, String problem) throws IOException {
        aMistake();
        write(fact, text);
        assertThat(MistakeVerdict.problems(seen, PASSWORD)).contains(problem);
    }
}
