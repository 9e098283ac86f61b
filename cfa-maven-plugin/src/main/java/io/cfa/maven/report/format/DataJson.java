package io.cfa.maven.report.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.cfa.maven.report.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What goals print for programs, in the forms that docs/output-schema.md describes. */
public final class DataJson {

    /** Goes up when a field is removed or changes its meaning; a new field leaves it. */
    static final int SCHEMA_VERSION = 1;

    private static final ObjectMapper DOCUMENT = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final ObjectMapper LINE = new ObjectMapper();
    private static final String NONE = "-";
    private static final String COUNT = "restarts";

    private DataJson() {}

    /** The verdict on each check of a host. */
    public static String checks(Report report) {
        Map<String, Object> root = document();
        root.put("passed", report.hasPassed());
        root.put("checks", report.results().stream().map(VerifyJson::probe).toList());
        return write(DOCUMENT, root);
    }

    /**
     * Tables by their names.
     *
     * @param tables of each the rows, the first being the headings, which become the fields' names; a dash is null
     */
    public static String tables(Map<String, List<List<String>>> tables) {
        Map<String, Object> root = document();
        tables.forEach((name, rows) -> root.put(
                name, rows.stream().skip(1).map(row -> fields(rows.get(0), row)).toList()));
        return write(DOCUMENT, root);
    }

    /** Names and values in one line. */
    public static String line(Map<String, String> fields) {
        return write(LINE, fields);
    }

    private static Map<String, Object> document() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("schemaVersion", SCHEMA_VERSION);
        return root;
    }

    private static Map<String, Object> fields(List<String> headings, List<String> row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < headings.size(); i++) {
            String name = headings.get(i).toLowerCase(Locale.ROOT);
            fields.put(
                    name,
                    row.get(i).equals(NONE) ? null : name.equals(COUNT) ? Integer.valueOf(row.get(i)) : row.get(i));
        }
        return fields;
    }

    private static String write(ObjectMapper json, Object value) {
        try {
            return json.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }
}
