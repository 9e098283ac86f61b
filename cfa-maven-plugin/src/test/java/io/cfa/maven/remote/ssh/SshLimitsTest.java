package io.cfa.maven.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.config.SshEnvironment;
import io.cfa.maven.remote.key.TestKeys;
import io.cfa.maven.remote.login.SshTimeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an sshd takes at a time: sessions of a connection, and connections. */
@Timeout(300)
class SshLimitsTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    private final List<Duration> pauses = new ArrayList<>();

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void fewSessionsAConnectionAreEnough(int most) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try (SshHost host = SshHost.letting("ed25519").atMost(most);
                RemoteHost remote = connect(host.port(), host);
                RemoteSession lock = remote.open(Command.of("cat"))) {
            lock.send("held");
            assertThat(lock.nextLine(SOON)).contains("held");
            List<CompletableFuture<Result>> all = IntStream.range(0, 30)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> remote.run(Command.of("sh", "-c", "echo " + i)), threads))
                    .toList();
            for (int i = 0; i < all.size(); i++) {
                assertThat(all.get(i).join()).isEqualTo(new Result(0, i + "\n", ""));
            }
            ShellProbe.check(remote);
            lock.send("still held");
            assertThat(lock.nextLine(SOON)).contains("still held");
            // the lock, and a session of the probe, hold a connection each where one takes no more
            assertThat(host.connections()).isLessThanOrEqualTo(most == 1 ? 3 : 2);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aConnectionThatIsDroppedComesAgainAfterAPause() throws Exception {
        try (SshHost host = SshHost.letting("ed25519");
                Doorkeeper doorkeeper = new Doorkeeper(host.port(), 3);
                RemoteHost remote = connect(doorkeeper.port(), host)) {
            assertThat(remote.run(Command.of("echo", "in")).output()).isEqualTo("in\n");
        }
        assertThat(pauses).hasSize(3).allSatisfy(pause -> assertThat(pause)
                .isBetween(Duration.ofMillis(500), Duration.ofSeconds(4)));
        assertThat(pauses.get(2)).isGreaterThan(pauses.get(0));
    }

    @Test
    void oneThatIsAlwaysDroppedSaysWhatTheHostSaid() throws Exception {
        try (SshHost host = SshHost.letting("ed25519");
                Doorkeeper doorkeeper = new Doorkeeper(host.port(), 99)) {
            assertThatThrownBy(() -> connect(doorkeeper.port(), host))
                    .isInstanceOf(RemoteException.class)
                    .hasMessage(
                            "deploy@127.0.0.1:" + doorkeeper.port()
                                    + ": the host took the connection and closed it before the login (it said: Exceeded MaxStartups)."
                                    + " Next: check that the port is the sshd's, and see the host's log (MaxStartups, fail2ban)");
        }
    }

    private RemoteHost connect(int port, SshHost host) {
        String known = host.knownHosts().replace(":" + host.port() + " ", ":" + port + " ");
        Map<String, String> environment =
                Map.of("SSH_PRIVATE_KEY_CFA2", TestKeys.text("ed25519.openssh"), "SSH_KNOWN_HOSTS_CFA2", known);
        return new SshLogin(SshEnvironment.at(home, environment), SshTimeouts.usual(), pauses::add, notice -> {})
                .to("deploy@127.0.0.1:" + port);
    }

    /** Drops some connections as sshd does, and lets the next ones through. */
    private static final class Doorkeeper implements AutoCloseable {

        private final ServerSocket entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final int host;
        private int drops;

        Doorkeeper(int host, int drops) throws IOException {
            this.host = host;
            this.drops = drops;
            start(this::serve);
        }

        int port() {
            return entry.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            entry.close();
        }

        private void serve() throws IOException {
            while (true) {
                Socket from = entry.accept();
                if (drops-- > 0) {
                    from.getOutputStream().write("Exceeded MaxStartups\r\n".getBytes(StandardCharsets.US_ASCII));
                    from.shutdownOutput();
                } else {
                    Socket to = new Socket(InetAddress.getLoopbackAddress(), host);
                    start(() -> from.getInputStream().transferTo(to.getOutputStream()));
                    start(() -> to.getInputStream().transferTo(from.getOutputStream()));
                }
            }
        }

        private static void start(Work work) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException e) {
                    // closed
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        private interface Work {
            void run() throws IOException;
        }
    }
}
