package io.cfa.maven.backup.bucket;

import static org.awaitility.Awaitility.await;

import io.cfa.maven.remote.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real server of S3 in a process of its own, S3Proxy over a directory, which checks signatures of version 4; one for all tests of a JVM. */
public final class S3Server {

    static final String BUCKET = "cfa-backups";

    /** Its key, as a pipeline has it. */
    public static final Map<String, String> KEY =
            Map.of("AWS_ACCESS_KEY_ID", "cfa", "AWS_SECRET_ACCESS_KEY", "a-secret-of-the-tests");

    /** Started with the first test that wants it. */
    private static final class Started {
        static final S3Server ONE = new S3Server();
    }

    private final Path directory;
    private final int port = FreePort.next();

    private S3Server() {
        try {
            directory = Files.createTempDirectory(Path.of("target"), "s3-").toAbsolutePath();
            Files.createDirectories(directory.resolve("data").resolve(BUCKET));
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
                            .formatted(
                                    url(),
                                    KEY.get("AWS_ACCESS_KEY_ID"),
                                    KEY.get("AWS_SECRET_ACCESS_KEY"),
                                    directory.resolve("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Process process = start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            process.destroyForcibly();
            delete(directory);
        }));
    }

    /** The server, without an object. */
    public static S3Server empty() {
        delete(Started.ONE.bucket());
        Started.ONE.bucket().toFile().mkdirs();
        return Started.ONE;
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What lies there, as files. */
    public Path bucket() {
        return directory.resolve("data").resolve(BUCKET);
    }

    /** The keys of all objects. */
    List<String> keys() throws IOException {
        try (Stream<Path> files = Files.walk(bucket())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> bucket().relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** The way to it by its key. */
    BucketAccess access(String address) {
        return access(address, KEY);
    }

    /** The way to it by another. */
    BucketAccess access(String address, Map<String, String> environment) {
        return BucketAccess.of(
                BucketAddress.of(address, "cfa.archiveBucket"),
                new BucketAccess.Settings(Optional.of(url()), Optional.empty(), false),
                environment);
    }

    private Process start() {
        Process process = started();
        await().atMost(Duration.ofMinutes(2)).until(this::listens);
        return process;
    }

    private Process started() {
        try {
            return new ProcessBuilder(
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
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            // from another address, or the system may connect a port that nobody listens at to itself
            socket.bind(new InetSocketAddress("127.0.0.2", 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
