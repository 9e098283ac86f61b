package io.cfa.kit.api;

import io.cfa.kit.DomainException;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Which page of a list is asked for, by the parameters {@code limit} and {@code cursor}: the youngest first. A method of a controller takes it as
 * an argument and answers with {@link #answer}; a query ends with {@link #after} and asks for {@link #fetch()} rows.
 *
 * @param limit  how many items at most, 1 to {@value #MOST}
 * @param cursor where the page before ended
 */
public record PageRequest(int limit, Optional<Cursor> cursor) {

    /** The most items of one page. */
    public static final int MOST = 100;

    /** How many there are if nobody says. */
    public static final int USUAL = 50;

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** Refuses pages of no sensible size. */
    public PageRequest {
        if (limit < 1 || limit > MOST) {
            throw new DomainException(
                    HttpStatus.BAD_REQUEST, "validation", "The parameter limit is a number from 1 to " + MOST + ".");
        }
    }

    /**
     * The end of a query over a table ordered by the youngest: {@code where … and (at, id) < (:cursor_at, :cursor_id) order by …}.
     *
     * @param at the column of the time, with an index together with the id
     * @param id the column of the id, as text
     */
    public static String after(String at, String id) {
        return "(%1$s, %2$s) < (:cursor_at, :cursor_id) order by %1$s desc, %2$s desc limit :fetch".formatted(at, id);
    }

    /** For {@code :cursor_at}. */
    public OffsetDateTime at() {
        return cursor.map(Cursor::at).orElse(LATEST).atOffset(ZoneOffset.UTC);
    }

    /** For {@code :cursor_id}. */
    public String id() {
        return cursor.map(Cursor::id).orElse("");
    }

    /** For {@code :fetch}: one more than is shown tells whether there are more. */
    public int fetch() {
        return limit + 1;
    }

    /** Answers with a page, and where there are more with the address of the next as {@code Link: <…>; rel="next"} of RFC 8288. */
    public <T> ResponseEntity<List<T>> answer(List<T> fetched, Function<T, Cursor> cursorOf) {
        if (fetched.size() <= limit) {
            return ResponseEntity.ok(fetched);
        }
        List<T> shown = List.copyOf(fetched.subList(0, limit));
        String next = cursorOf.apply(shown.get(limit - 1)).text();
        URI address = ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam("cursor", next)
                .build()
                .toUri();
        // relative to the address that was asked, which behind the gateway is another
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, "<?" + address.getRawQuery() + ">; rel=\"next\"")
                .body(shown);
    }
}
