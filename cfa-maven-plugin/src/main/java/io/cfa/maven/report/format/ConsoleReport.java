package io.cfa.maven.report.format;

import io.cfa.maven.report.ConsoleStyle;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Writes a report as lines of text: a table with a row for each subject, failing rows first, that folds where it is too wide; then each failure and each warning with
 * its next step; then of what each of them printed the lines that matter. All of that is in the report's files.
 */
public final class ConsoleReport {

    private static final String MISSING = "-";
    private static final String BAR = "  | ";
    private static final String RESET = "\u001B[0m";

    private final ConsoleStyle style;
    private final String subjects;

    /** Writes of services. */
    public ConsoleReport(ConsoleStyle style) {
        this(style, "SERVICE");
    }

    /** Writes of other subjects, whose column has a head of its own. */
    public ConsoleReport(ConsoleStyle style, String subjects) {
        this.style = style;
        this.subjects = subjects;
    }

    /** The lines. */
    public List<String> lines(Report report) {
        List<String> lines = new ArrayList<>(table(Matrix.of(report)));
        List<ProbeResult> told = Stream.concat(report.failures().stream(), report.warnings().stream())
                .toList();
        if (!told.isEmpty()) {
            lines.add("");
            told.forEach(result -> lines.add(explained(result)));
        }
        report.lastLogs().forEach((subject, log) -> {
            List<String> shown = LogExcerpt.of(log, style.width() - BAR.length());
            lines.add("");
            lines.add(
                    shown.size() < log.size()
                            ? "Of the last " + log.size() + " lines of " + subject + ", which are in the report:"
                            : "Last lines of " + subject + (log.isEmpty() ? ": none" : ":"));
            shown.forEach(line -> lines.add(BAR + line));
        });
        return lines;
    }

    private List<String> table(Matrix matrix) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.concat(
                        Stream.of("", subjects), matrix.probes().stream().map(probe -> probe.toUpperCase(Locale.ROOT)))
                .toList());
        matrix.rows()
                .forEach(row -> rows.add(Stream.concat(
                                Stream.of(label(row.outcome()), row.subject()),
                                matrix.probes().stream().map(probe -> row.cell(probe)
                                        .map(ProbeResult::observed)
                                        .orElse(MISSING)))
                        .toList()));
        List<List<String>> folded = TextTable.folded(rows, 2, style.width());
        List<String> lines = new ArrayList<>(folded.get(0));
        for (int i = 0; i < matrix.rows().size(); i++) {
            List<String> row = new ArrayList<>(folded.get(i + 1));
            row.set(0, paint(row.get(0), matrix.rows().get(i).outcome()));
            lines.addAll(row);
        }
        return lines;
    }

    private String explained(ProbeResult result) {
        String finding = result.finding().orElseThrow().toString();
        String subject = finding.startsWith(result.subject() + " ") ? "" : result.subject() + "  ";
        return paint(label(result.outcome()) + "  " + subject + finding, result.outcome());
    }

    private static String label(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "ok";
            case WARNED -> "warn";
            case FAILED -> "FAIL";
            case UNKNOWN -> "UNKNOWN";
        };
    }

    /** The label in its colour; the rest stays as it is, so that it reads on any background. */
    private String paint(String line, Outcome outcome) {
        if (!style.colour()) {
            return line;
        }
        String label = label(outcome);
        String code =
                switch (outcome) {
                    case PASSED -> "\u001B[32m";
                    case FAILED -> "\u001B[1;31m";
                    case UNKNOWN, WARNED -> "\u001B[33m";
                };
        return code + label + RESET + line.substring(label.length());
    }
}
