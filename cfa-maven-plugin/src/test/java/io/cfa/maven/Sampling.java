package io.cfa.maven;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which cases of a test that would take minutes are tried: a share of them, chosen by a seed that is fixed, printed, and given with
 * {@code -Dcfa.seed}; all of them with {@code -Dcfa.whole}.
 */
public final class Sampling {

    /** What everything that is chosen by lot in the tests is chosen by. */
    public static final long SEED = Long.getLong("cfa.seed", 1);

    private Sampling() {}

    /** Of the cases 1 to {@code count} every {@code share}th, from one of the first on; the last one is always among them. */
    public static List<Integer> of(int count, int share, String what) {
        if (System.getProperty("cfa.whole") != null) {
            return IntStream.rangeClosed(1, count).boxed().toList();
        }
        int first = 1 + new Random(SEED + what.hashCode()).nextInt(share);
        List<Integer> cases = IntStream.rangeClosed(1, count)
                .filter(at -> at == count || at % share == first % share)
                .boxed()
                .toList();
        System.out.printf("%s: %s of %d with -Dcfa.seed=%d; all with -Dcfa.whole%n", what, cases, count, SEED);
        return cases;
    }
}
