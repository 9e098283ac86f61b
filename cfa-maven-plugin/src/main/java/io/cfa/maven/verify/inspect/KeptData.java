package io.cfa.maven.verify.inspect;

import io.cfa.maven.docker.Query;
import io.cfa.maven.remote.Command;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which backups lie on a host, and which dumps from before a change of a schema. */
final class KeptData {

    /** The head of its table. */
    static final List<String> COLUMNS = List.of("KEPT", "AT", "MEGABYTES");

    private static final int SHOWN = 16;
    private static final Pattern LINE = Pattern.compile("(\\d{1,12})\\s+(backup|dump)s/(\\d{8}T\\d{6}Z)");
    private static final String LIST =
            "cd \"$1/.cfa\" 2>/dev/null && for each in backups/*Z dumps/*Z; do [ ! -d \"$each\" ] || du -sk \"$each\"; done; true";

    private KeptData() {}

    /** A row for each, newest first; those that are not finished are none. */
    static Query<List<List<String>>> query(String directory) {
        return new Query<>(Command.of("sh", "-c", LIST, "sh", directory), KeptData::rows);
    }

    private static List<List<String>> rows(String output) {
        List<List<String>> rows = new ArrayList<>();
        output.lines().map(LINE::matcher).filter(Matcher::matches).forEach(found -> {
            long tenths = Long.parseLong(found.group(1)) * 1024 / 100_000;
            rows.add(List.of(found.group(2), found.group(3), tenths / 10 + "." + tenths % 10));
        });
        rows.sort(Comparator.comparing((List<String> row) -> row.get(1)).reversed());
        return rows.subList(0, Math.min(SHOWN, rows.size()));
    }
}
