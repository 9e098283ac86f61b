package io.cfa.maven.remote.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the ssh configuration has the keys that a host may show.
 *
 * @param alias the name that its key is known under, if another one ({@code HostKeyAlias})
 * @param files the files of known host keys, the user's before the machine's
 */
public record KnownHostSettings(Optional<String> alias, List<Path> files) {

    /** Copies. */
    public KnownHostSettings {
        files = List.copyOf(files);
    }
}
