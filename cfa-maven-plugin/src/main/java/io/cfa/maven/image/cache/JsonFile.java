package io.cfa.maven.image.cache;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files of JSON, written and read token by token: what would find out by itself how a record is written is slower to load than to use. */
public final class JsonFile {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonFile() {}

    /** Writes the one value of a file. */
    public interface Content {
        public void write(JsonGenerator json) throws IOException;
    }

    /** Writes a file of a directory of built things, unless it is there with the same bytes. */
    public static void write(Path file, Content content) {
        StringWriter text = new StringWriter();
        try {
            try (JsonGenerator json = JSON.createGenerator(text)) {
                json.useDefaultPrettyPrinter();
                content.write(json);
            }
            byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
            boolean isSame = Files.isRegularFile(file)
                    && Files.size(file) == bytes.length
                    && Arrays.equals(Files.readAllBytes(file), bytes);
            if (!isSame) {
                AtomicFile.writeUnforced(file, out -> out.write(bytes));
            }
        } catch (IOException e) {
            throw new ImageException(
                    file + " cannot be written: " + e.getMessage()
                            + ". Next: see the free disk space and the permissions there",
                    e);
        }
    }

    /** The value of a file: maps, lists, and texts, which numbers are too. */
    public static Object read(Path file) throws IOException {
        try (JsonParser json = JSON.createParser(file.toFile())) {
            json.nextToken();
            return value(json);
        }
    }

    private static Object value(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> fields = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.getCurrentName();
                json.nextToken();
                fields.put(name, value(json));
            }
            return fields;
        }
        if (json.currentToken() == JsonToken.START_ARRAY) {
            List<Object> elements = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(json));
            }
            return elements;
        }
        return String.valueOf(json.getText());
    }
}
