package io.cfa.maven.remote.ssh;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LostConnectionException;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.remote.config.SshEnvironment;
import io.cfa.maven.remote.key.TestKeys;
import io.cfa.maven.remote.login.SshTimeouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SshSessionTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path home;

    private SshHost host;
    private RemoteHost remote;

    @BeforeEach
    void connect() throws Exception {
        host = SshHost.only();
        Map<String, String> environment = Map.of(
                "SSH_PRIVATE_KEY_CFA2", TestKeys.text("ed25519.openssh"), "SSH_KNOWN_HOSTS_CFA2", host.knownHosts());
        SshTimeouts patience = new SshTimeouts(SOON, SOON, SOON);
        remote = new SshLogin(SshEnvironment.at(home, environment), patience, pause -> {}, notice -> {})
                .to("deploy@127.0.0.1:" + host.port());
    }

    @AfterEach
    void stop() {
        remote.close();
        host.close();
    }

    @Test
    void linesGoBothWaysUntilOneSideEnds() {
        Command echo = Command.of("bash", "-c", "while read -r line; do echo \"<$line>\"; done; echo last; exit 4");
        try (RemoteSession talk = remote.open(echo)) {
            talk.send("один");
            assertThat(talk.nextLine(SOON)).contains("<один>");
            assertThat(remote.run(Command.of("echo", "beside")).output()).isEqualTo("beside\n");
            talk.send("2");
            assertThat(talk.nextLine(SOON)).contains("<2>");
            assertThat(talk.nextLine(Duration.ofMillis(50))).isEmpty();
            assertThat(talk.isOpen()).isTrue();
            assertThat(talk.end()).isEqualTo(new Result(4, "", ""));
            assertThat(talk.nextLine(SOON)).contains("last");
            assertThat(talk.nextLine(SOON)).isEmpty();
            assertThat(talk.isOpen()).isFalse();
        }
        assertThat(host.connections()).isEqualTo(1);
    }

    @Test
    void theOtherSideKnowsWhenTheConnectionIsCut() throws Exception {
        Path sign = home.resolve("sign");
        RemoteSession talk = remote.open(Command.of("bash", "-c", "echo here; read -r line || echo gone > " + sign));
        assertThat(talk.nextLine(SOON)).contains("here");
        host.cut();
        await().atMost(ofMinutes(1)).until(() -> Files.exists(sign));
        assertThat(talk.nextLine(SOON)).isEmpty();
        assertThat(talk.isOpen()).isFalse();
        assertThatThrownBy(() -> talk.send("x")).isInstanceOf(LostConnectionException.class);
        assertThatThrownBy(talk::end).isInstanceOf(LostConnectionException.class);
    }

    @Test
    void aStreamHandsOutEachLineAndThenTheExitStatus() {
        List<String> lines = new ArrayList<>();
        Result result = remote.stream(Command.of("sh", "-c", "printf 'a\\n\\nb'; echo Δ >&2; exit 3"), lines::add);
        assertThat(lines).containsExactly("a", "", "b");
        assertThat(result).isEqualTo(new Result(3, "", "Δ\n"));
    }

    @Test
    void givingUpAConversationEndsTheCommand() throws Exception {
        try (RemoteSession talk = remote.open(Command.of("sh", "-c", "echo up; sleep 60"))) {
            assertThat(talk.nextLine(SOON)).contains("up");
        }
        await().atMost(ofMinutes(1)).until(() -> !host.isBusy());
    }

    @Test
    void severalQuestionsAreOneCommand() {
        List<Result> answers = remote.runAll(List.of(
                Command.of("printf", "%s", "two\nlines, no end"),
                Command.of("sh", "-c", "echo Ж; echo ß >&2; exit 7"),
                Command.of("cat"),
                Command.of("no-such-program"),
                Command.of("pwd").in("/")));
        assertThat(answers.subList(0, 3))
                .containsExactly(
                        new Result(0, "two\nlines, no end", ""), new Result(7, "Ж\n", "ß\n"), new Result(0, "", ""));
        assertThat(answers.get(3).exitStatus()).isEqualTo(127);
        assertThat(answers.get(4)).isEqualTo(new Result(0, "/\n", ""));
        assertThatThrownBy(() -> remote.runAll(List.of(Command.of("cat").stdin(Secret.of("x")))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
