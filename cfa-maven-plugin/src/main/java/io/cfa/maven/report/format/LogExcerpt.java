package io.cfa.maven.report.format;

import io.cfa.maven.report.TextTable;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Of the last lines of a log those that matter: that name a failure, and the very last ones; frames of a stack trace are none. */
final class LogExcerpt {

    private static final int MOST = 8;
    private static final int LAST = 3;
    private static final Pattern FAILURE = Pattern.compile(
            "\\b(?:error|exception|fatal|caused by|panic|fail\\w*|refused|denied|unrecognized|cannot|could not|unable|no such|not found|out of memory"
                    + "|invalid|killed)\\b|Exception|Error",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FRAME =
            Pattern.compile("\\s*(?:at \\S+\\(.*|\\.\\.\\. \\d+ (?:more|common frames omitted))");

    private LogExcerpt() {}

    /** At most {@value #MOST} lines, in their order, each cut to a width. */
    static List<String> of(List<String> log, int width) {
        if (log.size() <= MOST) {
            return log.stream().map(line -> TextTable.cut(line, width)).toList();
        }
        List<Integer> told = IntStream.range(0, log.size())
                .filter(i -> !FRAME.matcher(log.get(i)).matches() && !log.get(i).isBlank())
                .boxed()
                .toList();
        TreeSet<Integer> chosen = new TreeSet<>(told.subList(Math.max(0, told.size() - LAST), told.size()));
        for (int i = told.size() - 1; i >= 0 && chosen.size() < MOST; i--) {
            if (FAILURE.matcher(log.get(told.get(i))).find()) {
                chosen.add(told.get(i));
            }
        }
        return chosen.stream().map(i -> TextTable.cut(log.get(i), width)).toList();
    }
}
