package io.cfa.maven.remote.ssh;

import static java.time.Duration.ofMinutes;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;

/** OpenSSH's own agent, with keys of its own. */
final class RealAgent implements AutoCloseable {

    private final Path socket;
    private final Process process;

    RealAgent(Path directory) throws Exception {
        socket = directory.resolve("agent");
        process = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("agent.log").toFile())
                .start();
        await().atMost(ofMinutes(1)).until(() -> Files.exists(socket));
    }

    String socket() {
        return socket.toString();
    }

    void add(Path key) throws Exception {
        RealSshd.run("env", "SSH_AUTH_SOCK=" + socket, "ssh-add", "-q", key.toString());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
