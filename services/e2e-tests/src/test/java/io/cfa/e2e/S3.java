package io.cfa.e2e;

import io.cfa.contract.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server of S3 that issuance keeps its documents in: S3Proxy over memory, which checks signatures as MinIO does. */
final class S3 {

    static final String ACCESS_KEY = "cfa";
    static final String SECRET_KEY = "the-secret-key-of-the-store";

    private S3() {}

    static ServiceProcess server(Path logs) {
        int port = FreePort.next();
        Path settings = Path.of("target/s3/s3proxy.conf").toAbsolutePath();
        try {
            Files.createDirectories(settings.getParent());
            Files.writeString(settings, settings(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ServiceProcess(
                List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx96m",
                        "-jar",
                        settings.resolveSibling("s3proxy.jar").toString(),
                        "--properties",
                        settings.toString()),
                Map.of(),
                port,
                "/healthz",
                logs.resolve("s3.log"));
    }

    private static String settings(int port) {
        return """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=transient-nio2
                jclouds.identity=unused
                jclouds.credential=unused
                """
                .formatted(port, ACCESS_KEY, SECRET_KEY);
    }
}
