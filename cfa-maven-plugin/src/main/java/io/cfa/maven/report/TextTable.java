package io.cfa.maven.report;

import java.util.ArrayList;
import java.util.List;

/** Lays cells out in columns, two spaces between; where a row would not fit, its widest cells are cut, and then it folds: what is left of it stands below, under what is left of the head. */
public final class TextTable {

    private static final String GAP = "  ";
    private static final int NARROWEST = 6;

    /** What is left of a cell before the row folds: enough to tell one from another. */
    private static final int READABLE = 18;

    private TextTable() {}

    /** The lines of rows that all have as many cells; the first columns are never cut, and stand in a row's first line. */
    public static List<String> lines(List<List<String>> rows, int uncut, int width) {
        return folded(rows, uncut, width).stream().flatMap(List::stream).toList();
    }

    /** The same, as a list of lines for each row. */
    public static List<List<String>> folded(List<List<String>> rows, int uncut, int width) {
        int columns = rows.isEmpty() ? 0 : rows.get(0).size();
        int indent = 0;
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            int at = column;
            int natural =
                    rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
            widths.add(natural);
            indent += column < uncut ? natural + GAP.length() : 0;
        }
        cut(widths, uncut, width, Math.min(READABLE, Math.max(NARROWEST, width - indent)));
        List<Integer> ends = ends(widths, uncut, width, indent);
        String margin = " ".repeat(indent);
        return rows.stream().map(row -> fold(row, widths, ends, margin)).toList();
    }

    /** The widest columns first, until a row fits, and none more than can be read. */
    private static void cut(List<Integer> widths, int uncut, int width, int least) {
        while (sum(widths) > width) {
            int widest = uncut;
            for (int column = uncut; column < widths.size(); column++) {
                widest = widths.get(column) > widths.get(widest) ? column : widest;
            }
            if (widest == widths.size() || widths.get(widest) <= least) {
                return;
            }
            widths.set(widest, widths.get(widest) - 1);
        }
    }

    private static int sum(List<Integer> widths) {
        return widths.stream().mapToInt(Integer::intValue).sum() + GAP.length() * (widths.size() - 1);
    }

    /** Before which column each line of a row ends. */
    private static List<Integer> ends(List<Integer> widths, int uncut, int width, int indent) {
        List<Integer> ends = new ArrayList<>();
        int used = indent;
        for (int column = uncut; column < widths.size(); column++) {
            if (used > indent && used + widths.get(column) > width) {
                ends.add(column);
                used = indent;
            }
            used += widths.get(column) + GAP.length();
        }
        ends.add(widths.size());
        return ends;
    }

    private static List<String> fold(List<String> row, List<Integer> widths, List<Integer> ends, String margin) {
        List<String> lines = new ArrayList<>();
        int column = 0;
        for (int end : ends) {
            StringBuilder line = new StringBuilder(column == 0 ? "" : margin);
            for (; column < end; column++) {
                String cell = cut(row.get(column), widths.get(column));
                line.append(cell)
                        .append(" ".repeat(widths.get(column) - cell.length()))
                        .append(GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** A text, or its beginning and an ellipsis. */
    public static String cut(String text, int width) {
        return text.length() > width ? text.substring(0, width - 1) + "…" : text;
    }
}
