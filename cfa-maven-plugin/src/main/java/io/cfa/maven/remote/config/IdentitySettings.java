package io.cfa.maven.remote.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which keys the ssh configuration wants a host to be offered.
 *
 * @param files        the keys that it names ({@code IdentityFile}), in order
 * @param certificates the certificates that it names ({@code CertificateFile}), in order
 * @param only         whether an agent may offer those alone ({@code IdentitiesOnly})
 * @param agent        the socket of the agent to ask, if there is one
 */
public record IdentitySettings(List<Path> files, List<Path> certificates, boolean only, Optional<Path> agent) {

    /** Copies. */
    public IdentitySettings {
        files = List.copyOf(files);
        certificates = List.copyOf(certificates);
    }
}
