package io.cfa.maven.report.format;

import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A report as a table: a row for each subject, a column for each probe; failed rows first, unknown ones next.
 *
 * @param probes the columns
 * @param rows   the rows
 */
public record Matrix(List<String> probes, List<Row> rows) {

    /**
     * One subject.
     *
     * @param subject the subject
     * @param outcome the worst of its probes
     * @param cells   its results by probe
     */
    record Row(String subject, Outcome outcome, Map<String, ProbeResult> cells) {

        Optional<ProbeResult> cell(String probe) {
            return Optional.ofNullable(cells.get(probe));
        }
    }

    public static Matrix of(Report report) {
        Map<String, Map<String, ProbeResult>> subjects = new LinkedHashMap<>();
        // of two results for one cell the worse one is shown
        report.results().forEach(result -> subjects.computeIfAbsent(result.subject(), any -> new LinkedHashMap<>())
                .merge(
                        result.probe(),
                        result,
                        (one, two) -> severity(one.outcome()) >= severity(two.outcome()) ? one : two));
        List<Row> rows = subjects.entrySet().stream()
                .map(entry -> new Row(entry.getKey(), worst(entry.getValue()), entry.getValue()))
                .sorted(Comparator.comparing((Row row) -> -severity(row.outcome())))
                .toList();
        return new Matrix(
                report.results().stream().map(ProbeResult::probe).distinct().toList(), rows);
    }

    private static Outcome worst(Map<String, ProbeResult> results) {
        return results.values().stream()
                .map(ProbeResult::outcome)
                .max(Comparator.comparing(Matrix::severity))
                .orElseThrow();
    }

    private static int severity(Outcome outcome) {
        return switch (outcome) {
            case FAILED -> 3;
            case UNKNOWN -> 2;
            case WARNED -> 1;
            case PASSED -> 0;
        };
    }
}
