package io.cfa.maven.backup;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What a backup is called: the moment in which it was begun, {@code 20261129T134500Z}.
 *
 * @param time to the second, UTC
 */
public record BackupId(LocalDateTime time) implements Comparable<BackupId> {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    /** Of one that begins now. */
    public static BackupId at(Instant now) {
        return new BackupId(LocalDateTime.ofInstant(now, ZoneOffset.UTC).withNano(0));
    }

    /** Reads a name; empty where it is none, as of a directory that somebody else made. */
    public static Optional<BackupId> of(String name) {
        try {
            return Optional.of(new BackupId(LocalDateTime.parse(name, FORM)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(BackupId other) {
        return time.compareTo(other.time);
    }

    @Override
    public String toString() {
        return FORM.format(time);
    }
}
