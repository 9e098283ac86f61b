package io.cfa.kit.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cfa.kit.DomainException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import org.springframework.http.HttpStatus;

/**
 * Where a page of a list ended: the list is ordered by a time and, among equals, by an id, so what is added meanwhile moves nothing. As text it is
 * opaque to callers.
 *
 * @param at the time of the last item
 * @param id its id
 */
public record Cursor(Instant at, String id) {

    /** The text that a caller hands back. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((at + " " + id).getBytes(UTF_8));
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @throws DomainException 400 that names the parameter, if it is anything else
     */
    public static Cursor parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(" ", 2);
            if (parts.length == 2 && !parts[1].isEmpty() && parts[1].indexOf('\0') < 0) {
                Cursor cursor = new Cursor(Instant.parse(parts[0]), parts[1]);
                if (cursor.text().equals(text)) {
                    return cursor;
                }
            }
        } catch (IllegalArgumentException | DateTimeParseException e) {
            // the caller made it up
        }
        throw new DomainException(
                HttpStatus.BAD_REQUEST, "validation", "The parameter cursor is none that was given out.");
    }
}
