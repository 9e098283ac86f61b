package io.cfa.maven.image.http;

import io.cfa.maven.tls.AnyCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends requests with the JDK's own client, which is there already: an unchanged image is not worth the thousand classes of another.
 * Bounds what it reads, follows nothing, and knows no password but that of the proxy.
 */
public final class HttpTransport {

    static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 20_000;

    /** How many times as long a registry may take to put a blob away. */
    private static final int UPLOAD_FACTOR = 6;

    /** A manifest has at most 4 MiB in the field's registries. */
    private static final int LARGEST = 8 << 20;

    private static final int CHUNK = 1 << 16;

    private final Function<URI, Optional<HttpProxy>> proxies;
    private final Predicate<URI> insecure;
    private final Map<String, SSLSocketFactory> tunnels = new ConcurrentHashMap<>();

    /**
     * Sends to whoever it is told to.
     *
     * @param proxies  finds what stands before an address; nothing leaves it to the JDK's own settings
     * @param insecure whether a certificate that nobody vouches for will do
     */
    public HttpTransport(Function<URI, Optional<HttpProxy>> proxies, Predicate<URI> insecure) {
        this.proxies = proxies;
        this.insecure = insecure;
    }

    public HttpAnswer send(HttpCall call, Optional<String> authorization) throws IOException {
        Optional<HttpProxy> proxy = proxies.apply(call.uri());
        HttpURLConnection request = open(call.uri(), proxy);
        request.setRequestMethod(call.method());
        request.setConnectTimeout(CONNECT_MILLIS);
        request.setReadTimeout(readMillis()
                * (call.body().filter(body -> body.size() > LARGEST).isPresent() ? UPLOAD_FACTOR : 1));
        request.setInstanceFollowRedirects(false);
        request.setUseCaches(false);
        request.setRequestProperty("User-Agent", "cfa-maven-plugin");
        call.headers().forEach(request::setRequestProperty);
        authorization.ifPresent(header -> request.setRequestProperty("Authorization", header));
        if (!(request instanceof HttpsURLConnection)) {
            proxy.flatMap(HttpProxy::authorization)
                    .ifPresent(header -> request.setRequestProperty("Proxy-Authorization", header));
        }
        return exchange(call, request);
    }

    private HttpURLConnection open(URI uri, Optional<HttpProxy> proxy) throws IOException {
        boolean digs = proxy.filter(found -> found.login().isPresent()).isPresent()
                && uri.getScheme().equals("https");
        HttpURLConnection request = (HttpURLConnection)
                (proxy.isEmpty()
                        ? uri.toURL().openConnection()
                        : uri.toURL()
                                .openConnection(
                                        digs ? Proxy.NO_PROXY : proxy.get().proxy()));
        if (request instanceof HttpsURLConnection secure) {
            boolean isAny = insecure.test(uri);
            SSLSocketFactory tls = isAny ? AnyCertificate.factory() : HttpsURLConnection.getDefaultSSLSocketFactory();
            // connections are kept by the factory that made them
            secure.setSSLSocketFactory(
                    digs
                            ? tunnels.computeIfAbsent(proxy + " " + isAny, any -> new ProxyTunnel(proxy.get(), tls))
                            : tls);
            if (isAny) {
                secure.setHostnameVerifier((host, session) -> true);
            }
        }
        return request;
    }

    private static HttpAnswer exchange(HttpCall call, HttpURLConnection request) throws IOException {
        try {
            if (call.body().isPresent()) {
                send(request, call.body().get());
            }
            int status = request.getResponseCode();
            if (status < 0) {
                throw new IOException("what answers does not speak HTTP");
            }
            return new HttpAnswer(status, headers(request), body(call, request, status));
        } catch (HttpRetryException e) {
            // the JDK's client does not send a stream again; whoever called can
            return new HttpAnswer(e.responseCode(), headers(request), new byte[0]);
        } catch (IOException e) {
            request.disconnect();
            throw e;
        }
    }

    /** A server may refuse before it has read everything: what it says then is more than that its end was closed. */
    private static void send(HttpURLConnection request, HttpCall.Body body) throws IOException {
        request.setDoOutput(true);
        request.setFixedLengthStreamingMode(body.size());
        try (OutputStream out = request.getOutputStream()) {
            body.bytes().writeTo(out);
        } catch (IOException e) {
            try {
                if (request.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST) {
                    return;
                }
            } catch (IOException unanswered) {
                e.addSuppressed(unanswered);
            }
            throw e;
        }
    }

    private static Map<String, String> headers(HttpURLConnection request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, List<String>> header : request.getHeaderFields().entrySet()) {
            if (header.getKey() != null) {
                // challenges may come one a line
                headers.put(header.getKey(), String.join(", ", header.getValue()));
            }
        }
        return headers;
    }

    /** To the end, so that the connection can be used again. */
    private static byte[] body(HttpCall call, HttpURLConnection request, int status) throws IOException {
        boolean isError = status >= HttpURLConnection.HTTP_BAD_REQUEST;
        try (InputStream in = isError ? request.getErrorStream() : request.getInputStream()) {
            if (in == null) {
                return new byte[0];
            }
            if (status == HttpURLConnection.HTTP_OK && call.sink().isPresent()) {
                in.transferTo(call.sink().get());
                return new byte[0];
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                bytes.write(chunk, 0, read);
                if (bytes.size() > LARGEST) {
                    throw new RegistryRefusalException(
                            "it answers with more than " + LARGEST + " bytes where a manifest was expected");
                }
            }
            return bytes.toByteArray();
        }
    }

    /** The name is that of jib's own setting, which people know. */
    private static int readMillis() {
        return Integer.getInteger("jib.httpTimeout", READ_MILLIS);
    }
}
