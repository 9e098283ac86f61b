package io.cfa.maven.model;

import java.util.List;

/**
 * Where the edge takes requests for a service: {@code x-cfa: {edge: "${IDENTITY_PORT}"}} in the compose file.
 *
 * @param ports what the host publishes for the edge, which passes on to the service what comes there; mostly one, or none
 * @param tls   whether the edge ends TLS there: {@code CFA_TLS} of the env file is {@code file}
 */
public record Ingress(List<PublishedPort> ports, boolean tls) {

    /** Of a service that the edge knows nothing of. */
    public static final Ingress NONE = new Ingress(List.of(), false);

    /** The variable of the env file that says whether the edge ends TLS. */
    public static final String TLS = "CFA_TLS";

    /** What the variable may say; the second is a PEM file beneath {@code secrets/}. */
    public static final List<String> TLS_MODES = List.of("off", "file");

    /** Copies. */
    public Ingress {
        ports = List.copyOf(ports);
    }
}
