package io.cfa.maven.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final Instant SUNDAY = Instant.parse("2026-11-29T03:00:00Z");

    @Test
    void sevenDaysAndFourWeeksOfADailyBackupAreKept() {
        List<BackupId> all = new ArrayList<>();
        for (int day = 0; day < 60; day++) {
            all.add(BackupId.at(SUNDAY.minus(day, ChronoUnit.DAYS)));
        }
        List<BackupId> expired = new Retention(7, 4).expired(all);
        List<BackupId> kept = all.stream().filter(id -> !expired.contains(id)).toList();
        assertThat(kept)
                .map(BackupId::toString)
                .containsExactly(
                        "20261129T030000Z",
                        "20261128T030000Z",
                        "20261127T030000Z",
                        "20261126T030000Z",
                        "20261125T030000Z",
                        "20261124T030000Z",
                        "20261123T030000Z",
                        "20261122T030000Z",
                        "20261115T030000Z",
                        "20261108T030000Z");
    }

    @Test
    void ofOneDayTheNewestIsKept() {
        assertThat(new Retention(1, 0)
                        .expired(List.of(
                                BackupId.at(SUNDAY),
                                BackupId.at(SUNDAY.plusSeconds(60)),
                                BackupId.at(SUNDAY.minusSeconds(60)))))
                .map(BackupId::toString)
                .containsExactly("20261129T025900Z", "20261129T030000Z");
    }

    @Test
    void daysWithoutABackupDoNotCount() {
        assertThat(new Retention(2, 0)
                        .expired(List.of(BackupId.at(SUNDAY), BackupId.at(SUNDAY.minus(40, ChronoUnit.DAYS)))))
                .isEmpty();
    }

    @Test
    void theTurnOfTheYearIsOneWeek() {
        assertThat(new Retention(1, 1)
                        .expired(List.of(
                                BackupId.of("20261231T000000Z").orElseThrow(),
                                BackupId.of("20270101T000000Z").orElseThrow())))
                .map(BackupId::toString)
                .containsExactly("20261231T000000Z");
    }

    @Test
    void aRetentionThatKeepsNothingIsRefused() {
        assertThatThrownBy(() -> new Retention(0, 4))
                .hasMessage("a retention of 0 days and 4 weeks keeps nothing; expected at least one day."
                        + " Next: mend -Dcfa.keepDaily and -Dcfa.keepWeekly");
    }

    @Test
    void aDirectoryOfAnotherNameIsNoBackup() {
        assertThat(BackupId.of("20261129T030000Z.part")).isEmpty();
        assertThat(BackupId.of("mine")).isEmpty();
        assertThat(BackupId.of("20261399T030000Z")).isEmpty();
    }
}
