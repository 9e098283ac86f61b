package io.cfa.maven.remote.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Which keys the ssh configuration wants a host to be offered.
 *
 * @param files the private keys that it names ({@code IdentityFile}), in order
 * @param only  whether an agent may offer those alone ({@code IdentitiesOnly})
 */
public record IdentitySettings(List<Path> files, boolean only) {

    /** Copies. */
    public IdentitySettings {
        files = List.copyOf(files);
    }
}
