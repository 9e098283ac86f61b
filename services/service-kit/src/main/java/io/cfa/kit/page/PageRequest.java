package io.cfa.kit.page;

import io.cfa.kit.DomainException;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * Which page of a list is asked for. A method of a controller takes it as an argument, by the parameters {@code limit}, {@code cursor} and
 * {@code sort}, and hands it to a {@link KeysetQuery}.
 *
 * @param limit  how many items at most, 1 to {@value #MOST}
 * @param cursor where the page before ended
 * @param sort   the field that the list is sorted by, with a minus in front where the largest comes first
 */
public record PageRequest(int limit, Optional<String> cursor, String sort) {

    /** The most items of one page. */
    public static final int MOST = 100;

    /** How many there are if nobody says. */
    public static final int USUAL = 50;

    /** Refuses pages of no sensible size. */
    public PageRequest {
        if (limit < 1 || limit > MOST) {
            throw new DomainException(
                    HttpStatus.BAD_REQUEST, "validation", "The parameter limit is a number from 1 to " + MOST + ".");
        }
    }

    /** The first page of the usual size. */
    public static PageRequest first(String sort) {
        return new PageRequest(USUAL, Optional.empty(), sort);
    }

    /** Whether the largest comes first. */
    boolean descending() {
        return sort.startsWith("-");
    }

    /** The field without its direction. */
    String field() {
        return descending() ? sort.substring(1) : sort;
    }
}
