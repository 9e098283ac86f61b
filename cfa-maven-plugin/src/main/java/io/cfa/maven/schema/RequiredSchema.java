package io.cfa.maven.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.schema.sql.SchemaEffect;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The schema that an image needs of its database, as the label {@value #LABEL} and {@code image.json} have it.
 *
 * @param histories the migrations of each of Flyway's history tables
 */
public record RequiredSchema(SortedMap<String, List<Migration>> histories) {

    /** The label of an image; a service without a database has none. */
    public static final String LABEL = "io.cfa.schema";

    private static final int FORM = 1;
    /** What an image claims of itself is not believed to be small. */
    private static final int LONGEST = 1 << 18;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies. */
    public RequiredSchema {
        SortedMap<String, List<Migration>> copy = new TreeMap<>();
        histories.forEach((table, migrations) -> copy.put(table, List.copyOf(migrations)));
        histories = Collections.unmodifiableSortedMap(copy);
    }

    /** Of a service without a database. */
    public static RequiredSchema none() {
        return new RequiredSchema(new TreeMap<>());
    }

    /** What several know together. */
    public static RequiredSchema together(Collection<RequiredSchema> schemas) {
        SortedMap<String, List<Migration>> all = new TreeMap<>();
        schemas.forEach(schema -> schema.histories()
                .forEach((table, migrations) ->
                        all.computeIfAbsent(table, any -> new ArrayList<>()).addAll(migrations)));
        return new RequiredSchema(all);
    }

    /** The newest version of a history; empty where there is none. */
    public Optional<MigrationVersion> version(String table) {
        return histories.getOrDefault(table, List.of()).stream()
                .flatMap(migration -> migration.version().stream())
                .reduce((older, newer) -> newer);
    }

    /**
     * {@code {"form":1,"flyway_schema_history":[{"script":"V1__ledger.sql","checksum":-12,"effect":"adds"}]}}: the same bytes for the same migrations.
     */
    public String toJson() {
        StringWriter text = new StringWriter();
        // token by token: what would find out by itself how a record is written is slower to load than to use
        try (JsonGenerator json = JSON.getFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("form", FORM);
            for (Map.Entry<String, List<Migration>> history : histories.entrySet()) {
                json.writeArrayFieldStart(history.getKey());
                for (Migration migration : history.getValue()) {
                    write(json, migration);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Migration migration) throws IOException {
        json.writeStartObject();
        json.writeStringField("script", migration.script());
        json.writeNumberField("checksum", migration.checksum());
        json.writeStringField("effect", migration.effect().toString());
        if (!migration.changes().isEmpty()) {
            json.writeArrayFieldStart("changes");
            for (String change : migration.changes()) {
                json.writeString(change);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /**
     * Reads what an image says.
     *
     * @throws IllegalArgumentException if it is not of the form, or of a newer one
     */
    public static RequiredSchema of(String label) {
        if (label.length() > LONGEST) {
            throw new IllegalArgumentException(
                    LABEL + " has " + label.length() + " characters, expected at most " + LONGEST);
        }
        try {
            JsonNode json = JSON.readTree(label);
            if (json.path("form").asInt() != FORM) {
                throw new IllegalArgumentException(
                        LABEL + " is of form " + json.path("form").asText("none") + ", expected " + FORM);
            }
            SortedMap<String, List<Migration>> histories = new TreeMap<>();
            for (Map.Entry<String, JsonNode> history : json.properties()) {
                if (!history.getKey().equals("form")) {
                    histories.put(history.getKey(), migrations(history.getValue()));
                }
            }
            return new RequiredSchema(histories);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(LABEL + " is no JSON", e);
        }
    }

    private static List<Migration> migrations(JsonNode list) {
        List<Migration> migrations = new ArrayList<>();
        for (JsonNode one : list) {
            String script = one.path("script").asText();
            List<String> changes = new ArrayList<>();
            one.path("changes").forEach(change -> changes.add(change.asText()));
            if (!one.path("checksum").isInt()) {
                throw new IllegalArgumentException(LABEL + " has no checksum of " + script);
            }
            migrations.add(new Migration(
                    MigrationName.of(script).version(),
                    script,
                    one.path("checksum").asInt(),
                    effect(one.path("effect").asText()),
                    changes));
        }
        return migrations;
    }

    private static SchemaEffect effect(String text) {
        for (SchemaEffect effect : SchemaEffect.values()) {
            if (effect.toString().equals(text)) {
                return effect;
            }
        }
        throw new IllegalArgumentException(LABEL + " has the unknown effect \"" + text + "\"");
    }
}
