package io.cfa.sandbox;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person's mistake may do: fail within its time with a message that helps, and change no container, or leave a host that can be mended. */
final class MistakeVerdict {

    /** Maven's words around the message of a goal. */
    private static final Pattern MESSAGE = Pattern.compile(
            "^\\[ERROR\\] Failed to execute goal [^:]*:[^:]*:[^:]*:[a-z]* \\([^)]*\\) on project [^:]*: (.*?)(?: -> \\[Help 1\\])?$",
            Pattern.MULTILINE);

    private MistakeVerdict() {}

    static List<String> problems(CaseRecord seen, String password) {
        int limit = number(seen.fact("limit"));
        int seconds = number(seen.fact("first.seconds"));
        String mended = seen.fact("second.status");
        return new Verdict(seen)
                .expect(!seen.fact("first.status").matches("0?"), "it succeeded")
                .expect(seconds >= 0 && seconds <= limit, "it took " + seconds + " s, more than " + limit)
                .expect(!seen.fact("says").isBlank(), "the script does not tell what it must say")
                .saysWhatAPersonNeeds("first.log", password)
                .expect(seen.fact("containers.before").equals(seen.fact("containers.after")), "containers were changed")
                .expect(mended.matches("0?"), "the good image could not be deployed afterwards")
                .problems();
    }

    private static int number(String digits) {
        return digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : -1;
    }

    /** The message that a person reads. */
    static String summary(CaseRecord seen) {
        Matcher message = MESSAGE.matcher(seen.fact("first.log"));
        return "%-24s %3s s  %s"
                .formatted(seen.name(), seen.fact("first.seconds"), message.find() ? message.group(1) : "");
    }
}
