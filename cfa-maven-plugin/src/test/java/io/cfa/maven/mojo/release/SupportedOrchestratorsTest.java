package io.cfa.maven.mojo.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.model.Orchestrator;
import io.cfa.maven.model.source.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupportedOrchestratorsTest {

    @TempDir
    Path bundle;

    private final SupportedOrchestrators compose =
            new SupportedOrchestrators("cfa:backup", Set.of(Orchestrator.COMPOSE));

    @Test
    void whereNothingIsSaidComposeIsMeant() throws IOException {
        env("TAG=dev");
        assertThat(compose.require(bundle)).isEqualTo(Orchestrator.COMPOSE);
    }

    @Test
    void aGoalThatDoesNotKnowASwarmIsRefusedAtTheLine() throws IOException {
        env("TAG=dev\nCFA_ENGINE=swarm");
        assertThatThrownBy(() -> compose.require(bundle))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage(
                        ".env.cfa2:2  CFA_ENGINE=swarm, and cfa:backup works with Docker Compose only; nothing was changed. Next:"
                                + " docs/swarm.md says what works on a swarm today and what to do by hand instead; on one host, remove the"
                                + " line");
    }

    @Test
    void aGoalThatKnowsItIsTold() throws IOException {
        env("CFA_ENGINE=swarm");
        assertThat(new SupportedOrchestrators("cfa:status", Set.of(Orchestrator.values())).require(bundle))
                .isEqualTo(Orchestrator.SWARM);
    }

    @Test
    void anotherWordIsRefused() throws IOException {
        env("CFA_ENGINE=nomad");
        assertThatThrownBy(() -> compose.require(bundle))
                .hasMessageContaining("CFA_ENGINE=nomad; expected compose or swarm");
    }

    private void env(String text) throws IOException {
        Files.writeString(bundle.resolve(".env.cfa2"), text + "\n");
    }
}
