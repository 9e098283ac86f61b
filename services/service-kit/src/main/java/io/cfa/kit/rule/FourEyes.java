package io.cfa.kit.rule;

import io.cfa.kit.DomainException;
import org.springframework.http.HttpStatus;

/** That nobody decides about themselves, whatever roles they hold. */
public final class FourEyes {

    private FourEyes() {}

    /**
     * Refuses with 403 {@code four-eyes} where both are the same login.
     *
     * @param actor   the {@code sub} of whoever decides
     * @param subject the {@code sub} of whom it is about
     * @param what    ends the sentence "Nobody …", such as {@code "approves their own issue"}
     */
    public static void check(String actor, String subject, String what) {
        if (actor.equalsIgnoreCase(subject)) {
            throw new DomainException(
                    HttpStatus.FORBIDDEN, "four-eyes", "Nobody " + what + ": another operator has to.");
        }
    }
}
