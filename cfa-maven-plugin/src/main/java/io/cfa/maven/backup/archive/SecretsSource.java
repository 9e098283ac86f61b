package io.cfa.maven.backup.archive;

import io.cfa.maven.host.RolloutException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where secrets for a new host come from.
 *
 * @param archive the backup that is restored from here
 * @param key     that reads its secrets
 */
public record SecretsSource(Optional<BackupArchive> archive, Optional<Path> key) {

    /**
     * The secrets, in base64 by name; none where no key was given.
     *
     * @throws RolloutException if the key does not read them
     */
    public SortedMap<String, String> read() {
        return archive.isPresent() && key.isPresent() ? SecretFiles.read(archive.get(), key.get()) : new TreeMap<>();
    }

    /**
     * Sees that no secrets were to be put on a host that has its own.
     *
     * @throws RolloutException if a key was given
     */
    public void requireNone(String host) {
        if (key.isPresent()) {
            throw new RolloutException("-Dcfa.secretsKey puts secrets on a new host, with -Dcfa.archive; " + host
                    + " has its own, or no backup was named. Nothing was changed. Next: leave it away");
        }
    }
}
