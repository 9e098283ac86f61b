package io.cfa.maven.remote.config;

/**
 * Whom to log in as, and where.
 *
 * @param user     the user on the host
 * @param hostName the name or address that the host is reached by
 * @param port     the port of its sshd, 1 to 65535
 */
public record SshEndpoint(String user, String hostName, int port) {

    /** Host and port as messages name them: {@code 10.0.0.2:22}. */
    public String address() {
        return hostName + ":" + port;
    }
}
