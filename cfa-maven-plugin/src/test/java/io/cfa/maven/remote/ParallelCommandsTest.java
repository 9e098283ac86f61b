package io.cfa.maven.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void oneThatHangsTakesNoOtherAnswerWithIt(@TempDir Path programs) {
        try (LocalShell host = new LocalShell(programs)) {
            assertThat(host.runAll(List.of(
                            Command.of("sleep", "60").within(Duration.ofSeconds(1)), Command.of("echo", "there"))))
                    .containsExactly(new Result(124, "", "did not end within 1 s"), new Result(0, "there\n", ""));
        }
    }
}
