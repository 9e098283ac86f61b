package io.cfa.maven.docker.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.remote.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against what a real swarm answered. */
class SwarmStateTest {

    @ParameterizedTest
    @CsvSource({
        "first, '', true, false, 2",
        "updating, updating, false, false, 1",
        "updated, completed, true, false, 2",
        "same, '', true, false, 2",
        "crashed, rollback_completed, false, true, 2",
        "unready, updating, false, false, 0",
        "noimage, rollback_completed, false, true, 0",
        "pending, updating, false, false, 0",
    })
    void aServiceHasConvergedWhenAllItsTasksRunAsItIsNow(
            String moment, String update, boolean converged, boolean failed, int ready) throws IOException {
        SwarmState state = state(moment);
        SwarmService web = web(state);
        assertThat(web.update()).isEqualTo(update);
        assertThat(state.isConverged(web)).isEqualTo(converged);
        assertThat(web.hasFailed()).isEqualTo(failed);
        assertThat(state.ready(web)).hasSize(ready);
        assertThat(state.count(web)).isEqualTo(2);
    }

    @Test
    void whatWentWrongIsNamedWithNodeTaskAndError() throws IOException {
        SwarmState crashed = state("crashed");
        assertThat(crashed.errors(web(crashed), state("same")))
                .containsExactly("cfa2: task p8lvty9z failed: task: non-zero exit (3)");
        SwarmState pending = state("pending");
        assertThat(pending.errors(web(pending), state("noimage")))
                .hasSize(2)
                .allMatch(error -> error.matches(
                        "no node: task [a-z0-9]{8} pending: no suitable node \\(insufficient resources on 1 node\\)"));
        SwarmState noimage = state("noimage");
        assertThat(noimage.errors(web(noimage), state("unready")))
                .anyMatch(error ->
                        error.matches("cfa2: task j7evu1.. rejected: No such image: redis@sha256:0000[0-9a-f]{60}"));
        SwarmState unready = state("unready");
        assertThat(unready.errors(web(unready), crashed))
                .anyMatch(
                        error -> error.endsWith("failed: task: non-zero exit (137): dockerexec: unhealthy container"));
    }

    @Test
    void aNodeIsReadWithItsRole() throws IOException {
        SwarmNode node = state("first").nodes().get(0);
        assertThat(node.name()).isEqualTo("cfa2");
        assertThat(node.manager()).isEqualTo("leader");
        assertThat(node.engine()).isEqualTo("26.1.5+dfsg1");
        assertThat(node.takesTasks()).isTrue();
    }

    @Test
    void aTaskOfANodeThatIsDownIsNotReady() throws IOException {
        SwarmState state =
                SwarmState.parse(text("first").replace("\"State\": \"ready\"", "\"State\": \"down\""), "cfa");
        assertThat(state.ready(web(state))).isEmpty();
        assertThat(state.isConverged(web(state))).isFalse();
    }

    @Test
    void halfAnAnswerIsNone() {
        assertThatThrownBy(() -> SwarmState.of("cfa").read("cfa2", new Result(0, "[]\n[]", "")))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("three JSON arrays were expected");
        assertThatThrownBy(
                        () -> SwarmState.of("cfa").read("cfa2", new Result(1, "", "This node is not a swarm manager.")))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("This node is not a swarm manager.");
    }

    private static SwarmService web(SwarmState state) {
        return state.service("web").orElseThrow();
    }

    private static SwarmState state(String moment) throws IOException {
        return SwarmState.parse(text(moment), "cfa");
    }

    private static String text(String moment) throws IOException {
        return Files.readString(Path.of("src/test/resources/swarm", moment + ".json"));
    }
}
