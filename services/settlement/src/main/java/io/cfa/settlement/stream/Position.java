package io.cfa.settlement.stream;

import io.cfa.kit.DomainException;
import org.springframework.http.HttpStatus;

/**
 * How far somebody has read: the transaction of an event, and its number in it. Transactions are in the order in which they began, and one is
 * shown when all before it are over, so nothing is passed over that is committed late.
 *
 * @param transaction the database's number of it
 * @param sequence    the event's
 */
record Position(long transaction, long sequence) {

    private static final String FORM = "[0-9]{1,18}-[0-9]{1,18}";

    /** The id of an event, as a caller hands it back. */
    static Position parse(String text) {
        if (!text.matches(FORM)) {
            throw new DomainException(
                    HttpStatus.BAD_REQUEST, "validation", "The header Last-Event-ID is none that was given out.");
        }
        int dash = text.indexOf('-');
        return new Position(Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    }

    @Override
    public String toString() {
        return transaction + "-" + sequence;
    }
}
