package io.cfa.maven.image;

import com.google.cloud.tools.jib.global.JibSystemProperties;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;

/** Finds out how a registry is spoken to, and that it is there at all: jib would try a dead one for a minute. */
final class Transport {

    private static final int PATIENCE_MILLIS = 5_000;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private Transport() {}

    /** Whether plain http is as safe as https: nobody listens between a machine and itself. */
    static boolean isLoopback(String registry) {
        String host = host(registry);
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}");
    }

    /**
     * The client for a registry; sends nothing secret while it looks.
     *
     * @throws ImageException if it is not there
     */
    static FailoverHttpClient to(String registry, boolean allowInsecure) {
        boolean insecure = allowInsecure || isLoopback(registry);
        if (insecure && speaksPlainHttp(registry)) {
            return new PlainHttp();
        }
        if (System.getProperty("https.proxyHost") == null) {
            connect(registry);
        }
        return new Client(insecure);
    }

    private static void connect(String registry) {
        String host = host(registry);
        int port = port(registry, HTTPS);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), PATIENCE_MILLIS);
        } catch (UnknownHostException e) {
            throw new ImageException(
                    "the registry " + registry
                            + " has no address in DNS. Next: check its name, and this machine's resolver",
                    e);
        } catch (IOException e) {
            throw new ImageException(
                    "the registry " + registry + " does not answer: " + e.getMessage() + " (port " + port
                            + "). Next: check that it runs and can be reached from here",
                    e);
        }
    }

    /** Plain is asked first, as a TLS server refuses it at once, while a plain one may wait for the rest of a TLS greeting. */
    private static boolean speaksPlainHttp(String registry) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://" + host(registry) + ":" + port(registry, HTTP) + "/v2/")
                            .toURL()
                            .openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setInstanceFollowRedirects(false);
            int status = connection.getResponseCode();
            return status != HttpURLConnection.HTTP_BAD_REQUEST && status / 100 != 3;
        } catch (IOException e) {
            return false;
        }
    }

    private static String host(String registry) {
        return registry.replaceFirst(":\\d+$", "");
    }

    private static int port(String registry, int usual) {
        return registry.matches(".*:\\d+") ? Integer.parseInt(registry.replaceFirst(".*:", "")) : usual;
    }

    /** Says http wherever jib says https. */
    private static final class PlainHttp extends Client {

        PlainHttp() {
            super(true);
        }

        @Override
        public Response call(String method, URL url, Request request) throws IOException {
            return super.call(
                    method,
                    URI.create(url.toString().replaceFirst("^https:", "http:")).toURL(),
                    request);
        }
    }

    /** Gives a silent server up after twice jib's timeout; jib itself would wait eleven times as long. */
    private static class Client extends FailoverHttpClient {

        /** More retries than this in so little time are of connections that break, not of waiting. */
        private static final int OF_WAITING = 4;

        private static final ThreadLocal<Waiting> WAITING = new ThreadLocal<>();

        Client(boolean insecure) {
            super(insecure, insecure, event -> Client.retries());
        }

        @Override
        public Response call(String method, URL url, Request request) throws IOException {
            WAITING.set(new Waiting());
            try {
                return super.call(method, url, request);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            } finally {
                WAITING.remove();
            }
        }

        /** What jib logs in this thread while it calls is that it retries: the only place to stop it. */
        private static void retries() {
            Waiting waiting = WAITING.get();
            if (waiting == null) {
                return;
            }
            waiting.retries++;
            long millis = (System.nanoTime() - waiting.since) / 1_000_000;
            if (waiting.retries <= OF_WAITING && millis >= 2L * JibSystemProperties.getHttpTimeout()) {
                throw new UncheckedIOException(new SocketTimeoutException("no answer within " + millis / 1_000 + " s"));
            }
        }

        private static final class Waiting {
            private final long since = System.nanoTime();
            private int retries;
        }
    }
}
