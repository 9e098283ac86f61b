package io.cfa.kit;

import java.util.regex.Pattern;

/** The header that a command is known by when it is repeated. */
public final class IdempotencyKeys {

    /** Its name. */
    public static final String HEADER = "Idempotency-Key";

    /** The longest key. */
    public static final int LONGEST = 200;

    /** What a key consists of: visible ASCII characters. */
    public static final String PATTERN = "[!-~]{1," + LONGEST + "}";

    private static final Pattern VALID = Pattern.compile(PATTERN);

    private IdempotencyKeys() {}

    /** Whether it is a key. */
    public static boolean isValid(String key) {
        return VALID.matcher(key).matches();
    }
}
