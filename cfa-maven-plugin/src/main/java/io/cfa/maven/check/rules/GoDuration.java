package io.cfa.maven.check.rules;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells a duration as Go's {@code time.ParseDuration} reads it: {@code 1m30s}, {@code .5s}; a negative one is nobody's intention. */
final class GoDuration {

    private static final Pattern FORM =
            Pattern.compile("\\+?(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))++|\\+?0");
    private static final Pattern PART = Pattern.compile("([0-9.]+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Double> NANOSECONDS =
            Map.of("ns", 1., "us", 1e3, "µs", 1e3, "μs", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "h", 3600e9);

    private GoDuration() {}

    /** Whether it is one, and no longer than the 292 years that Go can count. */
    static boolean isOne(String text) {
        if (!FORM.matcher(text).matches()) {
            return false;
        }
        Matcher part = PART.matcher(text);
        double sum = 0;
        while (part.find()) {
            sum += Double.parseDouble(part.group(1)) * NANOSECONDS.get(part.group(2));
        }
        return sum < Long.MAX_VALUE;
    }
}
