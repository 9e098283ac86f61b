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
import io.cfa.maven.remote.login.Pause;
import io.cfa.maven.remote.login.SshTimeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What other people's hosts are like, against real sshds of this machine; {@code deploy/sandbox/hosts} runs it. */
@Tag("sandbox")
class HostVariantsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** A line a variant, if somebody wants to read them. */
    private static final String REPORT = System.getProperty("cfa.hosts.report", "");

    @TempDir
    private Path temporary;

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> notices = new ArrayList<>();
    private int number;

    @TestFactory
    Stream<DynamicTest> variants() {
        Map<String, Variant> variants = new LinkedHashMap<>();
        shells(variants);
        noShells(variants);
        limits(variants);
        identities(variants);
        ways(variants);
        hostKeys(variants);
        return variants.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> judge(each.getKey(), each.getValue())));
    }

    private void shells(Map<String, Variant> variants) {
        Map<String, String> noisy = Map.of(
                "bash", ".bashrc",
                "zsh", ".zshenv",
                "fish", ".config/fish/config.fish",
                "tcsh", ".tcshrc");
        for (String shell : List.of("bash", "dash", "zsh", "fish", "tcsh", "ksh")) {
            String path = "/usr/bin/" + shell;
            variants.put("login shell " + shell, sshd -> probe(sshd.shell(path)));
            if (noisy.containsKey(shell)) {
                variants.put("login shell " + shell + " whose start file prints", sshd -> {
                    pipeline(sshd.shell(path).file(noisy.get(shell), "echo Welcome to cfa2\necho -n no line end\n"));
                    try (RemoteHost host = login(started(sshd))) {
                        ShellProbe.check(host);
                        assertThat(host.noise()).contains("Welcome to cfa2\nno line end");
                    }
                });
            }
        }
        variants.put("login shell busybox", sshd -> {
            Path ash = sshd.directory().resolve("ash");
            Files.createSymbolicLink(ash, Path.of("/usr/bin/busybox"));
            probe(sshd.shell(ash.toString()));
        });
    }

    private void noShells(Map<String, Variant> variants) {
        variants.put("login shell rbash", sshd -> assertNotRun(sshd.shell("/bin/rbash"), "is a restricted one"));
        variants.put("login shell nologin", sshd -> assertNotRun(sshd.shell("/usr/sbin/nologin"), "(nologin)"));
        variants.put("login shell false", sshd -> assertNotRun(sshd.shell("/bin/false"), "as /bin/false does"));
        variants.put(
                "start file that ends the shell",
                sshd -> assertNotRun(sshd.file(".bashrc", "echo maintenance; exit 0\n"), "it said: maintenance"));
        variants.put(
                "forced command in authorized_keys",
                sshd -> assertNotRun(
                        sshd.authorize("command=\"echo only backups here\"", TestKeys.text("ed25519.pub")),
                        "it said: only backups here): the host runs something else in its place. Next: look for command="));
        variants.put(
                "ForceCommand internal-sftp",
                sshd -> assertNotRun(
                        sshd.with("ForceCommand internal-sftp"), "the host runs something else in its place"));
        variants.put("start file that waits", sshd -> {
            sshd.file(".bashrc", "echo one moment; sleep 60\n");
            try (RemoteHost host = login(started(sshd))) {
                assertThatThrownBy(() -> host.run(Command.of("true").within(Duration.ofSeconds(2))))
                        .hasMessageContaining("`true` did not begin within 2 s (the host said: one moment)")
                        .hasMessageContaining("Next: try it by hand");
            }
        });
    }

    private void limits(Map<String, Variant> variants) {
        for (int most : new int[] {1, 2, 3}) {
            variants.put("MaxSessions " + most, sshd -> {
                sshd.with("MaxSessions " + most);
                try (RemoteHost host = login(started(sshd));
                        RemoteSession lock = host.open(Command.of("cat"))) {
                    lock.send("held");
                    assertThat(lock.nextLine(SOON)).contains("held");
                    List<CompletableFuture<Result>> all = IntStream.range(0, 12)
                            .mapToObj(i -> CompletableFuture.supplyAsync(
                                    () -> host.run(Command.of("sh", "-c", "sleep 0.1; echo " + i))))
                            .toList();
                    for (int i = 0; i < all.size(); i++) {
                        assertThat(all.get(i).get(1, TimeUnit.MINUTES)).isEqualTo(new Result(0, i + "\n", ""));
                    }
                    ShellProbe.check(host);
                    lock.send("still held");
                    assertThat(lock.nextLine(SOON)).contains("still held");
                }
            });
        }
        variants.put("MaxSessions 0", sshd -> {
            try (RemoteHost host = login(started(sshd.with("MaxSessions 0")))) {
                assertThatThrownBy(() -> host.run(Command.of("true")))
                        .hasMessageContaining("the host refuses a session for `true`, on a new connection too");
            }
        });
        variants.put("MaxStartups 1, and somebody else is there", sshd -> {
            started(sshd.with("MaxStartups 1:100:1").with("LoginGraceTime 3"));
            try (Socket other = new Socket(InetAddress.getLoopbackAddress(), sshd.port());
                    RemoteHost host = login(sshd)) {
                assertThat(other.isConnected()).isTrue();
                ShellProbe.check(host);
            }
        });
        variants.put("ClientAliveInterval 1, a quiet command of 4 s", sshd -> {
            sshd.with("ClientAliveInterval 1").with("ClientAliveCountMax 1");
            try (RemoteHost host = login(started(sshd))) {
                assertThat(host.run(Command.of("sleep", "4")).exitStatus()).isZero();
                assertThat(host.run(Command.of("echo", "same")).output()).isEqualTo("same\n");
            }
        });
        variants.put("RekeyLimit 1M, and an answer of 6 MB", sshd -> {
            try (RemoteHost host = login(started(sshd.with("RekeyLimit 1M")))) {
                Result long6 = host.run(
                        Command.of("sh", "-c", "head -c 3000000 /dev/zero | od -An -v -tx1 | head -c 6000000"));
                assertThat(long6.output()).hasSize(6_000_000);
                ShellProbe.check(host);
            }
        });
        variants.put("ChannelTimeout session:command=2s, quiet commands of 1 s", sshd -> {
            try (RemoteHost host = login(started(sshd.with("ChannelTimeout session:command=2s")))) {
                assertThat(host.run(Command.of("sleep", "1")).exitStatus()).isZero();
                ShellProbe.check(host);
            }
        });
        variants.put("ChannelTimeout session:command=2s, a quiet command of 6 s", sshd -> {
            try (RemoteHost host = login(started(sshd.with("ChannelTimeout session:command=2s")))) {
                assertThatThrownBy(() -> host.run(Command.of("sleep", "6")))
                        .isInstanceOf(RemoteException.class)
                        .hasMessageContaining("the host ended `sleep 6` and said neither an exit status nor a signal")
                        .hasMessageContaining("ChannelTimeout")
                        .hasMessageContaining("Next: ");
                ShellProbe.check(host);
            }
        });
        variants.put("UnusedConnectionTimeout 2s, and nothing asked for 5 s", sshd -> {
            try (RemoteHost host = login(started(sshd.with("UnusedConnectionTimeout 2s")))) {
                ShellProbe.check(host);
                host.run(Command.of("sleep", "1"));
                Awaitility.await()
                        .pollDelay(Duration.ofSeconds(5))
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> true);
                ShellProbe.check(host);
            }
        });
        variants.put("Banner of 100 kB", sshd -> {
            Files.writeString(sshd.directory().resolve("banner"), "Authorised use only. \u00e4\n".repeat(5000));
            probe(sshd.with("Banner DIR/banner"));
        });
        variants.put(
                "PermitTTY no, and DisableForwarding yes",
                sshd -> probe(sshd.with("PermitTTY no").with("DisableForwarding yes")));
        variants.put(
                "Compression yes, and no umask but 077",
                sshd -> probe(sshd.with("Compression yes").file(".bashrc", "umask 077; cd /; set -f\n")));
        variants.put("home directory that is not there", sshd -> {
            pipeline(sshd);
            Files.deleteIfExists(sshd.home());
            try (RemoteHost host = login(started(sshd))) {
                ShellProbe.check(host);
            }
        });
        variants.put("start file that sets what compose reads", sshd -> {
            sshd.file(
                    ".bashrc",
                    "export COMPOSE_FILE=/nowhere.yml COMPOSE_PROJECT_NAME=other COMPOSE_PROFILES=kafka COMPOSE_ENV_FILES=/no\n");
            try (RemoteHost host = login(started(pipeline(sshd)))) {
                assertThat(host.run(Command.of("sh", "-c", "env | grep -c ^COMPOSE_ || true"))
                                .output())
                        .isEqualTo("0\n");
            }
        });
    }

    private void identities(Map<String, Variant> variants) {
        variants.put("user certificate beside the key", sshd -> {
            certify(sshd, "user", RealSshd.user(), "+1h");
            config(sshd, "IdentityFile " + sshd.directory().resolve("user"));
            probe(sshd);
        });
        variants.put("CertificateFile, and the key in an agent alone", sshd -> {
            certify(sshd, "user", RealSshd.user(), "+1h");
            Files.move(
                    sshd.directory().resolve("user-cert.pub"), sshd.directory().resolve("elsewhere"));
            config(
                    sshd,
                    "IdentityFile " + sshd.directory().resolve("user.pub"),
                    "CertificateFile " + sshd.directory().resolve("elsewhere"));
            try (RealAgent agent = new RealAgent(sshd.directory())) {
                agent.add(sshd.directory().resolve("user"));
                Files.delete(sshd.directory().resolve("user"));
                environment.put("SSH_AUTH_SOCK", agent.socket());
                probe(sshd);
            }
        });
        variants.put("certificate in an agent", sshd -> {
            certify(sshd, "user", RealSshd.user(), "+1h");
            config(sshd);
            try (RealAgent agent = new RealAgent(sshd.directory())) {
                agent.add(sshd.directory().resolve("user"));
                environment.put("SSH_AUTH_SOCK", agent.socket());
                probe(sshd);
            }
        });
        variants.put("certificate that expired", sshd -> {
            certify(sshd, "user", RealSshd.user(), "20200101:20200102");
            config(sshd, "IdentityFile " + sshd.directory().resolve("user"));
            assertThatThrownBy(() -> login(started(sshd)))
                    .hasMessageContaining("ssh-ed25519-cert-v01@openssh.com SHA256:")
                    .hasMessageContaining(", expired 2020-01-0");
        });
        variants.put(".pub as IdentityFile, with an agent", sshd -> {
            Path key = sshd.keygen("user", "ed25519");
            sshd.authorize("", Files.readString(Path.of(key + ".pub")));
            config(sshd, "IdentityFile " + key + ".pub", "IdentitiesOnly yes");
            try (RealAgent agent = new RealAgent(sshd.directory())) {
                agent.add(sshd.keygen("other", "ed25519"));
                agent.add(key);
                Files.delete(key);
                environment.put("SSH_AUTH_SOCK", agent.socket());
                probe(sshd.with("MaxAuthTries 1"));
            }
        });
        variants.put("MaxAuthTries 2, the named key behind five of the agent", sshd -> {
            Path key = sshd.keygen("user", "ed25519");
            sshd.authorize("", Files.readString(Path.of(key + ".pub"))).with("MaxAuthTries 2");
            try (RealAgent agent = new RealAgent(sshd.directory())) {
                for (int i = 0; i < 5; i++) {
                    agent.add(sshd.keygen("other" + i, "ed25519"));
                }
                environment.put("SSH_AUTH_SOCK", agent.socket());
                config(sshd, "IdentityFile " + key);
                probe(sshd);
                config(sshd, "User " + RealSshd.user());
                assertThatThrownBy(() -> login(sshd))
                        .hasMessageContaining("Too many authentication failures")
                        .hasMessageContaining("IdentitiesOnly yes");
            }
        });
        variants.put("IdentityAgent, and SSH_AUTH_SOCK is another", sshd -> {
            Path key = sshd.keygen("user", "ecdsa");
            sshd.authorize("", Files.readString(Path.of(key + ".pub")));
            try (RealAgent agent = new RealAgent(sshd.directory())) {
                agent.add(key);
                Files.delete(key);
                environment.put("SSH_AUTH_SOCK", "/nowhere");
                environment.put("AGENT_DIR", Path.of(agent.socket()).getParent().toString());
                config(sshd, "IdentityAgent ${AGENT_DIR}/agent");
                probe(sshd);
            }
        });
        variants.put("key that the host does not know", sshd -> {
            Path key = sshd.keygen("user", "ed25519");
            config(sshd, "IdentityFile " + key);
            assertThatThrownBy(() -> login(started(sshd)))
                    .hasMessageContaining("add this line to ~" + RealSshd.user() + "/.ssh/authorized_keys on the host")
                    .hasMessageContaining(
                            Files.readString(Path.of(key + ".pub")).split(" ")[1]);
        });
        variants.put("AuthenticationMethods publickey,password", sshd -> {
            sshd.with("AuthenticationMethods publickey,password").with("PasswordAuthentication yes");
            assertThatThrownBy(() -> login(started(pipeline(sshd))))
                    .hasMessageContaining("the host wants another proof than a key");
        });
    }

    private void ways(Map<String, Variant> variants) {
        variants.put("ProxyJump through a second sshd", sshd -> {
            try (RealSshd jump = new RealSshd(Files.createDirectory(temporary.resolve("jump")))) {
                jump.authorize("", TestKeys.text("ed25519.pub")).start();
                started(pipeline(sshd));
                environment.put("SSH_KNOWN_HOSTS_CFA2", sshd.knownHosts() + jump.knownHosts());
                ssh(
                        "config",
                        "Host cfa2\n HostName 127.0.0.1\n Port " + sshd.port() + "\n User " + RealSshd.user()
                                + "\n ProxyJump " + RealSshd.user() + "@127.0.0.1:" + jump.port() + "\n");
                probe("cfa2");
            }
        });
        variants.put("ProxyCommand", sshd -> {
            started(pipeline(sshd));
            ssh(
                    "config",
                    "Host cfa2\n HostName 127.0.0.1\n Port " + sshd.port() + "\n User " + RealSshd.user()
                            + "\n ProxyCommand bash -c 'exec 3<>/dev/tcp/%h/%p; cat <&3 & exec cat >&3'\n");
            probe("cfa2");
        });
        variants.put("ProxyCommand that fails", sshd -> {
            started(pipeline(sshd));
            ssh("config", "Host cfa2\n HostName 127.0.0.1\n ProxyCommand echo no route to %h >&2; exit 1\n");
            assertThatThrownBy(() -> login("cfa2"))
                    .isInstanceOf(RemoteException.class)
                    .hasMessageContaining("the ProxyCommand brought no answer of an sshd")
                    .hasMessageContaining("no route to 127.0.0.1");
        });
        variants.put("Match host and Include with wildcards", sshd -> {
            started(pipeline(sshd));
            ssh(
                    "config",
                    "Include conf.d/*/*.conf\nHost cfa2\n HostName 127.0.0.1\nMatch host 127.0.0.? exec \"test %p = 22\"\n Port "
                            + sshd.port() + "\n");
            ssh("conf.d/team/10.conf", "Host cfa*\n User " + RealSshd.user() + "\n");
            probe("cfa2");
        });
        variants.put("only algorithms that we lack", sshd -> {
            sshd.with("Ciphers chacha20-poly1305@openssh.com");
            assertThatThrownBy(() -> login(started(pipeline(sshd))))
                    .hasMessageContaining(
                            "have no cipher in common. The host has chacha20-poly1305@openssh.com; this client")
                    .hasMessageEndingWith(
                            "Next: add one of ours on the host, in sshd_config: Ciphers +aes128-gcm@openssh.com");
        });
        variants.put("only old algorithms, and the configuration allows them", sshd -> {
            sshd.with("KexAlgorithms diffie-hellman-group14-sha1").with("MACs hmac-sha1");
            started(pipeline(sshd));
            assertThatThrownBy(() -> login(sshd))
                    .hasMessageEndingWith("allow it in ~/.ssh/config: KexAlgorithms +diffie-hellman-group14-sha1");
            ssh("config", "KexAlgorithms +diffie-hellman-group14-sha1\nCiphers aes128-ctr\n");
            probe(sshd);
        });
    }

    private void hostKeys(Map<String, Variant> variants) {
        variants.put("host certificate of a known authority", sshd -> {
            authority(sshd, "127.0.0.1");
            started(pipeline(sshd));
            environment.put("SSH_KNOWN_HOSTS_CFA2", known(sshd));
            probe(sshd);
        });
        variants.put("host certificate of a known authority, and the wrong user key", sshd -> {
            authority(sshd, "127.0.0.1");
            started(pipeline(sshd));
            environment.put("SSH_KNOWN_HOSTS_CFA2", known(sshd));
            environment.put("SSH_PRIVATE_KEY_CFA2", TestKeys.text("rsa.pem"));
            assertThatThrownBy(() -> login(sshd))
                    .hasMessageContaining("the host does not let the user " + RealSshd.user() + " in")
                    .hasMessageContaining("authorized_keys");
        });
        variants.put("host certificate for another name", sshd -> {
            authority(sshd, "cfa3");
            started(pipeline(sshd));
            environment.put("SSH_KNOWN_HOSTS_CFA2", known(sshd));
            assertThatThrownBy(() -> login(sshd))
                    .hasMessageContaining("the host key is not known")
                    .hasMessageContaining("it shows a certificate too, which does not count: ")
                    .hasMessageContaining("cfa3");
        });
    }

    private void judge(String name, Variant variant) throws Exception {
        environment.clear();
        notices.clear();
        ssh("config", "");
        String verdict = "FAILED";
        try (RealSshd sshd = new RealSshd(Files.createDirectory(temporary.resolve("host" + number++)))) {
            variant.on(sshd);
            verdict = "ok";
        } finally {
            if (!REPORT.isEmpty()) {
                Files.writeString(
                        Path.of(REPORT),
                        verdict + "  " + name + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
            ssh("config", "");
        }
    }

    /** Logs in and compares; with the key of the tests, unless the configuration names another one. */
    private void probe(RealSshd sshd) throws Exception {
        if (environment.isEmpty() && Files.size(temporary.resolve(".ssh/config")) == 0) {
            pipeline(sshd);
        }
        try (RemoteHost host = login(started(sshd))) {
            ShellProbe.check(host);
        }
    }

    private void probe(String target) {
        try (RemoteHost host = login(target)) {
            ShellProbe.check(host);
        }
        assertThat(notices).isEmpty();
    }

    private void assertNotRun(RealSshd sshd, String cause) throws Exception {
        try (RemoteHost host = login(started(pipeline(sshd)))) {
            assertThatThrownBy(() -> host.run(Command.of("docker", "ps")))
                    .isInstanceOf(RemoteException.class)
                    .hasMessageContaining("`docker ps` was not run")
                    .hasMessageContaining(cause)
                    .hasMessageContaining("Next: ");
        }
    }

    private RealSshd pipeline(RealSshd sshd) throws IOException {
        if (!Files.exists(sshd.directory().resolve("authorized_keys"))) {
            sshd.authorize("", TestKeys.text("ed25519.pub"));
        }
        environment.put("SSH_PRIVATE_KEY_CFA2", TestKeys.text("ed25519.openssh"));
        environment.put("SSH_KNOWN_HOSTS_CFA2", sshd.knownHosts());
        return sshd;
    }

    private RealSshd started(RealSshd sshd) throws Exception {
        if (!Files.exists(sshd.directory().resolve("sshd_config"))) {
            if (environment.isEmpty() && Files.size(temporary.resolve(".ssh/config")) == 0) {
                pipeline(sshd);
            }
            sshd.start();
        }
        return sshd;
    }

    private void config(RealSshd sshd, String... lines) throws Exception {
        ssh("config", String.join("\n", lines) + "\n");
        ssh("known_hosts", sshd.knownHosts());
    }

    private void ssh(String name, String text) throws IOException {
        Path file = temporary.resolve(".ssh").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void certify(RealSshd sshd, String name, String principal, String validity) throws Exception {
        Path key = sshd.keygen(name, "ed25519");
        Path authority = sshd.keygen("authority", "ed25519");
        RealSshd.run(
                "ssh-keygen",
                "-q",
                "-s",
                authority.toString(),
                "-I",
                "test",
                "-n",
                principal,
                "-V",
                validity,
                key + ".pub");
        sshd.with("TrustedUserCAKeys DIR/authority.pub");
    }

    private static void authority(RealSshd sshd, String principal) throws Exception {
        Path authority = sshd.keygen("authority", "rsa");
        RealSshd.run(
                "ssh-keygen",
                "-q",
                "-s",
                authority.toString(),
                "-h",
                "-I",
                "test",
                "-n",
                principal,
                "-V",
                "+1h",
                sshd.directory().resolve("host.pub").toString());
        sshd.with("HostKey DIR/host").with("HostCertificate DIR/host-cert.pub");
    }

    private static String known(RealSshd sshd) throws IOException {
        return "@cert-authority 127.0.0.* " + Files.readString(sshd.directory().resolve("authority.pub"));
    }

    private RemoteHost login(RealSshd sshd) {
        return login(RealSshd.user() + "@127.0.0.1:" + sshd.port());
    }

    private RemoteHost login(String target) {
        return new SshLogin(
                        SshEnvironment.at(temporary, environment), SshTimeouts.usual(), Pause.system(), notices::add)
                .to(target);
    }

    private interface Variant {
        void on(RealSshd sshd) throws Exception;
    }
}
