package io.cfa.maven.rollout.rehearsal;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks what users wrote since a dump, by table; changes nothing. */
public final class RowsWrittenSince {

    private static final Pattern LINE = Pattern.compile("(.+) has (\\d+|none) rows, the dump (\\d+|none)");

    private final RemoteHost host;
    private final RehearsalProgram program;

    /** Asks a host. */
    public RowsWrittenSince(RemoteHost host, RehearsalProgram program) {
        this.host = host;
        this.program = program;
    }

    /**
     * A line for each table that has other rows than the dump; rows that were changed are not seen.
     *
     * @throws IllegalArgumentException if the dump is not whole, or the database cannot be asked
     */
    public List<String> of(DumpedDatabase database) {
        Result result = host.run(program.query(
                "rows", database.directory(), database.service(), database.server(), database.database()));
        if (!result.succeeded()) {
            throw new IllegalArgumentException("the dump " + database.directory() + " of " + database.service()
                    + " cannot be compared: exit status " + result.exitStatus() + " " + last(result.error()));
        }
        return result.output()
                .lines()
                .filter(line -> LINE.matcher(line).matches())
                .toList();
    }

    /** Whether any table has more rows than the dump. */
    static boolean any(List<String> lines) {
        return lines.stream().anyMatch(line -> {
            Matcher row = LINE.matcher(line);
            return row.matches()
                    && !row.group(2).equals("none")
                    && !row.group(3).equals("none")
                    && Long.parseLong(row.group(2)) > Long.parseLong(row.group(3));
        });
    }

    /** Whether no health check of a service ever passed since its container was started. */
    boolean wasNeverReady(String project, String service) {
        Command command = program.query("never_ready", project, service);
        return host.run(command.within(Duration.ofSeconds(30))).succeeded();
    }

    private static String last(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
}
