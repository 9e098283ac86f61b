package io.cfa.maven.backup;

import java.time.Duration;
import java.util.Optional;

/**
 * How a backup is made.
 *
 * @param certificate in PEM, whose key alone can read the secrets; without it they are not kept
 * @param retention   which are kept
 * @param limit       how long a step may take
 */
public record BackupOptions(Optional<String> certificate, Retention retention, Duration limit) {

    /** Without secrets, seven daily and four weekly, half an hour a step. */
    public static BackupOptions usual() {
        return new BackupOptions(Optional.empty(), new Retention(7, 4), Duration.ofMinutes(30));
    }
}
