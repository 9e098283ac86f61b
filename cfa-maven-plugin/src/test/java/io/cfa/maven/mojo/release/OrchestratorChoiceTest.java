package io.cfa.maven.mojo.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.model.Orchestrator;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.RemoteHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrchestratorChoiceTest {

    private static final String OUTSIDE =
            "echo 'Error response from daemon: This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this"
                    + " node to swarm and try again.' >&2; exit 1";
    private static final String WORKER =
            "echo \"Error response from daemon: This node is not a swarm manager. Worker nodes can't be used to view or modify cluster state."
                    + " Please run this command on a manager node or promote the current node to a manager.\" >&2; exit 1";
    private static final String LOST =
            "echo \"Error response from daemon: rpc error: code = Unknown desc = The swarm does not have a leader. It's possible that too few"
                    + " managers are online. Make sure more than half of the managers are online.\" >&2; exit 1";

    @TempDir
    Path temp;

    private final List<String> said = new ArrayList<>();

    @Test
    void aHostInNoSwarmHasCompose() throws IOException {
        assertThat(found(OUTSIDE, 0, 0, 9)).isEqualTo(Orchestrator.COMPOSE);
        assertThat(said).isEmpty();
    }

    @Test
    void aHostWithoutAnEngineHasComposeSoThatTheGoalSaysWhatIsWrong() throws IOException {
        assertThat(found("echo 'permission denied while trying to connect' >&2; exit 1", 0, 0, 0))
                .isEqualTo(Orchestrator.COMPOSE);
    }

    @Test
    void aManagerWithTheStackSaysSo() throws IOException {
        assertThat(found("seq 13", 3, 5, 0)).isEqualTo(Orchestrator.SWARM);
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("CFA_ENGINE=swarm is taken: ")
                .endsWith(" is a manager of a swarm of 3 nodes that has 13 services of the stack cfa");
    }

    @Test
    void aManagerOfSeveralNodesIsTakenForTheFirstRelease() throws IOException {
        assertThat(found("true", 3, 0, 0)).isEqualTo(Orchestrator.SWARM);
    }

    @Test
    void aSwarmOfOneNodeWithNothingOfOursIsForSomethingElse() throws IOException {
        assertThat(found("true", 1, 0, 0)).isEqualTo(Orchestrator.COMPOSE);
    }

    @Test
    void aManagerWhoseContainersAreOfComposeKeepsThem() throws IOException {
        assertThat(found("true", 3, 0, 9)).isEqualTo(Orchestrator.COMPOSE);
    }

    @Test
    void aWorkerWithTasksIsOfASwarmAndOneWithoutIsNot() throws IOException {
        assertThat(found(WORKER, 0, 4, 0)).isEqualTo(Orchestrator.SWARM);
        assertThat(found(WORKER, 0, 0, 0)).isEqualTo(Orchestrator.COMPOSE);
    }

    @Test
    void aManagerWithoutALeaderIsNotTakenForOneHost() throws IOException {
        assertThat(found(LOST, 0, 4, 0)).isEqualTo(Orchestrator.SWARM);
        assertThat(found(LOST, 0, 0, 0)).isEqualTo(Orchestrator.SWARM);
        assertThat(said).last().asString().endsWith(" is a manager that cannot speak for its swarm");
    }

    @Test
    void aProjectThatIsThereTwiceIsForAPerson() {
        assertThatThrownBy(() -> found("seq 13", 3, 5, 2))
                .isInstanceOf(RolloutException.class)
                .hasMessageEndingWith(
                        " has the stack cfa of a swarm (13 services) and 2 containers that Docker Compose made of the same project, and"
                                + " CFA_ENGINE of .env.cfa2 does not say which is meant; nothing was changed. Next: write CFA_ENGINE=swarm"
                                + " or CFA_ENGINE=compose into it, and end the other one");
    }

    @Test
    void whatTheEnvFileSaysIsNotAsked() throws IOException {
        assertThat(begun("CFA_ENGINE=compose", List.of("a"))).isEqualTo(Orchestrator.COMPOSE);
        assertThat(begun("CFA_ENGINE=swarm", List.of("a"))).isEqualTo(Orchestrator.SWARM);
    }

    @Test
    void severalHostsAreManagers() throws IOException {
        assertThat(begun("TAG=dev", List.of("a", "b"))).isEqualTo(Orchestrator.SWARM);
    }

    @Test
    void anotherWordIsRefusedAtItsLine() {
        assertThatThrownBy(() -> begun("TAG=dev\nCFA_ENGINE=nomad", List.of("a")))
                .hasMessage(
                        ".env.cfa2:2  CFA_ENGINE=nomad; expected compose or swarm. Next: write one of them, or remove the line: the host says"
                                + " then whether it is a manager of a swarm");
    }

    /** Asks no host: a login that never comes ends nothing. */
    private Orchestrator begun(String env, List<String> hosts) throws IOException {
        Files.writeString(temp.resolve(".env.cfa2"), env + "\n");
        return OrchestratorChoice.of(
                OrchestratorChoice.of(temp, hosts).begin(new HostSession(new CompletableFuture<>()), "cfa", said::add));
    }

    /** Asks a host whose engine answers about services with a script, and has so many nodes, and containers of a stack and of compose. */
    private Orchestrator found(String services, int nodes, int tasks, int containers) throws IOException {
        RemoteHost host = new LocalShell(temp.resolve("bin"))
                .program(
                        "docker",
                        "case \"$1 $2\" in 'service ls') " + services + ";; 'node ls') seq " + nodes
                                + ";; 'ps --all') case $* in *stack.namespace=cfa) seq " + tasks
                                + ";; *compose.project=cfa) seq " + containers + ";; esac;; esac");
        return OrchestratorChoice.of(new OrchestratorChoice(Optional.empty(), false)
                .begin(new HostSession(CompletableFuture.completedFuture(host)), "cfa", said::add));
    }
}
