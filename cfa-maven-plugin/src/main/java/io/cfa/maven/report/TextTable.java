package io.cfa.maven.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lays cells out in columns, two spaces between, and cuts the widest ones where a line would not fit. */
public final class TextTable {

    /** What fits 120 columns behind the eight that Maven's log begins a line with. */
    static final int WIDTH = 112;

    private static final String GAP = "  ";
    private static final int NARROWEST = 6;

    private TextTable() {}

    /** The lines of rows that all have as many cells; the first columns are never cut. */
    public static List<String> lines(List<List<String>> rows, int uncut) {
        int columns = rows.isEmpty() ? 0 : rows.get(0).size();
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        while (sum(widths) > WIDTH) {
            int widest = widest(widths, uncut);
            if (widths.get(widest) <= NARROWEST) {
                break;
            }
            widths.set(widest, widths.get(widest) - 1);
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static int sum(List<Integer> widths) {
        return widths.stream().mapToInt(Integer::intValue).sum() + GAP.length() * (widths.size() - 1);
    }

    private static int widest(List<Integer> widths, int uncut) {
        return Stream.iterate(uncut, column -> column < widths.size(), column -> column + 1)
                .reduce((one, two) -> widths.get(two) > widths.get(one) ? two : one)
                .orElse(0);
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            int width = widths.get(column);
            String cell = row.get(column);
            String shown = cell.length() > width ? cell.substring(0, width - 1) + "…" : cell;
            line.append(shown).append(" ".repeat(width - shown.length())).append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
