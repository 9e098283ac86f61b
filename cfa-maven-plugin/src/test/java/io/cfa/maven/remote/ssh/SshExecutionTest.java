package io.cfa.maven.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.Session;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.config.SshEnvironment;
import io.cfa.maven.remote.key.TestKeys;
import io.cfa.maven.remote.login.SshTimeouts;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SshExecutionTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final SshTimeouts PATIENCE = new SshTimeouts(SOON, SOON, SOON);

    @TempDir
    private Path home;

    private final CollectedOutput answer = new CollectedOutput();
    private SshHost host;
    private SshConnections connections;

    @BeforeEach
    void connect() throws Exception {
        host = SshHost.only();
        Map<String, String> environment = Map.of(
                "SSH_PRIVATE_KEY_CFA2", TestKeys.text("ed25519.openssh"), "SSH_KNOWN_HOSTS_CFA2", host.knownHosts());
        connections = new SshConnections(
                new SshLogin(SshEnvironment.at(home, environment), PATIENCE, pause -> {}, notice -> {})
                        .route("deploy@127.0.0.1:" + host.port()));
    }

    @AfterEach
    void stop() {
        connections.close();
        host.close();
    }

    @Test
    void aCommandThatEndsBeforeItsInputIsReadHasItsAnswer() throws Exception {
        SshExecution execution = endedAtOnce(Command.of("sh", "-c", "echo here; echo there >&2; exit 4"));
        assertThat(execution.await()).isEqualTo(4);
        assertThat(answer.text()).isEqualTo("here\n");
        assertThat(execution.errorText()).isEqualTo("there\n");
    }

    @Test
    void aLoginShellThatEndsAtOnceIsNamedThenToo() throws Exception {
        host.shell(Path.of("/bin/false"));
        SshExecution execution = endedAtOnce(Command.of("true"));
        assertThatThrownBy(execution::await)
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("ends at once, as /bin/false does");
    }

    /** jsch asks for the thread that reads the input when the host has confirmed the command, and finds none once the channel is closed. */
    private SshExecution endedAtOnce(Command command) throws Exception {
        Session session = connections.take(false).session();
        SshExecution execution = new SshExecution(new LoginShellErrors("cfa2", "deploy"), command, session);
        session.setThreadFactory(input -> {
            await().atMost(SOON).until(() -> !execution.isRunning());
            return null;
        });
        execution.start(new ByteArrayInputStream(new byte[0]), answer, PATIENCE);
        return execution;
    }
}
