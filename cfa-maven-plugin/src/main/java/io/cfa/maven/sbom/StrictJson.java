package io.cfa.maven.sbom;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files of JSON that others wrote: whole, of a bounded size, each key once, and nothing behind. */
public final class StrictJson {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StrictJson() {}

    /**
     * The object of a file.
     *
     * @param largest more bytes are not read
     * @param next    the step that mends it, for the messages
     * @throws BillException if it is none
     */
    public static JsonNode object(Path file, long largest, String next) {
        if (!Files.isRegularFile(file)) {
            throw new BillException(file + " is not there. Next: " + next);
        }
        try {
            long size = Files.size(file);
            if (size > largest) {
                throw new BillException(
                        file + " has " + size + " bytes, expected " + largest + " at most. Next: " + next);
            }
            JsonNode node = JSON.readTree(file.toFile());
            if (!node.isObject()) {
                throw new BillException(
                        file + " holds " + node.getNodeType() + ", expected an object of JSON. Next: " + next);
            }
            return node;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new BillException(file + ":" + line + " is no whole JSON, or has a key twice ("
                    + e.getOriginalMessage().lines().findFirst().orElse("") + "). Next: " + next);
        } catch (IOException e) {
            throw new BillException(file + " cannot be read: " + e.getMessage() + ". Next: " + next);
        }
    }
}
