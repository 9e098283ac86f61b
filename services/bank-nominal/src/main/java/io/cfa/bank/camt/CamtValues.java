package io.cfa.bank.camt;

import io.cfa.kit.rule.Bounds;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the texts of a statement mean; each refuses what means nothing, and the field says where that stands. */
final class CamtValues {

    private static final Pattern AMOUNT = Pattern.compile("\\d{1,18}([.]\\d{1,5})?");
    private static final Pattern ID = Pattern.compile(
            "(?i)(?<![0-9a-f])([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})(?![0-9a-f])");

    private CamtValues() {}

    static <T> T required(T value, String field) {
        if (value == null || value.equals("")) {
            throw CamtElement.unreadable(field, "It is missing.");
        }
        return value;
    }

    static LocalDate day(String text, String field) {
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeException | NullPointerException e) {
            throw CamtElement.unreadable(field, "It is no day.");
        }
    }

    /** Roubles as text, such as {@code 1500.00}. */
    static long kopecks(String text, String field, boolean mayBeNothing) {
        if (text == null || !AMOUNT.matcher(text).matches()) {
            throw CamtElement.unreadable(field, "It is no amount.");
        }
        BigDecimal kopecks = new BigDecimal(text).movePointRight(2).stripTrailingZeros();
        if (kopecks.scale() > 0) {
            throw CamtElement.unreadable(field, "It is no whole number of kopecks.");
        }
        // sums and balances are larger than any single movement
        long most = mayBeNothing ? 100_000 * Bounds.MOST_KOPECKS : Bounds.MOST_KOPECKS;
        if (kopecks.compareTo(BigDecimal.valueOf(most)) > 0 || !mayBeNothing && kopecks.signum() == 0) {
            throw CamtElement.unreadable(field, "It is nothing, or more than there can be.");
        }
        return kopecks.longValueExact();
    }

    /** The first id of ours that a text names, with its dashes or without; null where it names none. */
    static UUID reference(String texts) {
        Matcher id = ID.matcher(texts == null ? "" : texts);
        return id.find()
                ? UUID.fromString(String.join("-", id.group(1), id.group(2), id.group(3), id.group(4), id.group(5)))
                : null;
    }
}
