package io.cfa.maven.image.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What stands between this machine and a registry; prints without its password.
 *
 * @param host  its name
 * @param port  its port
 * @param login user and password with a colon between them, where it wants them
 */
public record HttpProxy(String host, int port, Optional<String> login) {

    Proxy proxy() {
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(host, port));
    }

    Optional<String> authorization() {
        return login.map(both -> "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
