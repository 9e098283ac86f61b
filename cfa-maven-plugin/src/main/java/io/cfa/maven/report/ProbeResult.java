package io.cfa.maven.report;

import java.util.Optional;

/**
 * What one probe found of one subject.
 *
 * @param subject  what was probed: a service's name
 * @param probe    the probe's name: a column of the table
 * @param outcome  how it ended
 * @param observed in a few words: a cell of the table
 * @param finding  what to do about it; present unless all is well
 */
public record ProbeResult(String subject, String probe, Outcome outcome, String observed, Optional<Finding> finding) {

    /** A probe that found what it expected. */
    public static ProbeResult passed(String subject, String probe, String observed) {
        return new ProbeResult(subject, probe, Outcome.PASSED, observed, Optional.empty());
    }

    /** A probe that found something else. */
    public static ProbeResult failed(String subject, String probe, String observed, Finding finding) {
        return new ProbeResult(subject, probe, Outcome.FAILED, observed, Optional.of(finding));
    }

    /** A probe that could not be made. */
    public static ProbeResult unknown(String subject, String probe, String observed, Finding finding) {
        return new ProbeResult(subject, probe, Outcome.UNKNOWN, observed, Optional.of(finding));
    }

    /** Whether it passed, with a warning or without. */
    public boolean hasPassed() {
        return outcome == Outcome.PASSED || outcome == Outcome.WARNED;
    }
}
