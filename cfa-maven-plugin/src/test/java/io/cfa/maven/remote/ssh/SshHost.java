package io.cfa.maven.remote.ssh;

import static java.time.Duration.ofMinutes;
import static org.awaitility.Awaitility.await;

import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.config.SshEnvironment;
import io.cfa.maven.remote.key.PublicKey;
import io.cfa.maven.remote.key.TestKeys;
import io.cfa.maven.remote.login.SshTimeouts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.PasswordAuthenticator;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.DirectTcpipFactory;

/** An SSH server in this process, that runs what it is told in this machine's own shell. */
public final class SshHost implements AutoCloseable {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final Set<String> authorized = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> users = new CopyOnWriteArrayList<>();
    private final List<Process> processes = new CopyOnWriteArrayList<>();
    private final List<ChannelSession> channels = new CopyOnWriteArrayList<>();
    private final List<KeyPair> hostKeys;
    private volatile String programs = "";
    private volatile String loginShell = "/bin/sh";

    private SshHost(int port, List<KeyPair> hostKeys) throws IOException {
        this.hostKeys = hostKeys;
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
        server.setPublickeyAuthenticator((user, key, session) -> {
            users.add(user);
            return authorized.contains(publicKey(key).fingerprint());
        });
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setCommandFactory((channel, line) -> new Shell(line));
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        server.addSessionListener(new SessionListener() {
            @Override
            public void sessionCreated(Session session) {
                connections.incrementAndGet();
            }
        });
        server.start();
    }

    private static final class Usual {
        private static final KeyPair KEY = hostKey("ed25519");
    }

    /** A host that lets the test key of ed25519 in, for tests in which it is the only one: all of these have one key, as to make one takes a while. */
    public static SshHost only() throws IOException {
        return withKeys(Usual.KEY).authorize("ed25519");
    }

    /** A host with an ed25519 key of its own that lets the test key of a type in. */
    public static SshHost letting(String type) throws IOException {
        return withKeys(hostKey("ed25519")).authorize(type);
    }

    /** A host with these keys that lets nobody in. */
    static SshHost withKeys(KeyPair... hostKeys) throws IOException {
        return new SshHost(0, List.of(hostKeys));
    }

    /** A new key for a host. */
    static KeyPair hostKey(String type) {
        try {
            var generator = type.equals("ed25519")
                    ? SecurityUtils.getKeyPairGenerator(SecurityUtils.EDDSA)
                    : SecurityUtils.getKeyPairGenerator(type.equals("rsa") ? "RSA" : "EC");
            if (!type.equals("ed25519")) {
                generator.initialize(type.equals("rsa") ? 1024 : 256);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Finds programs in a directory first. */
    public SshHost programs(Path directory) {
        programs = directory + ":";
        return this;
    }

    /** Gives the user another login shell. */
    SshHost shell(Path program) {
        loginShell = program.toString();
        return this;
    }

    /** A connection to it with the ed25519 key. */
    public RemoteHost connect(Path home) {
        Map<String, String> environment =
                Map.of("SSH_PRIVATE_KEY_CFA2", TestKeys.text("ed25519.openssh"), "SSH_KNOWN_HOSTS_CFA2", knownHosts());
        return new SshLogin(SshEnvironment.at(home, environment), SshTimeouts.usual(), pause -> {}, notice -> {})
                .to("deploy@127.0.0.1:" + port());
    }

    /** The variables by which a pipeline reaches it. */
    public Map<String, String> environment() {
        return Map.of(
                "SSH_PRIVATE_KEY_CFA2",
                TestKeys.text("ed25519.openssh"),
                "SSH_KNOWN_HOSTS_CFA2",
                knownHosts(),
                "CFA2_HOST",
                "deploy@127.0.0.1:" + port());
    }

    SshHost authorize(String type) {
        authorized.add(TestKeys.publicKey(type).fingerprint());
        return this;
    }

    /** Takes no more than so many commands at a time of one connection. */
    SshHost atMost(int channels) {
        server.setChannelFactories(List.of(new FewSessions(channels), DirectTcpipFactory.INSTANCE));
        return this;
    }

    /** Takes no command at all. */
    SshHost noCommands() {
        server.setChannelFactories(List.of());
        return this;
    }

    /** Takes passwords alone. */
    SshHost passwordsOnly() {
        server.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
        server.setPasswordAuthenticator((PasswordAuthenticator) (user, password, session) -> false);
        return this;
    }

    int port() {
        return server.getPort();
    }

    /** Its lines of known_hosts. */
    String knownHosts() {
        return String.join(
                        "\n",
                        hostKeys.stream().map(key -> line(key.getPublic())).toList()) + "\n";
    }

    /** The line of known_hosts for a key that it shows. */
    String line(java.security.PublicKey key) {
        return "[127.0.0.1]:" + port() + " " + publicKey(key).line();
    }

    static PublicKey publicKey(java.security.PublicKey key) {
        ByteArrayBuffer buffer = new ByteArrayBuffer();
        buffer.putRawPublicKey(key);
        return new PublicKey(buffer.getCompactData());
    }

    /** How many connections were made to it. */
    public int connections() {
        return connections.get();
    }

    /** Whom somebody tried to log in as. */
    List<String> users() {
        return List.copyOf(users);
    }

    /** Whether a command of it still runs. */
    boolean isBusy() {
        return processes.stream().anyMatch(Process::isAlive);
    }

    /** Cuts all connections, without a word. */
    public void cut() {
        server.getActiveSessions().forEach(session -> session.getIoSession().close(true));
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            processes.forEach(SshHost::end);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** One command in the shell. */
    private final class Shell implements org.apache.sshd.server.command.Command {

        private final String line;
        private InputStream input;
        private OutputStream output;
        private OutputStream error;
        private ExitCallback exit;

        Shell(String line) {
            this.line = line;
        }

        @Override
        public void setInputStream(InputStream stream) {
            input = stream;
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            output = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {
            error = stream;
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(loginShell, "-c", line);
            builder.environment().put("PATH", programs + System.getenv("PATH"));
            Process process = builder.start();
            processes.add(process);
            channels.add(channel);
            environment.addSignalListener((from, signal) -> end(process), Signal.TERM);
            thread(() -> {
                try (OutputStream stdin = process.getOutputStream()) {
                    copy(input, stdin);
                }
            });
            List<Thread> outputs = new ArrayList<>();
            outputs.add(thread(() -> copy(process.getInputStream(), output)));
            outputs.add(thread(() -> copy(process.getErrorStream(), error)));
            thread(() -> {
                for (Thread each : outputs) {
                    each.join();
                }
                exit.onExit(process.waitFor());
            });
        }

        @Override
        public void destroy(ChannelSession channel) {
            // as an sshd without a terminal does: what runs goes on
        }

        private static void copy(InputStream from, OutputStream to) throws IOException {
            byte[] bytes = new byte[8192];
            for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
                to.write(bytes, 0, count);
                to.flush();
            }
        }

        private static Thread thread(Work work) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException | InterruptedException e) {
                    // the other side is gone
                }
            });
            thread.setDaemon(true);
            thread.start();
            return thread;
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Closes the channels of all commands, and says nothing of how they ended. */
    void closeChannels() {
        channels.forEach(channel -> channel.close(false));
    }

    /** Cuts its connections, and waits until the client has seen that one is gone: each has a thread while it lives. */
    void cutAndBeNoticed() {
        long before = threadsOfClients();
        cut();
        await().atMost(ofMinutes(1)).until(() -> threadsOfClients() < before);
    }

    private static long threadsOfClients() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("Connect thread"))
                .count();
    }
}
