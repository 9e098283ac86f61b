package io.cfa.maven.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.RemoteSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Login shells that print, that are none, and that run something else; real ones are tried by {@code deploy/sandbox/hosts}. */
@Timeout(300)
class LoginShellTest {

    @TempDir
    private Path home;

    private SshHost host;

    @BeforeEach
    void start() throws IOException {
        host = SshHost.only();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void whatAStartFilePrintsIsNoAnswer() throws Exception {
        try (RemoteHost remote = connect("echo Welcome; printf 'no line end'; echo warning >&2; exec /bin/sh \"$@\"")) {
            ShellProbe.check(remote);
            assertThat(remote.noise()).contains("Welcome\nno line endwarning\n");
        }
    }

    @Test
    void aQuietStartFileIsNoNoise() throws Exception {
        try (RemoteHost remote = connect("exec /bin/sh \"$@\"")) {
            assertThat(remote.run(Command.of("echo", "x")).output()).isEqualTo("x\n");
            assertThat(remote.noise()).isEmpty();
        }
    }

    @Test
    void muchNoiseDoesNotFillMemory() throws Exception {
        try (RemoteHost remote = connect("head -c 3000000 /dev/zero | tr '\\0' 'n'; echo; exec /bin/sh \"$@\"")) {
            assertThat(remote.run(Command.of("echo", "x")).output()).isEqualTo("x\n");
            assertThat(remote.noise().orElseThrow()).hasSizeLessThan(40_000).endsWith("nnn\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo 'This account is currently not available.'; exit 1"
                        + "|(exit status 1, it said: This account is currently not available.): the user deploy has no login shell"
                        + " (nologin). Next: have the host's owner give it one: usermod -s /bin/bash deploy",
                "exit 1|(exit status 1, no word): the login shell of deploy ends at once, as /bin/false does, or its start files do."
                        + " Next: have the host's owner give it a shell: usermod -s /bin/bash deploy; or mend exit in ~deploy/.bashrc"
                        + " or the like",
                "echo 'WARNING: Your password has expired.' >&2; exit 1"
                        + "|(exit status 1, it said: WARNING: Your password has expired.): the password of the user deploy has expired,"
                        + " and the host asks for a new one. Next: have the host's owner set one, or let it not expire: chage -M -1"
                        + " deploy",
                "echo '/bin/rbash: line 1: exec: restricted' >&2; exit 1"
                        + "|(exit status 1, it said: /bin/rbash: line 1: exec: restricted): the login shell of deploy is a restricted"
                        + " one, which does not run /bin/sh. Next: have the host's owner give it another: usermod -s /bin/bash deploy",
                "echo only backups; exit 0"
                        + "|(exit status 0, it said: only backups): the host runs something else in its place. Next: look for command="
                        + " before the key in ~deploy/.ssh/authorized_keys, for ForceCommand in the host's sshd_config, and for exit or"
                        + " exec in ~deploy/.bashrc or the like; the deployment needs a key without a forced command"
            })
    void whatIsNotRunSaysWhy(String shell, String cause) throws Exception {
        try (RemoteHost remote = connect(shell)) {
            assertThatThrownBy(() -> remote.run(Command.of("docker", "ps")))
                    .isInstanceOf(RemoteException.class)
                    .hasMessage(remote.name() + ": `docker ps` was not run " + cause);
            try (RemoteSession session = remote.open(Command.of("docker", "ps"))) {
                assertThat(session.nextLine(Duration.ofMinutes(2))).isEmpty();
                assertThatThrownBy(session::end).hasMessage(remote.name() + ": `docker ps` was not run " + cause);
            }
        }
    }

    @Test
    void whatAHostSaysIsCutAndPrintable() throws Exception {
        try (RemoteHost remote =
                connect("printf '\\033[31mred\\033[0m \\007bell'; head -c 5000 /dev/zero | tr '\\0' x; exit 3")) {
            assertThatThrownBy(() -> remote.run(Command.of("true")))
                    .hasMessageContaining("it said: red bellxxx")
                    .hasMessageContaining("xxx…)")
                    .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(800));
        }
    }

    @Test
    void aStartFileThatWaitsIsTheCause() throws Exception {
        try (RemoteHost remote = connect("echo one moment; sleep 200")) {
            GivenUp waits = GivenUp.of(remote, Command.of("true"), message -> message.contains("the host said"));
            assertThat(waits.message())
                    .isEqualTo(remote.name() + ": `true` did not begin within " + waits.time()
                            + " (the host said: one moment): something waits in the start files of"
                            + " deploy's shell there, or a forced command runs in its place. Next: try it by hand: ssh HOST true. If that"
                            + " waits too, look for what waits (read, tmux, ssh-add) in ~deploy/.bashrc or the like, and for command= in"
                            + " ~deploy/.ssh/authorized_keys");
        }
    }

    @Test
    void aScriptIsNotSpreadOutInAMessage() throws Exception {
        try (RemoteHost remote = connect("exec /bin/sh \"$@\"")) {
            Command script = Command.of("sh", "-c", "sleep 200\n" + "# and much more\n".repeat(50));
            GivenUp sleep = GivenUp.of(remote, script, message -> message.contains("did not end"));
            assertThat(sleep.message())
                    .startsWith(
                            remote.name() + ": `sh -c …` did not end within " + sleep.time() + ", and was given up;");
        }
    }

    private RemoteHost connect(String shell) throws IOException {
        Path program = Files.writeString(home.resolve("shell"), "#!/bin/sh\n" + shell + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return host.shell(program).connect(home);
    }
}
