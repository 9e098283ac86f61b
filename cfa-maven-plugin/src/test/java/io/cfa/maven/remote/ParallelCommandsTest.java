package io.cfa.maven.remote;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParallelCommandsTest {

    @Test
    void aHostWithoutRoomForTheAnswersIsSaid() {
        ParallelCommands batch = new ParallelCommands(List.of(Command.of("true")));
        assertThatThrownBy(() -> batch.results("h", new Result(1, "", "mktemp: No space left on device\n")))
                .isInstanceOf(RemoteException.class)
                .hasMessage("h: 1 questions were asked and 0 answered: mktemp: No space left on device."
                        + " Next: check that /tmp of the host has space left");
    }
}
