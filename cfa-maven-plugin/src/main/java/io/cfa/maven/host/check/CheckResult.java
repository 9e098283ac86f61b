package io.cfa.maven.host.check;

import io.cfa.maven.report.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What a check found of one subject.
 *
 * @param subject  what was looked at: {@code engine}, {@code disk}
 * @param level    how bad it is
 * @param observed in a few words
 * @param finding  what to do about it; present unless all is well
 * @param details  more lines for a person who wants to know exactly
 */
public record CheckResult(
        String subject, Level level, String observed, Optional<Finding> finding, List<String> details) {

    /** How bad something is. */
    public enum Level {
        /** All is well. */
        PASSED,
        /** All works, and a person should know how: a diagnosis says it, a rollout does not. */
        ADVICE,
        /** A rollout goes on, and says it. */
        WARNING,
        /** It could not be told; a rollout goes on, and says it. */
        UNKNOWN,
        /** A rollout is refused. */
        REFUSED
    }

    /** Copies. */
    public CheckResult {
        details = List.copyOf(details);
    }

    /** All is well. */
    public static CheckResult passed(String subject, String observed) {
        return new CheckResult(subject, Level.PASSED, observed, Optional.empty(), List.of());
    }

    /** All works, and a person should know how. */
    public static CheckResult advice(String subject, String observed, Finding finding) {
        return new CheckResult(subject, Level.ADVICE, observed, Optional.of(finding), List.of());
    }

    /** A rollout goes on, and says it. */
    public static CheckResult warning(String subject, String observed, Finding finding) {
        return new CheckResult(subject, Level.WARNING, observed, Optional.of(finding), List.of());
    }

    /** Something that could not be told. */
    public static CheckResult unknown(String subject, Finding finding) {
        return new CheckResult(subject, Level.UNKNOWN, "unknown", Optional.of(finding), List.of());
    }

    /** Something that stops a rollout. */
    public static CheckResult refused(String subject, String observed, Finding finding) {
        return new CheckResult(subject, Level.REFUSED, observed, Optional.of(finding), List.of());
    }

    CheckResult with(List<String> lines) {
        return new CheckResult(subject, level, observed, finding, lines);
    }
}
