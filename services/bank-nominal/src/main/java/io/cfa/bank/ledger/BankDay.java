package io.cfa.bank.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A day as the bank counts it: from midnight to midnight in Moscow. */
public final class BankDay {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    private BankDay() {}

    /** The day that an instant is in. */
    public static LocalDate of(Instant instant) {
        return LocalDate.ofInstant(instant, MOSCOW);
    }

    /** Its first instant. */
    public static Instant startOf(LocalDate day) {
        return day.atStartOfDay(MOSCOW).toInstant();
    }

    /** The first instant of the month that it is in. */
    public static Instant startOfMonth(LocalDate day) {
        return startOf(day.withDayOfMonth(1));
    }

    /** The first instant that is no longer in it. */
    public static Instant endOf(LocalDate day) {
        return startOf(day.plusDays(1));
    }
}
