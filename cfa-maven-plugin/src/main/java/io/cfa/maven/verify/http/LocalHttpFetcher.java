package io.cfa.maven.verify.http;

import io.cfa.maven.host.DaemonThreads;
import io.cfa.maven.tls.AnyCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;

/**
 * Asks from this machine, as a browser or a caller would; all pages at the same time.
 *
 * <p>By the JDK's older client, whose threads end with their answers: that of {@code java.net.http} keeps one in native code for some seconds, which
 * a JVM that exits waits a third of a second for. It asks once more by itself where a connection was cut off before a word.
 *
 * <p>With TLS the certificate is not judged: the host is asked by the address that it is logged in to, which mostly is none of the certificate's names,
 * and nothing secret is sent. {@code cfa:doctor} judges the certificate.
 */
public final class LocalHttpFetcher implements HttpFetcher {

    private static final String NO_CONNECTION = "no connection";
    private static final String TIME_OUT = "time-out";
    private static final String CUT_OFF = "cut off";

    private final Duration limit;

    /** Gives up on a page after a time for the connection, and again that time for the answer. */
    public LocalHttpFetcher(Duration limit) {
        this.limit = limit;
    }

    @Override
    public Map<URI, HttpResult> get(Collection<URI> uris) {
        return all(uris, "GET");
    }

    @Override
    public Map<URI, HttpResult> peek(Collection<URI> uris) {
        return all(uris, "HEAD");
    }

    @Override
    public String where() {
        return "from here";
    }

    private Map<URI, HttpResult> all(Collection<URI> uris, String method) {
        ExecutorService askers = DaemonThreads.executor();
        try {
            Map<URI, CompletableFuture<HttpResult>> asked = new LinkedHashMap<>();
            uris.forEach(uri -> asked.computeIfAbsent(uri, any -> CompletableFuture.supplyAsync(
                            () -> ask(uri, method), askers)
                    // one that never ends its answer
                    .completeOnTimeout(HttpResult.silent(uri, TIME_OUT), 2 * limit.toMillis(), TimeUnit.MILLISECONDS)));
            Map<URI, HttpResult> answers = new LinkedHashMap<>();
            asked.forEach((uri, answer) -> answers.put(uri, answer.join()));
            return answers;
        } finally {
            askers.shutdownNow();
        }
    }

    private HttpResult ask(URI uri, String method) {
        HttpURLConnection connection = null;
        boolean connected = false;
        try {
            connection = (HttpURLConnection) uri.toURL().openConnection();
            if (connection instanceof HttpsURLConnection tls) {
                tls.setSSLSocketFactory(AnyCertificate.factory());
                tls.setHostnameVerifier((name, session) -> true);
            }
            connection.setRequestMethod(method);
            connection.setConnectTimeout((int) limit.toMillis());
            connection.setReadTimeout((int) limit.toMillis());
            connection.connect();
            connected = true;
            int status = connection.getResponseCode();
            String body = body(status < 300 ? connection.getInputStream() : connection.getErrorStream());
            String type = Optional.ofNullable(connection.getContentType()).orElse("");
            return HttpResult.of(URI.create(connection.getURL().toString()), status, type, body);
        } catch (ProtocolException e) {
            // after twenty redirects it gives up, and does not say what the last one was
            return HttpResult.of(uri, HttpURLConnection.HTTP_MOVED_TEMP, "", "");
        } catch (IOException e) {
            return HttpResult.silent(uri, why(e, connected));
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    private static String body(InputStream stream) throws IOException {
        if (stream == null) {
            return "";
        }
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String why(IOException failure, boolean connected) {
        if (failure instanceof SocketTimeoutException) {
            return connected ? TIME_OUT : NO_CONNECTION;
        }
        if (failure instanceof UnknownHostException) {
            return HttpResult.UNKNOWN_HOST;
        }
        if (failure instanceof ConnectException) {
            return HttpResult.REFUSED;
        }
        return connected ? CUT_OFF : NO_CONNECTION;
    }
}
