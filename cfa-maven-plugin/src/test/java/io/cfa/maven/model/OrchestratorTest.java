package io.cfa.maven.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.model.env.EnvFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OrchestratorTest {

    private static EnvFile env(String text) {
        return EnvFile.parse(Path.of(".env.cfa2"), text);
    }

    @Test
    void anEnvFileNamesOneOrLeavesItToTheHost() {
        assertThat(Orchestrator.named(env("CFA_ENGINE=swarm\n"))).contains(Orchestrator.SWARM);
        assertThat(Orchestrator.named(env("CFA_ENGINE=compose\n"))).contains(Orchestrator.COMPOSE);
        assertThat(Orchestrator.named(env("TAG=dev\n"))).isEmpty();
    }

    @Test
    void anotherIsRefusedByItsLine() {
        assertThatThrownBy(() -> Orchestrator.named(env("TAG=dev\nCFA_ENGINE=kubernetes\n")))
                .hasMessage(".env.cfa2:2  CFA_ENGINE=kubernetes; expected compose or swarm. Next: write one of them,"
                        + " or remove the line: the host says then whether it is a manager of a swarm");
    }

    @Test
    void whereTlsEndsHasThreeWords() {
        assertThat(TlsMode.words()).containsExactly("off", "file", "acme");
        assertThat(TlsMode.of("acme")).contains(TlsMode.ACME);
        assertThat(TlsMode.of("ACME")).isEmpty();
    }
}
