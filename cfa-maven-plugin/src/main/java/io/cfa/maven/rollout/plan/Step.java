package io.cfa.maven.rollout.plan;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import java.util.Optional;
import java.util.function.Function;

/**
 * One command of a plan; running it twice does what running it once does, as a lost connection may make it run twice.
 *
 * @param title   what it does, in a few words
 * @param command what is run
 * @param problem what is wrong with an answer whose exit status is 0; empty where nothing is
 * @param stateOnFailure  what the host is left with if this step fails, for whoever reads the message
 */
public record Step(String title, Command command, Function<Result, Optional<String>> problem, String stateOnFailure) {

    /** A step that is done when its command exits with 0. */
    public static Step of(String title, Command command, String stateOnFailure) {
        return new Step(title, command, result -> Optional.empty(), stateOnFailure);
    }

    /** A step whose answer is looked at. */
    static Step checked(
            String title, Command command, Function<Result, Optional<String>> problem, String stateOnFailure) {
        return new Step(title, command, problem, stateOnFailure);
    }
}
