package io.cfa.maven.backup;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which backups are kept: the newest of each of the last days on which there was one, and of each of the last weeks.
 *
 * @param daily  how many days
 * @param weekly how many weeks, of ISO 8601
 */
public record Retention(int daily, int weekly) {

    /** Nothing goes. */
    public static final Retention EVERYTHING = new Retention(Integer.MAX_VALUE, Integer.MAX_VALUE);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if nothing would be kept
     */
    public Retention {
        if (daily < 1 || weekly < 0) {
            throw new IllegalArgumentException(
                    "a retention of " + daily + " days and " + weekly
                            + " weeks keeps nothing; expected at least one day. Next: mend -Dcfa.keepDaily and -Dcfa.keepWeekly");
        }
    }

    /** Those that may go, oldest first. */
    public List<BackupId> expired(Collection<BackupId> all) {
        if (daily == Integer.MAX_VALUE) {
            return List.of();
        }
        Map<LocalDate, BackupId> days = new HashMap<>();
        Map<String, BackupId> weeks = new HashMap<>();
        TreeSet<BackupId> ordered = new TreeSet<>(all);
        for (BackupId id : ordered) {
            days.put(id.time().toLocalDate(), id);
            weeks.put(week(id), id);
        }
        Set<BackupId> kept = new HashSet<>();
        days.values().stream().sorted((a, b) -> b.compareTo(a)).limit(daily).forEach(kept::add);
        weeks.values().stream().sorted((a, b) -> b.compareTo(a)).limit(weekly).forEach(kept::add);
        return ordered.stream().filter(id -> !kept.contains(id)).toList();
    }

    private static String week(BackupId id) {
        return id.time().get(IsoFields.WEEK_BASED_YEAR) + "-" + id.time().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }
}
