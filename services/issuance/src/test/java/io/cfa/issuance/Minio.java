package io.cfa.issuance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server of S3 in a process of its own, which stands for MinIO: that is in no Maven repository, and is tried on the deployed stack only. This
 * one is S3Proxy on a directory, the same as in the sandbox; it checks signatures of version 4 as MinIO does.
 */
public final class Minio {

    public static final String ACCESS_KEY = "cfa";
    public static final String SECRET_KEY = "a secret of the tests";

    private final Path directory;
    private final int port = FreePort.next();
    private Process process;

    Minio() {
        try {
            directory = Files.createTempDirectory(Path.of("target"), "s3-").toAbsolutePath();
            Files.createDirectory(directory.resolve("data"));
            Files.writeString(
                    directory.resolve("s3proxy.conf"),
                    """
                    s3proxy.endpoint=%s
                    s3proxy.authorization=aws-v4
                    s3proxy.identity=%s
                    s3proxy.credential=%s
                    jclouds.provider=filesystem-nio2
                    jclouds.filesystem.basedir=%s
                    """
                            .formatted(url(), ACCESS_KEY, SECRET_KEY, directory.resolve("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        start();
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Starts it with the documents that it had, and waits until it listens. */
    public void start() {
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx96m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            Path.of("target", "s3", "s3proxy.jar")
                                    .toAbsolutePath()
                                    .toString(),
                            "--properties",
                            "s3proxy.conf")
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(ofMinutes(2)).until(this::listens);
    }

    /** Stops it, and waits until it is gone. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** Every document that it has, as bytes under the name that it was stored by. */
    public List<Path> documents() throws IOException {
        Path bucket = directory.resolve("data").resolve("decisions");
        try (Stream<Path> files = Files.walk(bucket)) {
            return files.filter(Files::isRegularFile).map(bucket::relativize).toList();
        }
    }

    /** Changes a document behind the service's back. */
    public void forge(String name) throws IOException {
        Files.write(directory.resolve("data").resolve("decisions").resolve(name), "%PDF-forged".getBytes(UTF_8));
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
