package io.cfa.maven.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a database says was done to it: the rows of Flyway's history tables.
 *
 * @param histories the rows of each table that is there, in the order in which they were run
 */
public record InstalledSchema(SortedMap<String, List<Row>> histories) {

    /** A database that answers more is none of ours. */
    private static final int MOST_ROWS = 10_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A row.
     *
     * @param version  empty for what is repeated, or what is no migration (Flyway's own entries)
     * @param script   the name of the file
     * @param checksum empty for a baseline
     * @param success  false where it was begun and not ended
     */
    public record Row(Optional<MigrationVersion> version, String script, Optional<Integer> checksum, boolean success) {}

    /** Copies. */
    public InstalledSchema {
        SortedMap<String, List<Row>> copy = new TreeMap<>();
        histories.forEach((table, rows) -> copy.put(table, List.copyOf(rows)));
        histories = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * What psql is told through its standard input, to print a line of JSON for each history table of the database.
     *
     * <p>Source: Flyway 12.4.0's own table: installed_rank, version, type, script, checksum, success.
     */
    public static final String QUERY =
            """
            select format('select json_build_object(''database'', current_database(), ''table'', %L, ''rows'', coalesce(json_agg(json_build_object(''version'', version,
              ''type'', type, ''script'', script, ''checksum'', checksum, ''success'', success) order by installed_rank), ''[]'')) from %I.%I',
              relname, nspname, relname)
            from pg_class join pg_namespace on pg_namespace.oid = relnamespace
            where relname like '%\\_schema\\_history' and relkind = 'r' and nspname = 'public' order by relname
            \\gexec
            """;

    /**
     * Reads what psql printed for several databases, and behind each that could be asked a line {@code {"asked":"name"}}.
     *
     * @throws IllegalArgumentException if it is not of the form
     */
    public static Map<String, InstalledSchema> byDatabase(String output) {
        Map<String, SortedMap<String, List<Row>>> databases = new TreeMap<>();
        Map<String, InstalledSchema> asked = new TreeMap<>();
        for (String line : output.lines().filter(text -> !text.isBlank()).toList()) {
            JsonNode json = json(line);
            if (json.path("asked").isTextual()) {
                String name = json.path("asked").asText();
                asked.put(name, new InstalledSchema(databases.getOrDefault(name, new TreeMap<>())));
                continue;
            }
            JsonNode rows = json.path("rows");
            if (!json.path("table").isTextual()
                    || !json.path("database").isTextual()
                    || !rows.isArray()
                    || rows.size() > MOST_ROWS) {
                throw new IllegalArgumentException("no history table of Flyway: " + cut(line));
            }
            databases
                    .computeIfAbsent(json.path("database").asText(), any -> new TreeMap<>())
                    .put(json.path("table").asText(), rows(rows));
        }
        return asked;
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no history table of Flyway: " + cut(line), e);
        }
    }

    private static List<Row> rows(JsonNode json) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode row : json) {
            String type = row.path("type").asText();
            Optional<MigrationVersion> version = row.path("version").isTextual() && type.equals("SQL")
                    ? Optional.of(MigrationVersion.of(row.path("version").asText()))
                    : Optional.empty();
            if (type.equals("SQL")) {
                rows.add(new Row(
                        version,
                        row.path("script").asText(),
                        row.path("checksum").isInt()
                                ? Optional.of(row.path("checksum").asInt())
                                : Optional.empty(),
                        row.path("success").asBoolean()));
            }
        }
        return rows;
    }

    private static String cut(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
