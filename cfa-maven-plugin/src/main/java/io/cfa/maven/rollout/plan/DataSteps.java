package io.cfa.maven.rollout.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a rollout does for the data of its services.
 *
 * @param lines  what becomes of it, for people
 * @param before what is done when the images lie on the host, and before a container is replaced
 * @param undo   what is done where the rollout ends without having replaced any
 */
public record DataSteps(List<String> lines, List<Step> before, List<Step> undo) {

    /** Nothing. */
    public static final DataSteps NONE = new DataSteps(List.of(), List.of(), List.of());

    /** Copies. */
    public DataSteps {
        lines = List.copyOf(lines);
        before = List.copyOf(before);
        undo = List.copyOf(undo);
    }

    /** With more lines. */
    public DataSteps and(List<String> more) {
        return new DataSteps(Stream.concat(lines.stream(), more.stream()).toList(), before, undo);
    }
}
