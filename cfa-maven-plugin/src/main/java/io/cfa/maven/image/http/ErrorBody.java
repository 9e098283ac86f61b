package io.cfa.maven.image.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a registry says of a refusal, on one line.
 *
 * <p>Source: OCI distribution specification 1.1, "Error codes".
 */
final class ErrorBody {

    private static final int LONGEST = 300;

    private ErrorBody() {}

    /** The errors that it names, or the text where it is plain; empty where it says nothing. */
    static String reason(byte[] body, boolean plain) {
        try {
            StringBuilder reason = new StringBuilder();
            for (JsonNode error : new ObjectMapper().readTree(body).path("errors")) {
                reason.append(reason.isEmpty() ? "" : "; ").append(words(error));
            }
            return oneLine(reason.toString());
        } catch (IOException e) {
            return plain ? oneLine(new String(body, StandardCharsets.UTF_8)) : "";
        }
    }

    private static String words(JsonNode error) {
        String code = error.path("code").asText("");
        String message = error.path("message").asText("");
        String detail = error.path("detail").isTextual() ? error.path("detail").asText() : "";
        String text = message.isEmpty() || message.equals(code) ? code : code + ": " + message;
        return detail.isEmpty() || detail.equals(message) ? text : text + " (" + detail + ")";
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
