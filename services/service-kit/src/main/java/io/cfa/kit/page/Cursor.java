package io.cfa.kit.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cfa.kit.DomainException;
import io.cfa.kit.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.springframework.http.HttpStatus;

/**
 * Where a page of a list ended: the sort keys of its last item, so that what is added meanwhile moves nothing. It holds for the list, the filters
 * and the order that it was given out for; under others it would skip items unseen, and is refused. As text it is opaque to callers.
 *
 * @param list a fingerprint of the list with its filters and order
 * @param keys what the last item was sorted by, as text
 */
record Cursor(String list, List<String> keys) {

    private static final int FINGERPRINT = 16;
    private static final String SEPARATOR = "\0";

    /** The fingerprint of a list, by all that says which items it has, and in which order. */
    static String fingerprint(String content) {
        return Sha256.hexOf(content.getBytes(UTF_8)).substring(0, FINGERPRINT);
    }

    /** The text that a caller hands back. */
    String text() {
        List<String> parts = new ArrayList<>(List.of(list));
        parts.addAll(keys);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, parts).getBytes(UTF_8));
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @throws DomainException 400 that names the parameter, if it is anything else
     */
    static Cursor parse(String text) {
        try {
            List<String> parts =
                    Arrays.asList(new String(Base64.getUrlDecoder().decode(text), UTF_8).split(SEPARATOR, -1));
            Cursor cursor = new Cursor(parts.get(0), parts.subList(1, parts.size()));
            if (cursor.text().equals(text)) {
                return cursor;
            }
        } catch (IllegalArgumentException e) {
            // the caller made it up
        }
        throw refused();
    }

    static DomainException refused() {
        return new DomainException(
                HttpStatus.BAD_REQUEST,
                "validation",
                "The parameter cursor is none that was given out for this list with these filters and this order.");
    }
}
