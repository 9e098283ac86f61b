package io.cfa.maven.image.registry;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Where a registry is, and how it is spoken to; sends nothing secret while it looks.
 *
 * @param registry      as images name it
 * @param allowInsecure whether plain http is allowed wherever it is
 */
record RegistryEndpoint(String registry, boolean allowInsecure) {

    static final int PATIENCE_MILLIS = 5_000;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** Host and port as they are dialled. */
    String server() {
        return registry.equals(ImageReference.DOCKER_HUB) ? "registry-1.docker.io" : registry;
    }

    /** Whether plain http, and a certificate that nobody vouches for, are allowed: nobody listens between a machine and itself. */
    boolean mayBeInsecure() {
        return allowInsecure || host().equals("localhost") || host().matches("127(\\.\\d{1,3}){3}");
    }

    /** Plain is asked first, as a TLS server refuses it at once, while a plain one may wait for the rest of a TLS greeting. */
    boolean speaksPlainHttp() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://" + host() + ":" + port(HTTP) + "/v2/")
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

    /**
     * Finds out that it is there at all: jib would try a dead one for a minute.
     *
     * @throws ImageException if it is not
     */
    void connect() {
        int port = port(HTTPS);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host()), port), PATIENCE_MILLIS);
        } catch (UnknownHostException e) {
            throw new ImageException(
                    "the registry " + server()
                            + " has no address in DNS. Next: check its name, and this machine's resolver",
                    e);
        } catch (IOException e) {
            throw new ImageException(
                    "the registry " + server() + " does not answer: " + e.getMessage() + " (port " + port
                            + "). Next: check that it runs and can be reached from here",
                    e);
        }
    }

    private String host() {
        return server().replaceFirst(":\\d+$", "");
    }

    private int port(int usual) {
        return server().matches(".*:\\d+") ? Integer.parseInt(server().replaceFirst(".*:", "")) : usual;
    }
}
