package io.cfa.maven.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelCommandsTest {

    @Test
    void aHostWithoutRoomForTheAnswersIsSaid() {
        ParallelCommands batch = new ParallelCommands(List.of(Command.of("true")));
        assertThatThrownBy(() -> batch.results("h", new Result(1, "", "mktemp: No space left on device\n")))
                .isInstanceOf(RemoteException.class)
                .hasMessage("h: 1 questions were asked and 0 answered: mktemp: No space left on device."
                        + " Next: check that /tmp of the host has space left");
    }

    @Test
    void answersOfEveryShapeComeBackAsTheyWere(@TempDir Path programs) {
        try (LocalShell host = new LocalShell(programs)) {
            String much = "x".repeat(1000);
            assertThat(host.runAll(List.of(
                            Command.of("printf", "%s", ".\n.\n0\n"),
                            Command.of("true"),
                            Command.of("sh", "-c", "echo " + much + "; printf '.' >&2; exit 9"),
                            Command.of("sh", "-c", "printf 'Ж\\n\\n'; echo 7 >&2"))))
                    .containsExactly(
                            new Result(0, ".\n.\n0\n", ""),
                            new Result(0, "", ""),
                            new Result(9, much + "\n", "."),
                            new Result(0, "Ж\n\n", "7\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0\n.\n", "\n.\n.\n", "0\n!\n.\n.\n", "motd\n0\n.\n.\n", "0 YQ== \n"})
    void whatIsNoAnswerIsNotReadAsOne(String output) {
        ParallelCommands batch = new ParallelCommands(List.of(Command.of("true")));
        assertThatThrownBy(() -> batch.results("h", new Result(0, output, "")))
                .isInstanceOf(RemoteException.class)
                .hasMessageStartingWith("h: 1 questions were asked and 0 answered");
    }

    @Test
    void oneThatHangsTakesNoOtherAnswerWithIt(@TempDir Path programs) {
        try (LocalShell host = new LocalShell(programs)) {
            assertThat(host.runAll(List.of(
                            Command.of("sleep", "60").within(Duration.ofSeconds(1)), Command.of("echo", "there"))))
                    .containsExactly(new Result(124, "", "did not end within 1 s"), new Result(0, "there\n", ""));
        }
    }
}
