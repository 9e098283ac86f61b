package io.cfa.maven.rollout.plan;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One command of a plan; running it twice does what running it once does, as a lost connection may make it run twice.
 *
 * @param title   what it does, in a few words
 * @param command what is run
 * @param problem what is wrong with an answer whose exit status is 0; empty where nothing is
 * @param told    what of an answer is said to whoever waits, a line each
 * @param stateOnFailure  what the host is left with if this step fails, for whoever reads the message
 */
public record Step(
        String title,
        Command command,
        Function<Result, Optional<String>> problem,
        Function<Result, List<String>> told,
        String stateOnFailure) {

    /** A step whose answer is looked at. */
    public Step(String title, Command command, Function<Result, Optional<String>> problem, String stateOnFailure) {
        this(title, command, problem, result -> List.of(), stateOnFailure);
    }

    /** A step that is done when its command exits with 0. */
    public static Step of(String title, Command command, String stateOnFailure) {
        return new Step(title, command, result -> Optional.empty(), stateOnFailure);
    }

    /** A step whose answer is looked at, and told. */
    public static Step told(
            String title,
            Command command,
            Function<Result, Optional<String>> problem,
            Function<Result, List<String>> told,
            String stateOnFailure) {
        return new Step(title, command, problem, told, stateOnFailure);
    }

    /** A step whose answer is looked at. */
    static Step checked(
            String title, Command command, Function<Result, Optional<String>> problem, String stateOnFailure) {
        return new Step(title, command, problem, stateOnFailure);
    }
}
