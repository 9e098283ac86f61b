package io.cfa.maven.model;

import java.util.List;

/**
 * Where the edge takes requests for a service: {@code x-cfa: {edge: "${IDENTITY_PORT}"}} in the compose file.
 *
 * @param ports what the host publishes for the edge, which passes on to the service what comes there; mostly one, or none
 * @param mode  whether the edge ends TLS there, and with what
 */
public record Ingress(List<PublishedPort> ports, TlsMode mode) {

    /** Of a service that the edge knows nothing of. */
    public static final Ingress NONE = new Ingress(List.of(), TlsMode.OFF);

    /** Copies. */
    public Ingress {
        ports = List.copyOf(ports);
    }

    /** Whether what comes there is TLS. */
    public boolean tls() {
        return mode != TlsMode.OFF;
    }
}
