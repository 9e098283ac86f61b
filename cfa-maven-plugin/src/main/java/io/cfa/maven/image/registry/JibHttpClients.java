package io.cfa.maven.image.registry;

import com.google.cloud.tools.jib.global.JibSystemProperties;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import io.cfa.maven.image.cache.ImageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;

/** The clients that jib sends its requests with. */
final class JibHttpClients {

    private JibHttpClients() {}

    /**
     * The client for a registry.
     *
     * @param plainHttp whether it speaks plain http
     * @throws ImageException if it is not there
     */
    static FailoverHttpClient to(RegistryEndpoint address, boolean plainHttp) {
        if (plainHttp) {
            return new PlainHttp();
        }
        if (System.getProperty("https.proxyHost") == null) {
            address.connect();
        }
        return new Client(address.mayBeInsecure());
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
