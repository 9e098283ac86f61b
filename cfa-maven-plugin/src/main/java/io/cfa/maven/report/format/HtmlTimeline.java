package io.cfa.maven.report.format;

import io.cfa.maven.report.RunningService;
import io.cfa.maven.report.TimedStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Draws the steps of a rollout as bars over one time, and below them each service that came up in it, with what it waited for. */
final class HtmlTimeline {

    private static final int LINE = 18;
    private static final int DESCENT = 4;
    private static final int BAR = 16;
    private static final double MILLIS = 1000.0;
    private static final double WHOLE = 100.0;
    private static final double NARROWEST = 0.5;

    private final Instant begin;
    private final double whole;
    private final StringBuilder svg = new StringBuilder();
    private int y;

    private HtmlTimeline(Instant begin, Instant end) {
        this.begin = begin;
        this.whole = Math.max(1, Duration.between(begin, end).toMillis());
    }

    static String draw(List<TimedStep> steps, List<RunningService> running) {
        Instant begin =
                steps.stream().map(TimedStep::begin).min(Instant::compareTo).orElseThrow();
        List<StartupBar> starts = StartupBar.since(begin, running);
        Instant end = Stream.concat(
                        steps.stream().map(step -> step.begin().plus(step.took())),
                        starts.stream().map(StartupBar::ready))
                .max(Instant::compareTo)
                .orElseThrow();
        HtmlTimeline picture = new HtmlTimeline(begin, end);
        steps.forEach(picture::step);
        starts.forEach(picture::start);
        return String.format(
                                Locale.ROOT,
                                "<svg class=\"timeline\" width=\"100%%\" height=\"%d\" role=\"img\" aria-label=\"%d steps and %d starts in %.1f s\">%n",
                                picture.y,
                                steps.size(),
                                starts.size(),
                                picture.whole / MILLIS)
                        .replace("\r\n", "\n")
                + picture.svg + "</svg>";
    }

    private void step(TimedStep step) {
        text(
                "%s<tspan class=\"quiet\"> · %.1f s</tspan>",
                HtmlText.escape(step.title()), step.took().toMillis() / MILLIS);
        track();
        bar(step.succeeded() ? "passed" : "failed", step.begin(), step.begin().plus(step.took()));
        y += BAR;
    }

    private void start(StartupBar start) {
        text("%s<tspan class=\"quiet\"> · %s</tspan>", HtmlText.escape(start.service()), start.whole());
        start.part().ifPresent(part -> text("<tspan class=\"quiet\">%s</tspan>", HtmlText.escape(part)));
        track();
        if (start.waitedFor().isPresent()) {
            bar("waiting", start.created(), start.waited());
        }
        bar("starting", start.waited(), start.ready());
        y += BAR;
    }

    private void text(String form, Object... values) {
        y += LINE;
        line("<text x=\"0\" y=\"%d\">%s</text>", y - DESCENT, String.format(Locale.ROOT, form, values));
    }

    private void track() {
        line("<rect class=\"track\" x=\"0\" y=\"%d\" width=\"100%%\" height=\"8\" rx=\"2\"/>", y + 2);
    }

    private void bar(String css, Instant from, Instant to) {
        double x = Math.min(
                WHOLE - NARROWEST, Math.max(0, Duration.between(begin, from).toMillis() / whole * WHOLE));
        double width = Math.max(NARROWEST, Duration.between(from, to).toMillis() / whole * WHOLE);
        line(
                "<rect class=\"%s\" x=\"%.2f%%\" y=\"%d\" width=\"%.2f%%\" height=\"8\" rx=\"2\"/>",
                css, x, y + 2, Math.min(width, WHOLE - x));
    }

    private void line(String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values)).append('\n');
    }
}
