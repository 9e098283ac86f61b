package io.cfa.maven.remote.ssh;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.remote.config.SshEnvironment;
import io.cfa.maven.remote.key.TestKeys;
import io.cfa.maven.remote.login.SshTimeouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SshRemoteTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    /** Where a connection is lost, and that is not noticed at once, a test waits for all of it. */
    private static final Duration ANSWER = Duration.ofSeconds(12);

    @TempDir
    private Path home;

    private SshHost host;

    @BeforeEach
    void start() throws Exception {
        host = SshHost.only();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void aCommandGivesOutputErrorAndExitStatus() {
        try (RemoteHost remote = connect(host.port())) {
            assertThat(remote.run(Command.of("sh", "-c", "echo привет; echo Δ >&2; exit 3")))
                    .isEqualTo(new Result(3, "привет\n", "Δ\n"));
            assertThat(remote.run(Command.of("pwd").in("/"))).isEqualTo(new Result(0, "/\n", ""));
            assertThat(remote.run(Command.of("printenv", "TAG").env("TAG", "it's dev")))
                    .isEqualTo(new Result(0, "it's dev\n", ""));
            assertThat(remote.name()).isEqualTo("deploy@127.0.0.1:" + host.port());
            assertThat(remote.address()).isEqualTo("127.0.0.1");
        }
        assertThat(host.connections()).isEqualTo(1);
    }

    @Test
    void standardInputIsSentAndEnds() {
        try (RemoteHost remote = connect(host.port())) {
            assertThat(remote.run(Command.of("cat").stdin(Secret.of("hunter2 Ж"))))
                    .isEqualTo(new Result(0, "hunter2 Ж", ""));
            assertThat(remote.run(Command.of("cat"))).isEqualTo(new Result(0, "", ""));
        }
    }

    @Test
    void muchInputAndOutputDoNotBlockEachOther() {
        String much = "0123456789abcde\n".repeat(200_000);
        try (RemoteHost remote = connect(host.port())) {
            Result result = remote.run(
                    Command.of("tee", "/dev/stderr").stdin(Secret.of(much)).within(LONG));
            assertThat(result.exitStatus()).isZero();
            assertThat(result.output().equals(much)).isTrue();
            assertThat(result.error().equals(much)).isTrue();
            assertThat(remote.run(Command.of("true").stdin(Secret.of(much))).succeeded())
                    .isTrue();
        }
    }

    @Test
    void severalThreadsRunCommandsOverOneConnection() {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        host.atMost(10);
        try (RemoteHost remote = connect(host.port())) {
            List<CompletableFuture<Result>> results = IntStream.range(0, 60)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> remote.run(
                                    Command.of("sh", "-c", "cat; echo " + i).stdin(Secret.of(i + " "))),
                            threads))
                    .toList();
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).join()).isEqualTo(new Result(0, i + " " + i + "\n", ""));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(host.connections()).isEqualTo(1);
    }

    @Test
    void aCommandThatDoesNotEndIsGivenUpAndTheNextOneRuns() throws Exception {
        try (RemoteHost remote = connect(host.port())) {
            GivenUp sleep = GivenUp.of(remote, Command.of("sleep", "600"), message -> message.contains("did not end"));
            assertThat(sleep.message())
                    .isEqualTo(remote.name() + ": `sleep 600` did not end within " + sleep.time()
                            + ", and was given up; it may still run there. The host itself answers."
                            + " Next: see on the host what it waits for, then run the goal again");
            assertThat(remote.run(Command.of("echo", "next"))).isEqualTo(new Result(0, "next\n", ""));
            await("it was told to end").atMost(LONG).until(() -> !host.isBusy());
        }
        assertThat(host.connections()).isEqualTo(1);
    }

    @Test
    void aConnectionThatWasLostBetweenTwoCommandsIsMadeAgain() throws Exception {
        try (RemoteHost remote = connect(host.port())) {
            assertThat(remote.run(Command.of("echo", "1")).output()).isEqualTo("1\n");
            host.cut();
            assertThat(remote.run(Command.of("echo", "2")).output()).isEqualTo("2\n");
            host.cutAndBeNoticed();
            assertThat(remote.run(Command.of("echo", "3")).output()).isEqualTo("3\n");
        }
        assertThat(host.connections()).isEqualTo(3);
    }

    @Test
    void aLossDuringACommandSaysThatItMayHaveBeenCompleted() throws Exception {
        Path sign = home.resolve("sign");
        try (RemoteHost remote = connect(host.port())) {
            Command command = Command.of("sh", "-c", "echo x > " + sign + "; sleep 30");
            CompletableFuture<Result> running = CompletableFuture.supplyAsync(() -> remote.run(command));
            await().atMost(ofMinutes(1)).until(() -> Files.exists(sign));
            host.cut();
            assertThatThrownBy(running::join)
                    .cause()
                    .isInstanceOf(RemoteException.class)
                    .hasMessage(remote.name() + ": the connection was lost during `" + command
                            + "`. It may or may not have been completed on"
                            + " the host. Next: run the goal again; that is safe");
            assertThat(remote.run(Command.of("echo", "again")).output()).isEqualTo("again\n");
        }
    }

    @Test
    void aCommandThatTheHostEndsWithoutAWordIsNoSuccessAndNoFailure() throws Exception {
        Path sign = home.resolve("sign");
        try (RemoteHost remote = connect(host.port())) {
            Command command = Command.of("sh", "-c", "echo x > " + sign + "; sleep 30");
            CompletableFuture<Result> running = CompletableFuture.supplyAsync(() -> remote.run(command));
            await().atMost(ofMinutes(1)).until(() -> Files.exists(sign));
            host.closeChannels();
            assertThatThrownBy(running::join)
                    .cause()
                    .isExactlyInstanceOf(RemoteException.class)
                    .hasMessage(remote.name() + ": the host ended `" + command
                            + "` and said neither an exit status nor a signal. It may or may not have been completed there."
                            + " Next: see the host's log and look for ChannelTimeout in its sshd_config, which ends what is"
                            + " silent for long; then run the goal again; that is safe");
            assertThat(remote.run(Command.of("echo", "again")).output()).isEqualTo("again\n");
        }
    }

    @Test
    void aDeadNetworkIsNoticedDuringACommand() throws Exception {
        Path sign = home.resolve("sign");
        try (Wire wire = new Wire(host.port());
                RemoteHost remote = connect(wire.port(), noticing(Duration.ofMillis(200)))) {
            Command command = Command.of("sh", "-c", "echo x > " + sign + "; sleep 30");
            CompletableFuture<Result> running = CompletableFuture.supplyAsync(() -> remote.run(command));
            await().atMost(ofMinutes(1)).until(() -> Files.exists(sign));
            wire.die();
            assertThatThrownBy(running::join).cause().hasMessageContaining("the connection was lost during `sh -c ");
        }
    }

    @Test
    void aDeadNetworkIsNoticedBeforeACommandWhichIsThenRunOverANewConnection() throws Exception {
        try (Wire wire = new Wire(host.port());
                // this test waits for the whole of the second
                RemoteHost remote =
                        connect(wire.port(), new SshTimeouts(LONG, Duration.ofSeconds(6), Duration.ofSeconds(1)))) {
            assertThat(remote.run(Command.of("echo", "1")).output()).isEqualTo("1\n");
            wire.die();
            assertThat(remote.run(Command.of("echo", "2")).output()).isEqualTo("2\n");
        }
    }

    @Test
    void aQuietConnectionIsKept() throws Exception {
        try (RemoteHost remote = connect(host.port(), noticing(Duration.ofMillis(500)))) {
            await().atMost(ofMinutes(1)).during(Duration.ofMillis(1_200)).until(() -> host.connections() == 1);
            assertThat(remote.run(Command.of("echo", "here")).output()).isEqualTo("here\n");
        }
        assertThat(host.connections()).isEqualTo(1);
    }

    @Test
    void aHostThatIsGoneForGoodIsSaid() throws Exception {
        try (RemoteHost remote = connect(host.port())) {
            int port = host.port();
            host.close();
            assertThatThrownBy(() -> remote.run(Command.of("echo")))
                    .isInstanceOf(RemoteException.class)
                    .hasMessage("deploy@127.0.0.1:" + port + ": 127.0.0.1:" + port
                            + " refuses the connection. Next: check that the host's sshd runs, and on which port");
        }
    }

    @Test
    void aHostThatTakesNoMoreCommandsIsSaid() {
        host.noCommands();
        try (RemoteHost remote = connect(host.port())) {
            assertThatThrownBy(() -> remote.run(Command.of("echo", "x")))
                    .isInstanceOf(RemoteException.class)
                    .hasMessage(
                            remote.name()
                                    + ": the host refuses a session for `echo x`, on a new connection too. Next: see the host's"
                                    + " sshd_config (MaxSessions, 10 where it is not set; 0 takes no command at all) and its log");
        }
    }

    @Test
    void aMessageNeverHoldsStandardInput() {
        try (RemoteHost remote = connect(host.port())) {
            Command login = Command.of("sh", "-c", "cat > /dev/null; sleep 60")
                    .stdin(Secret.of("hunter2"))
                    .within(Duration.ofMillis(200));
            assertThatThrownBy(() -> remote.run(login))
                    .satisfies(e -> assertThat(e.toString()).doesNotContain("hunter2"));
        }
    }

    private RemoteHost connect(int port) {
        return connect(port, noticing(LONG));
    }

    private static SshTimeouts noticing(Duration keepAlive) {
        return new SshTimeouts(LONG, ANSWER, keepAlive);
    }

    private RemoteHost connect(int port, SshTimeouts patience) {
        String known = host.knownHosts().replace(":" + host.port() + " ", ":" + port + " ");
        Map<String, String> environment =
                Map.of("SSH_PRIVATE_KEY_CFA2", TestKeys.text("ed25519.openssh"), "SSH_KNOWN_HOSTS_CFA2", known);
        return new SshLogin(SshEnvironment.at(home, environment), patience, pause -> {}, notice -> {})
                .to("deploy@127.0.0.1:" + port);
    }
}
