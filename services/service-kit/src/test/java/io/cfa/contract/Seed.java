package io.cfa.contract;

import java.util.Random;

/** What is drawn by lot in the tests is drawn from one seed: it is fixed, printed, and given with {@code -Dcfa.seed}. */
public final class Seed {

    /** The seed of this run. */
    public static final long VALUE = Long.getLong("cfa.seed", 1);

    static {
        System.out.println("-Dcfa.seed=" + VALUE);
    }

    private Seed() {}

    /** How many of so many a build draws: a third; all of them with {@code -Dcfa.whole}. */
    public static int many(int whole) {
        return System.getProperty("cfa.whole") == null ? (whole + 2) / 3 : whole;
    }

    /** The lots of one of several who draw; each has its own. */
    public static Random random(int who) {
        return new Random(VALUE + who);
    }
}
