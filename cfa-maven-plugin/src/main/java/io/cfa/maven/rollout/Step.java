package io.cfa.maven.rollout;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import java.util.Optional;
import java.util.function.Function;

/**
 * One command of a plan.
 *
 * @param title   what it does, in a few words
 * @param command what is run
 * @param problem what is wrong with an answer whose exit status is 0; empty where nothing is
 * @param always  whether it is run even when an earlier step failed, to leave nothing behind
 * @param leaves  what the host is left with if this step fails, for whoever reads the message
 */
public record Step(
        String title, Command command, Function<Result, Optional<String>> problem, boolean always, String leaves) {

    /** A step that is done when its command exits with 0. */
    static Step of(String title, Command command, String leaves) {
        return new Step(title, command, result -> Optional.empty(), false, leaves);
    }

    /** A step that is run at its turn or after a failure, whichever comes first. */
    static Step always(String title, Command command, String leaves) {
        return new Step(title, command, result -> Optional.empty(), true, leaves);
    }

    /** A step whose answer is looked at. */
    static Step checked(String title, Command command, Function<Result, Optional<String>> problem, String leaves) {
        return new Step(title, command, problem, false, leaves);
    }
}
