package io.cfa.maven.backup.archive;

import io.cfa.maven.backup.BackupManifest.UnusableBackupException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a backup and the SHA-256 of each, as its file {@value #FILE} has them.
 *
 * @param byName hexadecimal digits, by the plain name of the file
 */
public record Checksums(SortedMap<String, String> byName) {

    /** Their file. */
    public static final String FILE = "SHA256SUMS";

    /** More is none of ours. */
    public static final int LARGEST = 100_000;

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *]([A-Za-z0-9][A-Za-z0-9_.-]{0,120})");

    /** Copies. */
    public Checksums {
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }

    /**
     * Reads them.
     *
     * @throws UnusableBackupException if a line has another form, such as a name that leads elsewhere
     */
    public static Checksums of(String text) {
        SortedMap<String, String> checksums = new TreeMap<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || matcher.group(2).equals(FILE)) {
                throw new UnusableBackupException(
                        FILE + " has the line \"" + shortened(line) + "\", expected a SHA-256 and a plain file name");
            }
            if (checksums.put(matcher.group(2), matcher.group(1)) != null) {
                throw new UnusableBackupException(FILE + " names " + matcher.group(2) + " twice");
            }
        }
        if (checksums.isEmpty()) {
            throw new UnusableBackupException(FILE + " is empty");
        }
        return new Checksums(checksums);
    }

    private static String shortened(String line) {
        String seen = line.replaceAll("[^ -~]", "?");
        return seen.length() > 80 ? seen.substring(0, 80) + "…" : seen;
    }
}
