package io.cfa.maven.report;

import java.time.Duration;
import java.time.Instant;

/**
 * A step of a rollout, and how long it took.
 *
 * @param title     what it did, in a few words
 * @param begin     when it began
 * @param took      how long it took
 * @param succeeded whether it ended well
 */
public record TimedStep(String title, Instant begin, Duration took, boolean succeeded) {}
