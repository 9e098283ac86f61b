package io.cfa.maven.remote.ssh;

import static org.awaitility.Awaitility.await;

import io.cfa.maven.remote.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An OpenSSH sshd of this machine on a port of 127.0.0.1, that lets one key in.
 *
 * <p>As root it gives the user {@code deploy} any login shell, by a copy of /etc/passwd that it alone sees; as somebody else the user logs
 * in, and the shell is forced, which hands it the same words.
 */
final class RealSshd implements AutoCloseable {

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final String SSHD = "/usr/sbin/sshd";

    private final Path directory;
    private final int port = FreePort.next();
    private final List<String> config = new ArrayList<>();
    private String shell = "/bin/bash";
    private Process process;

    RealSshd(Path directory) throws Exception {
        this.directory = directory;
        Files.createDirectories(home());
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(home(), PosixFilePermissions.fromString("rwxr-xr-x"));
        keygen("host", "ed25519");
    }

    static boolean isRoot() {
        return ROOT;
    }

    static String user() {
        return ROOT ? "deploy" : System.getProperty("user.name");
    }

    /** A line of sshd_config; {@code DIR} is the directory of its files. */
    RealSshd with(String line) {
        config.add(line.replace("DIR", directory.toString()));
        return this;
    }

    /** The login shell of the user. */
    RealSshd shell(String path) {
        shell = path;
        return this;
    }

    /** A file in the user's home directory on the host. */
    RealSshd file(String name, String text) throws IOException {
        Path file = home().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Lets a public key in, with options before it. */
    RealSshd authorize(String options, String key) throws IOException {
        Path file = directory.resolve("authorized_keys");
        String known = Files.exists(file) ? Files.readString(file) : "";
        Files.writeString(file, known + (options.isEmpty() ? "" : options + " ") + key.strip() + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return this;
    }

    RealSshd start() throws Exception {
        List<String> lines = new ArrayList<>(List.of(
                "Port " + port,
                "ListenAddress 127.0.0.1",
                "PidFile none",
                "StrictModes no",
                "UsePAM no",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "PermitRootLogin yes",
                "Subsystem sftp internal-sftp",
                "AuthorizedKeysFile " + directory.resolve("authorized_keys")));
        lines.addAll(0, config);
        if (config.stream().noneMatch(line -> line.startsWith("HostKey "))) {
            lines.add("HostKey " + directory.resolve("host"));
        }
        if (!ROOT && config.stream().noneMatch(line -> line.startsWith("ForceCommand"))) {
            lines.add("ForceCommand env HOME=" + home() + " " + shell + " -c \"$SSH_ORIGINAL_COMMAND\"");
        }
        Path file = Files.write(directory.resolve("sshd_config"), lines);
        process = new ProcessBuilder(command("-D", "-e", "-f", file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        awaitPort();
        return this;
    }

    int port() {
        return port;
    }

    Path directory() {
        return directory;
    }

    Path home() {
        return directory.resolve("home");
    }

    /** Its line of known_hosts. */
    String knownHosts() throws IOException {
        return "[127.0.0.1]:" + port + " " + Files.readString(directory.resolve("host.pub"));
    }

    String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    /** Makes a key in its directory; returns the file. */
    Path keygen(String name, String type) throws Exception {
        Path file = directory.resolve(name);
        run("ssh-keygen", "-q", "-t", type, "-N", "", "-C", name, "-f", file.toString());
        return file;
    }

    static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + said);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private List<String> command(String... sshd) {
        List<String> command = new ArrayList<>();
        if (ROOT) {
            Path passwd = directory.resolve("passwd");
            try {
                Files.createDirectories(Path.of("/run/sshd"));
                Files.writeString(
                        passwd,
                        Files.readString(Path.of("/etc/passwd")) + "deploy:x:0:0::" + home() + ":" + shell + "\n");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            command.addAll(List.of(
                    "unshare", "-m", "sh", "-c", "mount --bind " + passwd + " /etc/passwd && exec \"$0\" \"$@\""));
        }
        command.add(SSHD);
        command.addAll(List.of(sshd));
        return command;
    }

    private void awaitPort() {
        await("sshd listens").atMost(Duration.ofMinutes(2)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("sshd ended: " + log());
            }
            return listens();
        });
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
