package io.cfa.maven.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.FreePort;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.remote.config.SshEnvironment;
import io.cfa.maven.remote.key.TestKeys;
import io.cfa.maven.remote.login.SshTimeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SshLoginTest {

    private static final SshTimeouts PATIENCE =
            new SshTimeouts(Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofMinutes(2));

    private final Map<String, String> environment = new LinkedHashMap<>();

    @TempDir
    private Path home;

    @Test
    void everyFormatOfEveryKeyLogsIn() throws Exception {
        for (String type : TestKeys.EXPECTED.keySet()) {
            try (SshHost host = SshHost.letting(type)) {
                environment.put("SSH_KNOWN_HOSTS_CFA2", host.knownHosts());
                for (String key : TestKeys.names()) {
                    if (key.startsWith(type + ".")) {
                        environment.put("SSH_PRIVATE_KEY_CFA2", TestKeys.text(key));
                        environment.put(
                                "SSH_PRIVATE_KEY_CFA2_PASSPHRASE",
                                TestKeys.passphrase(key).map(Secret::reveal).orElse(""));
                        try (RemoteHost remote = login().to("deploy@127.0.0.1:" + host.port())) {
                            assertThat(remote.name()).as(key).isEqualTo("deploy@127.0.0.1:" + host.port());
                        }
                    }
                }
                assertThat(host.users()).containsOnly("deploy");
            }
        }
    }

    @Test
    void inAPipelineTheVariablesAreEnough() throws Exception {
        try (SshHost host = SshHost.letting("ed25519")) {
            Path key = Files.writeString(
                    home.resolve("key.tmp"), TestKeys.text("ed25519.openssh").strip());
            Path known = Files.writeString(home.resolve("known.tmp"), host.knownHosts());
            environment.put("SSH_PRIVATE_KEY_CFA2", key.toString());
            environment.put("SSH_KNOWN_HOSTS_CFA2", known.toString());
            environment.put("CFA2_HOST", "deploy@127.0.0.1:" + host.port());
            assertLogsIn(null);
            assertLogsIn(" ");
        }
    }

    @Test
    void atADeskTheConfigurationIsEnough() throws Exception {
        try (SshHost host = SshHost.letting("ecdsa256")) {
            ssh(
                    "config",
                    "Host cfa2\n HostName 127.0.0.1\n Port " + host.port()
                            + "\n User deploy\n IdentityFile ~/.ssh/of_%r\n");
            ssh("known_hosts", host.knownHosts());
            ssh("of_deploy", TestKeys.text("ecdsa256.openssh"));
            try (RemoteHost remote = login().to(null)) {
                assertThat(remote.name()).isEqualTo("deploy@cfa2:" + host.port());
                assertThat(remote.address()).isEqualTo("127.0.0.1");
            }
        }
    }

    @Test
    void theUsersOwnKeysAreTriedAndTheLocalUserLogsIn() throws Exception {
        try (SshHost host = SshHost.letting("rsa")) {
            ssh("known_hosts", host.knownHosts());
            ssh("id_ed25519", TestKeys.text("ed25519.openssh"));
            ssh("id_rsa", TestKeys.text("rsa.pem"));
            assertLogsIn("127.0.0.1:" + host.port());
            assertThat(host.users()).containsOnly("me");
        }
    }

    @Test
    void anAgentIsAskedWhereThereIsNoVariable() throws Exception {
        try (SshHost host = SshHost.letting("rsa");
                KeyAgent agent = new KeyAgent(home.resolve("agent.sock"), "rsa.pem")) {
            ssh("known_hosts", host.knownHosts());
            environment.put("SSH_AUTH_SOCK", agent.socket().toString());
            assertLogsIn("deploy@127.0.0.1:" + host.port());

            ssh("config", "IdentitiesOnly yes\nIdentityFile ~/.ssh/id\n");
            ssh("id.pub", TestKeys.text("rsa.pub"));
            assertLogsIn("deploy@127.0.0.1:" + host.port());

            ssh("id.pub", TestKeys.text("ed25519.pub"));
            assertRefused("deploy@127.0.0.1:" + host.port())
                    .hasMessageStartingWith("There is no private key to log in to deploy@127.0.0.1:");
        }
    }

    @Test
    void withoutAnyKeyItSaysSoBeforeItConnects() throws Exception {
        environment.put("SSH_AUTH_SOCK", home.resolve("none.sock").toString());
        ssh("id_rsa", TestKeys.text("rsa.openssh.encrypted"));
        assertRefused("cfa2")
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "There is no private key to log in to me@cfa2:22 with: SSH_PRIVATE_KEY_CFA2 is not set, no agent has one, and"
                                + " neither ~/.ssh/config nor ~/.ssh gives one that can be used; left out: the agent at "
                                + home.resolve("none.sock") + " does not answer, "
                                + home.resolve(".ssh/id_rsa")
                                + " is encrypted, and there is no passphrase. Next: set SSH_PRIVATE_KEY_CFA2 to the key or the path of its file");
    }

    @Test
    void aKeyThatTheHostDoesNotLetInIsNamed() throws Exception {
        try (SshHost host = SshHost.letting("rsa")) {
            pipeline(host);
            assertRefused("deploy@127.0.0.1:" + host.port())
                    .isInstanceOf(RemoteException.class)
                    .hasMessage("deploy@127.0.0.1:" + host.port()
                            + ": the host does not let the user deploy in (Auth fail for methods"
                            + " 'publickey'). Offered: " + TestKeys.EXPECTED.get("ed25519")
                            + " (SSH_PRIVATE_KEY_CFA2). Next: add this line to ~deploy/.ssh/authorized_keys on the host, or name another user"
                            + " (-Dcfa.host=USER@127.0.0.1):\n  "
                            + TestKeys.publicKey("ed25519").line());
        }
    }

    @Test
    void aHostThatTakesPasswordsAloneIsNoWait() throws Exception {
        try (SshHost host = SshHost.letting("ed25519").passwordsOnly()) {
            pipeline(host);
            assertRefused("127.0.0.1:" + host.port())
                    .hasMessage("me@127.0.0.1:" + host.port()
                            + ": the host wants another proof than a key of the user me (Auth fail for methods 'password'). Offered: "
                            + TestKeys.EXPECTED.get("ed25519")
                            + " (SSH_PRIVATE_KEY_CFA2). Next: let a key be enough there: PubkeyAuthentication yes, and"
                            + " AuthenticationMethods publickey or none, in sshd_config");
        }
    }

    @Test
    void anUnknownHostKeyIsRefusedWithTheLineToAdd() throws Exception {
        KeyPair key = SshHost.hostKey("ed25519");
        try (SshHost host = SshHost.withKeys(key)) {
            ssh("id_rsa", TestKeys.text("rsa.pem"));
            assertRefused("deploy@127.0.0.1:" + host.port())
                    .isInstanceOf(RemoteException.class)
                    .hasMessage("deploy@127.0.0.1:" + host.port() + ": the host key is not known. It shows ssh-ed25519 "
                            + SshHost.publicKey(key.getPublic()).fingerprint()
                            + ". Next: compare the fingerprint on the host itself (ssh-keygen -lf"
                            + " /etc/ssh/ssh_host_ed25519_key.pub), and if it is the same, add this line to "
                            + home.resolve(".ssh/known_hosts") + ":\n  " + host.line(key.getPublic()));
            assertThat(host.users()).isEmpty();
        }
    }

    @Test
    void aChangedHostKeyIsRefusedAndNothingIsSent() throws Exception {
        KeyPair old = SshHost.hostKey("ed25519");
        KeyPair key = SshHost.hostKey("ecdsa");
        try (SshHost host = SshHost.withKeys(key).authorize("ed25519")) {
            pipeline(host);
            environment.put("SSH_KNOWN_HOSTS_CFA2", host.line(old.getPublic()));
            assertRefused("127.0.0.1:" + host.port())
                    .isInstanceOf(RemoteException.class)
                    .hasMessageStartingWith(
                            "me@127.0.0.1:" + host.port() + ": THE HOST KEY HAS CHANGED. Known is ssh-ed25519 "
                                    + SshHost.publicKey(old.getPublic()).fingerprint()
                                    + " (line 1 of SSH_KNOWN_HOSTS_CFA2); it shows ecdsa-sha2-nistp256 "
                                    + SshHost.publicKey(key.getPublic()).fingerprint())
                    .hasMessageEndingWith("\n  " + host.line(key.getPublic()));
            assertThat(host.users()).isEmpty();
        }
    }

    @Test
    void aHostWithSeveralKeysShowsTheOneThatIsKnown() throws Exception {
        KeyPair[] all =
                Stream.of("ed25519", "ecdsa", "rsa").map(SshHost::hostKey).toArray(KeyPair[]::new);
        for (KeyPair pinned : all) {
            try (SshHost host = SshHost.withKeys(all).authorize("ed25519")) {
                pipeline(host);
                environment.put("SSH_KNOWN_HOSTS_CFA2", host.line(pinned.getPublic()));
                assertLogsIn("127.0.0.1:" + host.port());
            }
        }
    }

    @Test
    void aKeyThatIsKnownUnderAnAliasIsFound() throws Exception {
        try (SshHost host = SshHost.letting("ed25519")) {
            pipeline(host);
            environment.put("SSH_KNOWN_HOSTS_CFA2", host.knownHosts().replaceFirst("\\S+", "cfa2.internal"));
            ssh("config", "Host 127.0.0.1\n HostKeyAlias cfa2.internal\n");
            assertLogsIn("127.0.0.1:" + host.port());
        }
    }

    @Test
    void aJumpHostIsPassed() throws Exception {
        try (SshHost host = SshHost.letting("ed25519");
                SshHost outer = SshHost.letting("ed25519");
                SshHost inner = SshHost.letting("rsa")) {
            environment.put("SSH_PRIVATE_KEY_CFA2", TestKeys.text("ed25519.openssh"));
            environment.put("SSH_KNOWN_HOSTS_CFA2", host.knownHosts() + outer.knownHosts() + inner.knownHosts());
            ssh("key", TestKeys.text("rsa.openssh"));
            ssh(
                    "config",
                    "Host cfa2\n HostName 127.0.0.1\n Port " + host.port() + "\n ProxyJump x@127.0.0.1:" + outer.port()
                            + ",inner\nHost inner\n" + " HostName 127.0.0.1\n Port " + inner.port()
                            + "\n IdentityFile ~/.ssh/key\n");
            try (RemoteHost remote = login().to("cfa2")) {
                String much = "x".repeat(300_000);
                assertThat(remote.run(Command.of("cat").stdin(Secret.of(much)))).isEqualTo(new Result(0, much, ""));
                inner.cutAndBeNoticed();
                assertThat(remote.run(Command.of("echo", "again")).output()).isEqualTo("again\n");
            }
            assertThat(outer.users()).containsOnly("x");
            assertThat(outer.connections()).isEqualTo(2);
            assertThat(inner.connections()).isEqualTo(2);
        }
    }

    @Test
    void aTargetThatTheJumpHostCannotReachIsSaid() throws Exception {
        try (SshHost jump = SshHost.letting("ed25519")) {
            pipeline(jump);
            int port = FreePort.next();
            ssh(
                    "config",
                    "Host cfa2\n HostName 127.0.0.1\n Port " + port + "\n ProxyJump 127.0.0.1:" + jump.port() + "\n");
            assertRefused("cfa2")
                    .isInstanceOf(RemoteException.class)
                    .hasMessage("me@cfa2:" + port + " through me@127.0.0.1:" + jump.port()
                            + ": the jump host me@127.0.0.1:" + jump.port()
                            + " could not connect to 127.0.0.1:" + port
                            + ". Next: check HostName and Port in ~/.ssh/config, and that the"
                            + " jump host may forward (AllowTcpForwarding)");
        }
    }

    @Test
    void aTargetBehindAJumpHostThatSaysNothingIsNoWait() throws Exception {
        try (SshHost jump = SshHost.letting("ed25519");
                ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            pipeline(jump);
            ssh(
                    "config",
                    "Host cfa2\n HostName 127.0.0.1\n Port " + silent.getLocalPort() + "\n ProxyJump 127.0.0.1:"
                            + jump.port() + "\n");
            assertThatThrownBy(() -> login(new SshTimeouts(
                                    Duration.ofSeconds(4), Duration.ofMinutes(2), Duration.ofMinutes(2)))
                            .to("cfa2"))
                    .hasMessageEndingWith(
                            "the host took the connection, and then said nothing for 4 s. Next: check that the port is the"
                                    + " sshd's, and how busy the host is");
        }
    }

    @Test
    void whatDoesNotResolveSaysWhereToSayIt() throws Exception {
        ssh("id_rsa", TestKeys.text("rsa.pem"));
        ssh("config", "Host *\n HostName %h.invalid\n");
        assertRefused(null)
                .isInstanceOf(RemoteException.class)
                .hasMessage(
                        "me@cfa2:22: the name cfa2.invalid does not resolve. Next: say where cfa2 is: the variable CFA2_HOST, or"
                                + " -Dcfa.host=[user@]host[:port], or a block \"Host cfa2\" in ~/.ssh/config");
        assertRefused("elsewhere")
                .hasMessage(
                        "me@elsewhere:22: the name elsewhere.invalid does not resolve. Next: mend cfa.host (-Dcfa.host, or the variable"
                                + " CFA2_HOST), or HostName in ~/.ssh/config");
    }

    @Test
    void whatRefusesSaysNothingOrIsNoSshServerIsSaid() throws Exception {
        ssh("id_rsa", TestKeys.text("rsa.pem"));
        int port = FreePort.next();
        assertRefused("127.0.0.1:" + port)
                .hasMessage("me@127.0.0.1:" + port + ": 127.0.0.1:" + port
                        + " refuses the connection. Next: check that the host's sshd runs, and on which port");
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> login(new SshTimeouts(
                                    Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(5)))
                            .to("127.0.0.1:" + silent.getLocalPort()))
                    .hasMessage("me@127.0.0.1:" + silent.getLocalPort()
                            + ": the host took the connection, and then said nothing for 500 ms."
                            + " Next: check that the port is the sshd's, and how busy the host is");
        }
        try (ServerSocket rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread closing = new Thread(() -> {
                try {
                    while (true) {
                        rude.accept().close();
                    }
                } catch (IOException e) {
                    // the test is over
                }
            });
            closing.start();
            assertRefused("127.0.0.1:" + rude.getLocalPort())
                    .hasMessage(
                            "me@127.0.0.1:" + rude.getLocalPort()
                                    + ": the host took the connection and closed it before the login."
                                    + " Next: check that the port is the sshd's, and see the host's log (MaxStartups, fail2ban)");
        }
    }

    @Test
    void noFailureShowsTheKey() throws Exception {
        String key = TestKeys.text("ed25519.openssh");
        try (SshHost host = SshHost.letting("rsa")) {
            pipeline(host);
            assertRefused("127.0.0.1:" + host.port()).satisfies(failure -> {
                for (Throwable each = failure; each != null; each = each.getCause()) {
                    assertThat(key.lines().filter(String.valueOf(each)::contains))
                            .isEmpty();
                }
            });
            assertThat(login().route("127.0.0.1:" + host.port()).toString())
                    .doesNotContain(key.lines().toList().get(2));
        }
    }

    private void pipeline(SshHost host) {
        environment.put("SSH_PRIVATE_KEY_CFA2", TestKeys.text("ed25519.openssh"));
        environment.put("SSH_KNOWN_HOSTS_CFA2", host.knownHosts());
    }

    private void ssh(String file, String text) throws IOException {
        Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(home.resolve(".ssh").resolve(file), text);
    }

    private void assertLogsIn(String target) {
        try (RemoteHost remote = login().to(target)) {
            assertThat(remote.run(Command.of("echo", "in"))).isEqualTo(new Result(0, "in\n", ""));
        }
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String target) {
        return assertThatThrownBy(() -> login().to(target));
    }

    private SshLogin login() {
        return login(PATIENCE);
    }

    private SshLogin login(SshTimeouts patience) {
        return new SshLogin(SshEnvironment.at(home, environment), patience, pause -> {}, notice -> {});
    }
}
