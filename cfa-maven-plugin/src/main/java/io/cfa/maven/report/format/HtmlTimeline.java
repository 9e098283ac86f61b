package io.cfa.maven.report.format;

import io.cfa.maven.report.TimedStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Draws steps as bars over time: widths in percent and letters in pixels, so that it fits a phone and stays readable. */
final class HtmlTimeline {

    private static final int ROW = 36;
    private static final double MILLIS = 1000.0;
    private static final double WHOLE = 100.0;
    private static final double NARROWEST = 0.5;

    private HtmlTimeline() {}

    static String draw(List<TimedStep> steps) {
        Instant begin =
                steps.stream().map(TimedStep::begin).min(Instant::compareTo).orElseThrow();
        Instant end = steps.stream()
                .map(step -> step.begin().plus(step.took()))
                .max(Instant::compareTo)
                .orElseThrow();
        double whole = Math.max(1, Duration.between(begin, end).toMillis());
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg class=\"timeline\" width=\"100%%\" height=\"%d\" role=\"img\" aria-label=\"%d steps in %.1f s\">%n",
                steps.size() * ROW,
                steps.size(),
                whole / MILLIS));
        for (int i = 0; i < steps.size(); i++) {
            TimedStep step = steps.get(i);
            double from = Duration.between(begin, step.begin()).toMillis() / whole * WHOLE;
            double width = Math.max(NARROWEST, step.took().toMillis() / whole * WHOLE);
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"0\" y=\"%d\">%s<tspan class=\"quiet\"> · %.1f s</tspan></text>%n"
                            + "<rect class=\"track\" x=\"0\" y=\"%d\" width=\"100%%\" height=\"8\" rx=\"2\"/>%n"
                            + "<rect class=\"%s\" x=\"%.2f%%\" y=\"%d\" width=\"%.2f%%\" height=\"8\" rx=\"2\"/>%n",
                    i * ROW + 14,
                    HtmlText.escape(step.title()),
                    step.took().toMillis() / MILLIS,
                    i * ROW + 20,
                    step.succeeded() ? "passed" : "failed",
                    Math.min(from, WHOLE - NARROWEST),
                    i * ROW + 20,
                    Math.min(width, WHOLE - Math.min(from, WHOLE - NARROWEST))));
        }
        return svg.append("</svg>").toString().replace("\r\n", "\n");
    }
}
