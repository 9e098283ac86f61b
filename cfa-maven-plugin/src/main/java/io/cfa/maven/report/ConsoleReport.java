package io.cfa.maven.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes a report as lines of plain text, at most 120 columns where the cells allow it: a table with a row for each subject, failing rows
 * first; then each failure with its next step; then the last lines that what failed printed.
 */
public final class ConsoleReport {

    private static final String MISSING = "-";

    private ConsoleReport() {}

    /** The lines. */
    public static List<String> lines(Report report) {
        List<String> lines = new ArrayList<>(table(report));
        if (!report.failures().isEmpty()) {
            lines.add("");
            report.failures()
                    .forEach(result -> lines.add(result.outcome().name().charAt(0)
                            + result.outcome().name().substring(1).toLowerCase(Locale.ROOT) + ": "
                            + result.subject() + ", " + result.probe() + ": "
                            + result.finding().orElseThrow()));
        }
        report.lastLogs().forEach((subject, log) -> {
            lines.add("");
            lines.add("Last lines of " + subject + (log.isEmpty() ? ": none" : ":"));
            log.forEach(line -> lines.add("  | " + line));
        });
        return lines;
    }

    private static List<String> table(Report report) {
        List<String> probes =
                report.results().stream().map(ProbeResult::probe).distinct().toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.concat(Stream.of("", "SERVICE"), probes.stream().map(probe -> probe.toUpperCase(Locale.ROOT)))
                .toList());
        report.bySubject().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().stream().allMatch(ProbeResult::hasPassed)))
                .forEach(entry -> rows.add(row(entry, probes)));
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < probes.size() + 2; column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static List<String> row(Map.Entry<String, List<ProbeResult>> subject, List<String> probes) {
        Map<String, ProbeResult> cells = new LinkedHashMap<>();
        subject.getValue().forEach(result -> cells.put(result.probe(), result));
        boolean passed = subject.getValue().stream().allMatch(ProbeResult::hasPassed);
        List<String> row = new ArrayList<>(List.of(passed ? "ok" : "FAIL", subject.getKey()));
        probes.forEach(
                probe -> row.add(cells.containsKey(probe) ? cells.get(probe).observed() : MISSING));
        return row;
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            line.append(row.get(column))
                    .append(" ".repeat(widths.get(column) - row.get(column).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
