package io.cfa.maven.backup.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cfa.maven.backup.BackupId;
import io.cfa.maven.backup.Retention;
import io.cfa.maven.backup.archive.ArchiveFixture;
import io.cfa.maven.backup.archive.HostBackup;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.tls.SelfSignedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong with a bucket is said in a sentence, with a next step, and without what was sent. */
@Timeout(600)
class BucketErrorsTest {

    private static final String TOKEN = "a-token-of-a-session";
    private static final String EMPTY =
            "<ListBucketResult><Name>cfa-backups</Name><IsTruncated>false</IsTruncated></ListBucketResult>";

    @TempDir
    Path temp;

    private HttpServer web;
    private final List<String> said = new ArrayList<>();

    @AfterEach
    void end() {
        if (web != null) {
            web.stop(0);
        }
    }

    @Test
    void aKeyThatIsUnknownAndOneWhoseSecretIsAnother() {
        S3Server server = S3Server.empty();
        assertThat(failure(server.access(
                        "s3://cfa-backups", Map.of("AWS_ACCESS_KEY_ID", "other", "AWS_SECRET_ACCESS_KEY", "hunter2"))))
                .isEqualTo(
                        "it could not list s3://cfa-backups, as " + server.url().substring(7)
                                + " does not know the access key. Nothing was changed."
                                + " Next: set AWS_ACCESS_KEY_ID to a key of this storage");
        assertThat(failure(server.access(
                        "s3://cfa-backups", Map.of("AWS_ACCESS_KEY_ID", "cfa", "AWS_SECRET_ACCESS_KEY", "hunter2"))))
                .isEqualTo(
                        "it could not list s3://cfa-backups, as " + server.url().substring(7)
                                + " says that the secret key is not that of the access key. Nothing was changed."
                                + " Next: set AWS_SECRET_ACCESS_KEY to the one that belongs to AWS_ACCESS_KEY_ID");
    }

    @Test
    void aBucketThatIsNotThere() {
        S3Server server = S3Server.empty();
        assertThat(failure(server.access("s3://nobodys-bucket/cfa2")))
                .isEqualTo(
                        "it could not list s3://nobodys-bucket/cfa2, as "
                                + server.url().substring(7)
                                + " has no bucket nobodys-bucket. Nothing was changed. Next: make it, or name one that is there");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | RequestTimeTooSkewed | says that this machine's clock is another than its own | set the clock of this machine, as with `timedatectl set-ntp true`",
                "403 | AccessDenied | does not allow it (AccessDenied) | allow the key s3:ListBucket, s3:GetObject, s3:PutObject, s3:DeleteObject, s3:ListBucketMultipartUploads and s3:AbortMultipartUpload there",
                "400 | ExpiredToken | says that the session is over or unknown | set AWS_SESSION_TOKEN and both parts of its key anew",
                "507 | XMinioStorageFull | has no room left (XMinioStorageFull) | make room there, or raise its quota, then run it again",
                "403 | QuotaExceeded | has no room left (QuotaExceeded) | make room there, or raise its quota, then run it again",
                "501 | NotImplemented | cannot do that (NotImplemented) | take a storage that has all of S3's calls for objects and their parts",
            })
    void anAnswerOfS3(int status, String code, String why, String next) throws IOException {
        serve(exchange ->
                answer(exchange, status, "<Error><Code>" + code + "</Code><Message>" + TOKEN + "</Message></Error>"));
        assertThat(failure(access())).isEqualTo(sentence(why, next));
    }

    @ParameterizedTest
    @CsvSource({"301, PermanentRedirect", "400, AuthorizationHeaderMalformed", "307, TemporaryRedirect"})
    void aBucketOfAnotherRegion(int status, String code) throws IOException {
        serve(exchange -> {
            exchange.getResponseHeaders().set("x-amz-bucket-region", "eu-central-1");
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            answer(exchange, status, "<Error><Code>" + code + "</Code></Error>");
        });
        assertThat(failure(access()))
                .isEqualTo(sentence(
                        "has the bucket in another region than us-east-1: eu-central-1",
                        "give -Dcfa.s3Region=eu-central-1, and an endpoint of that region where one is given"));
    }

    @Test
    void aRegionIsNotTakenFromWhatHasAnotherForm() throws IOException {
        serve(exchange -> {
            exchange.getResponseHeaders().set("x-amz-bucket-region", "$(reboot)");
            answer(exchange, 301, "<Error><Code>PermanentRedirect</Code></Error>");
        });
        assertThat(failure(access())).contains("-Dcfa.s3Region=REGION").doesNotContain("reboot");
    }

    @ParameterizedTest
    @CsvSource({"200, <html><body>log in</body></html>", "200, <!doctype html><p>log in", "302, <html/>", "404, nothing"
    })
    void aPageOfALogin(int status, String page) throws IOException {
        serve(exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/login");
            answer(exchange, status, page);
        });
        assertThat(failure(access()))
                .isEqualTo(sentence(
                        "answered with something that is none of S3's answers, as a login page of a network or another web server does",
                        "check -Dcfa.s3Endpoint, and that this machine reaches it without a login"));
    }

    @Test
    void nobodyAndANameThatNobodyKnows() throws IOException {
        serve(exchange -> answer(exchange, 200, EMPTY));
        BucketAccess gone = access();
        web.stop(0);
        assertThat(failure(gone))
                .isEqualTo(
                        sentence("takes no connection", "start it, or mend -Dcfa.s3Endpoint, or open the way to it"));
        assertThat(failure(access("https://s3.invalid")))
                .isEqualTo(
                        "it could not list s3://cfa-backups, as s3.invalid has a name that nobody knows. Nothing was changed."
                                + " Next: mend -Dcfa.s3Endpoint or -Dcfa.s3Region, or this machine's DNS");
    }

    @Test
    void whatSpeaksNoTls() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answerInPlainText(plain));
            server.setDaemon(true);
            server.start();
            assertThat(failure(access("https://127.0.0.1:" + plain.getLocalPort())))
                    .contains(
                            " has a certificate that this machine's Java does not trust for that name, or speaks no TLS. ");
        }
    }

    @Test
    void aCertificateThatNobodyVouchesFor() throws Exception {
        web = SelfSignedServer.start(temp, EMPTY);
        assertThat(failure(access("https://127.0.0.1:" + web.getAddress().getPort())))
                .isEqualTo(
                        sentence(
                                "has a certificate that this machine's Java does not trust for that name, or speaks no TLS",
                                "mend the endpoint, or name a truststore that holds its CA in MAVEN_OPTS: -Djavax.net.ssl.trustStore=FILE"));
    }

    private static void answerInPlainText(ServerSocket plain) {
        try {
            while (true) {
                try (Socket client = plain.accept()) {
                    client.getInputStream().readNBytes(5);
                    client.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    @Test
    void anEndlessListIsLeft() throws IOException {
        serve(exchange -> answer(
                exchange,
                200,
                "<ListBucketResult><Name>cfa-backups</Name><IsTruncated>true</IsTruncated>"
                        + "<NextContinuationToken>again</NextContinuationToken></ListBucketResult>"));
        assertThat(failure(access()))
                .isEqualTo("s3://cfa-backups holds more than 20000 objects. Nothing was changed."
                        + " Next: give backups a prefix of their own");
    }

    @Test
    void aStorageThatKeepsOtherBytesIsNoticed() throws IOException {
        serve(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            switch (exchange.getRequestMethod()) {
                case "PUT" -> answer(exchange, 200, "");
                case "GET" ->
                    answer(
                            exchange,
                            200,
                            exchange.getRequestURI().getPath().endsWith("manifest.json")
                                    ? ArchiveFixture.MANIFEST.replace("1a2b3c4d", "00000000")
                                    : EMPTY);
                default -> answer(exchange, 405, "");
            }
        });
        Path host = Files.createDirectories(temp.resolve("srv"));
        ArchiveFixture.in(host.resolve(".cfa/backups"));
        HostContext context = HostContext.of(
                new LocalShell(Files.createDirectories(temp.resolve("bin"))), new FakeSleeper(), said::add);
        try (Bucket bucket = new Bucket(access())) {
            assertThatThrownBy(() -> new BucketBackups(context, bucket, "cfa")
                            .keep(
                                    new HostBackup(
                                            context,
                                            host.toString(),
                                            BackupId.of(ArchiveFixture.ID).orElseThrow()),
                                    Retention.EVERYTHING))
                    .hasMessageContaining("manifest.json lies there with the SHA-256 ")
                    .hasMessageEndingWith(". The backup on the host is whole. Next: run it again");
        }
    }

    private static String sentence(String why, String next) {
        return "it could not list s3://cfa-backups, as HOST " + why + ". Nothing was changed. Next: " + next;
    }

    /** The message; no part of the key is in it, nor in what {@code -X} would print. */
    private String failure(BucketAccess access) {
        try (Bucket bucket = new Bucket(access)) {
            Throwable failure = catchThrowable(() -> new BucketBackups(
                            HostContext.of(new LocalShell(temp), new FakeSleeper(), said::add), bucket, "cfa")
                    .list());
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString() + access)
                    .doesNotContain(TOKEN, "hunter2", S3Server.KEY.get("AWS_SECRET_ACCESS_KEY"));
            return web == null
                    ? failure.getMessage()
                    : failure.getMessage()
                            .replace("127.0.0.1:" + web.getAddress().getPort(), "HOST");
        }
    }

    private BucketAccess access() {
        return access("http://127.0.0.1:" + web.getAddress().getPort());
    }

    private static BucketAccess access(String endpoint) {
        Map<String, String> environment = new HashMap<>(S3Server.KEY);
        environment.put("AWS_SESSION_TOKEN", TOKEN);
        return BucketAccess.of(
                BucketAddress.of("s3://cfa-backups", "cfa.archiveBucket"),
                new BucketAccess.Settings(Optional.of(endpoint), Optional.empty(), false),
                environment);
    }

    private void serve(com.sun.net.httpserver.HttpHandler handler) throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            handler.handle(exchange);
        });
        web.start();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
