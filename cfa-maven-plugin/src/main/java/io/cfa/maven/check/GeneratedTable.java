package io.cfa.maven.check;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectFacts;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.ProjectNames;
import io.cfa.maven.model.source.SourceLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of a document that is written by machine, between two comments.
 *
 * @param document the document
 * @param rows     what must stand between the comments
 */
record GeneratedTable(Path document, List<String> rows) {

    private static final String BEGIN = "<!-- begin cfa:services";
    private static final String END = "<!-- end cfa:services";
    private static final String UNKNOWN = "-";
    private static final String FIX = "./mvnw cfa:check -Dcfa.fix";

    /** The tables of a project's documents. */
    static List<GeneratedTable> of(ProjectLayout layout, ProjectFacts known) {
        List<GeneratedTable> tables = new ArrayList<>();
        layout.runbook().ifPresent(document -> tables.add(ofRunbook(document, known)));
        layout.matrix()
                .ifPresent(document ->
                        tables.add(ofMatrix(document, known, layout.names().modules())));
        return tables;
    }

    /** The lines of the two comments. */
    private record Markers(int begin, int end) {}

    /** The table of a service in each row. */
    private static GeneratedTable ofRunbook(Path document, ProjectFacts known) {
        List<String> rows = new ArrayList<>(List.of("| service | job | port |", "|---|---|---|"));
        known.servicesByPort()
                .forEach(service -> rows.add("| " + service + " | `build-" + service + "` | "
                        + known.port(service).orElse(UNKNOWN) + " |"));
        return new GeneratedTable(document, rows);
    }

    /** The same with what its job builds. */
    private static GeneratedTable ofMatrix(Path document, ProjectFacts known, ProjectNames.Modules modules) {
        List<String> rows = new ArrayList<>(
                List.of("| service | job | module | paths | image | tags | port |", "|---|---|---|---|---|---|---|"));
        known.servicesByPort()
                .forEach(service ->
                        rows.add("| " + service + " | `build-" + service + "` | `" + modules.of(service) + "` | `"
                                + modules.of(service) + "/**` | `$CI_REGISTRY_IMAGE/" + service
                                + "` | `:$CI_COMMIT_SHORT_SHA`, `:$DEPLOY_TAG` | "
                                + known.port(service).orElse(UNKNOWN) + " |"));
        return new GeneratedTable(document, rows);
    }

    /** Every row that is not as it must be. */
    void check(List<String> lines, Findings findings) {
        Optional<Markers> markers = markers(lines);
        if (markers.isEmpty()) {
            findings.add(
                    new SourceLocation(
                            document,
                            first(lines, BEGIN).or(() -> first(lines, END)).orElse(0) + 1),
                    "no table between " + BEGIN + " --> and " + END + " -->",
                    "one, with a row for each service",
                    "put the two comments around the table, then " + FIX);
            return;
        }
        int begin = markers.get().begin;
        List<String> found = between(lines, markers.get());
        if (found.equals(rows)) {
            return;
        }
        Map<String, String> expected = byFirstCell(rows);
        Map<String, String> there = byFirstCell(found);
        boolean differs = false;
        for (int i = 0; i < found.size(); i++) {
            String row = found.get(i);
            String wanted = expected.get(firstCell(row));
            differs |= !row.equals(wanted);
            if (!isAsWanted(row, wanted)) {
                findings.add(
                        new SourceLocation(document, begin + i + 2),
                        row.isEmpty() ? "an empty line in the table" : row,
                        wanted == null ? "no such row" : wanted,
                        FIX);
            }
        }
        for (Map.Entry<String, String> row : expected.entrySet()) {
            if (!there.containsKey(row.getKey())) {
                differs = true;
                findings.add(new SourceLocation(document, begin + 1), "no row of " + row.getKey(), row.getValue(), FIX);
            }
        }
        if (!differs) {
            findings.add(
                    new SourceLocation(document, begin + 1),
                    "the rows in another order, or twice",
                    "each once, by port",
                    FIX);
        }
    }

    /** A port that no file tells yet may be any. */
    private static boolean isAsWanted(String row, String wanted) {
        return row.equals(wanted)
                || wanted != null
                        && wanted.endsWith("| " + UNKNOWN + " |")
                        && row.startsWith(wanted.substring(0, wanted.length() - UNKNOWN.length() - 2));
    }

    /** The lines with the table as it must be; absent where it is so, or where the comments are not there. */
    Optional<List<String>> fixed(List<String> lines) {
        return markers(lines)
                .filter(markers -> !between(lines, markers).equals(rows))
                .map(markers -> {
                    String lineEnd = lines.get(markers.begin).endsWith("\r") ? "\r" : "";
                    List<String> fixed = new ArrayList<>(lines.subList(0, markers.begin + 1));
                    rows.forEach(row -> fixed.add(row + lineEnd));
                    fixed.addAll(lines.subList(markers.end, lines.size()));
                    return fixed;
                });
    }

    /** The lines with the table left empty, for the rules of what people write. */
    List<String> without(List<String> lines) {
        List<String> others = new ArrayList<>(lines);
        markers(lines).ifPresent(markers -> others.subList(markers.begin, markers.end + 1)
                .replaceAll(line -> ""));
        return others;
    }

    private static Optional<Markers> markers(List<String> lines) {
        Optional<Integer> begin = first(lines, BEGIN);
        Optional<Integer> end = first(lines, END);
        long markers = lines.stream()
                .filter(line -> line.startsWith(BEGIN) || line.startsWith(END))
                .count();
        return begin.isPresent() && end.isPresent() && begin.get() < end.get() && markers == 2
                ? Optional.of(new Markers(begin.get(), end.get()))
                : Optional.empty();
    }

    private static Optional<Integer> first(List<String> lines, String marker) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(marker)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static List<String> between(List<String> lines, Markers markers) {
        return lines.subList(markers.begin + 1, markers.end).stream()
                .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                .toList();
    }

    private static Map<String, String> byFirstCell(List<String> rows) {
        Map<String, String> cells = new LinkedHashMap<>();
        rows.forEach(row -> cells.putIfAbsent(firstCell(row), row));
        return cells;
    }

    private static String firstCell(String row) {
        return row.startsWith("|") ? row.substring(1).replaceFirst("\\|.*", "").strip() : row.strip();
    }
}
