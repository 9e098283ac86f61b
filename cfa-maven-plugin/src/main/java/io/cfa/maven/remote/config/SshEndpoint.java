package io.cfa.maven.remote.config;

import java.util.Map;
import java.util.Optional;

/**
 * Whom to log in as, where, and what is wanted of the connection.
 *
 * @param user         the user on the host
 * @param hostName     the name or address that the host is reached by
 * @param port         the port of its sshd, 1 to 65535
 * @param proxyCommand the local command that the connection goes through, if one, with its tokens replaced
 * @param options      further settings by keyword in small letters, as {@code kexalgorithms}, {@code connecttimeout}
 */
public record SshEndpoint(
        String user, String hostName, int port, Optional<String> proxyCommand, Map<String, String> options) {

    /** Copies. */
    public SshEndpoint {
        options = Map.copyOf(options);
    }

    /** Host and port as messages name them: {@code 10.0.0.2:22}. */
    public String address() {
        return (hostName.contains(":") ? "[" + hostName + "]" : hostName) + ":" + port;
    }

    /** A further setting. */
    public Optional<String> option(String keyword) {
        return Optional.ofNullable(options.get(keyword));
    }
}
