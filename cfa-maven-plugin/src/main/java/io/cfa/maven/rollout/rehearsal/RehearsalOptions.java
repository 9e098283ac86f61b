package io.cfa.maven.rollout.rehearsal;

import java.time.Duration;

/**
 * How migrations are rehearsed.
 *
 * @param wanted    whether they are; without it there is no dump either
 * @param limit     for how long an image may take to become ready on the copy
 * @param kept      of how many releases the dumps are kept
 * @param megabytes how much they may be together; the newest is kept whatever it is
 */
public record RehearsalOptions(boolean wanted, Duration limit, int kept, int megabytes) {

    /** Without a rehearsal. */
    public static final RehearsalOptions NONE = new RehearsalOptions(false, Duration.ZERO, 1, 1);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if no dump would be kept
     */
    public RehearsalOptions {
        if (kept < 1 || megabytes < 1) {
            throw new IllegalArgumentException(kept + " dumps of " + megabytes
                    + " MB keep nothing; expected at least one. Next: mend -Dcfa.keepDumps and -Dcfa.dumpMegabytes");
        }
    }
}
