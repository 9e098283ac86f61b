package io.cfa.maven.image.registry;

import io.cfa.maven.image.http.HttpAnswer;
import io.cfa.maven.image.http.HttpCall;
import io.cfa.maven.image.http.HttpTransport;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where a registry is, and how it is spoken to; sends nothing secret while it looks.
 *
 * @param registry      as images name it
 * @param allowInsecure whether plain http is allowed wherever it is
 */
record RegistryEndpoint(String registry, boolean allowInsecure) {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** A host and perhaps a port: nobody's name before it, nothing that could be read in two ways. */
    private static final String BARE = "[\\w.-]+(:\\d{1,5})?";

    /** Host and port as they are dialled. */
    String server() {
        return registry.equals(ImageReference.DOCKER_HUB) ? "registry-1.docker.io" : registry;
    }

    /** Whether plain http, and a certificate that nobody vouches for, are allowed: nobody listens between a machine and itself. */
    boolean mayBeInsecure() {
        return allowInsecure || isHere();
    }

    /** Whether an address is of this registry itself: what is allowed to it is allowed to no other host or port. */
    boolean isOwn(URI uri) {
        return isOwnHost(uri) && port(uri) == (port() == 0 ? uri.getScheme().equals("http") ? HTTP : HTTPS : port());
    }

    /** Whether an address is of the registry's host, however it is spoken to. */
    boolean isOwnHost(URI uri) {
        return host(uri).equalsIgnoreCase(host());
    }

    /**
     * The address that all requests go to: https, unless plain http is allowed and the registry speaks it.
     *
     * @throws IOException if it is not known how it is spoken to, as nobody answers
     */
    URI base(HttpTransport http) throws IOException {
        URI secure = URI.create("https://" + server());
        if (!mayBeInsecure()) {
            return secure;
        }
        URI plain = URI.create("http://" + server());
        if (isHere()) {
            // asked first, as a TLS server refuses it at once, while a plain one may wait for the rest of a TLS
            // greeting
            return ask(http, plain).filter(RegistryEndpoint::isNoTls).isPresent() ? plain : secure;
        }
        if (ask(http, secure).isPresent()) {
            return secure;
        }
        return ask(http, plain).filter(RegistryEndpoint::isRegistry).isPresent() ? plain : secure;
    }

    private static Optional<HttpAnswer> ask(HttpTransport http, URI base) {
        try {
            return Optional.of(http.send(HttpCall.of("GET", base.resolve("/v2/"), Map.of()), Optional.empty()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isNoTls(HttpAnswer answer) {
        return answer.status() != 400 && answer.status() / 100 != 3;
    }

    /** Not a portal that answers on port 80 for whoever does not answer himself. */
    private static boolean isRegistry(HttpAnswer answer) {
        boolean says = answer.header("Docker-Distribution-Api-Version")
                .filter(version -> version.startsWith("registry/2"))
                .isPresent();
        boolean asksWhoWeAre =
                answer.status() == 401 && answer.header("WWW-Authenticate").isPresent();
        boolean isEmptyJson = answer.status() == 200
                && new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8)
                        .strip()
                        .matches("(\\{\\s*})?");
        return !answer.isHtml()
                && (answer.status() == 200 || answer.status() == 401)
                && (says || asksWhoWeAre || isEmptyJson);
    }

    private boolean isHere() {
        // by RFC 6761, section 6.3, every name below localhost is one of this machine
        return host().matches("(?i)(.+\\.)?localhost|127(\\.\\d{1,3}){3}|\\[(::1|(0{1,4}:){7}0{0,3}1)]");
    }

    private String host() {
        return server().replaceFirst(":\\d+$", "");
    }

    /** 0 where it is not written. */
    private int port() {
        return server().matches(".*:\\d+") ? Integer.parseInt(server().replaceFirst(".*:", "")) : 0;
    }

    /** Also of a name such as 127.1 or registry.2, which Docker and resolvers take, and {@link URI} has no host for. */
    static String host(URI uri) {
        if (uri.getHost() != null) {
            return uri.getHost();
        }
        String authority = String.valueOf(uri.getRawAuthority());
        return authority.matches(BARE) ? authority.replaceFirst(":\\d+$", "") : "";
    }

    private static int port(URI uri) {
        String authority = String.valueOf(uri.getRawAuthority());
        if (uri.getPort() < 0 && authority.matches(BARE) && authority.matches(".*:\\d{1,5}")) {
            return Integer.parseInt(authority.replaceFirst(".*:", ""));
        }
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("http") ? HTTP : HTTPS;
    }
}
