package io.cfa.maven.report.format;

import io.cfa.maven.report.RunningService;
import io.cfa.maven.report.VerificationReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was found in numbers, as text of OpenMetrics 1.0, which GitLab shows a merge request beside those of the branch that it goes into. Seconds are whole:
 * it calls changed whatever is not the same text.
 *
 * <p>Source: docs.gitlab.com, "Metrics reports"; its parser splits a line at the first space.
 */
final class MetricsText {

    private static final int HALF = 500;

    private MetricsText() {}

    static String write(VerificationReport evidence) {
        List<RunningService> running = evidence.report().running();
        return family("cfa_failed_probes", List.of(1), any -> "", any -> evidence.report()
                        .failures()
                        .size())
                + family("cfa_restarts", running, each -> label("service", each.service()), RunningService::restarts)
                + family(
                        "cfa_start_seconds",
                        running.stream()
                                .filter(each -> each.startup().isPresent())
                                .toList(),
                        each -> label("service", each.service()),
                        each -> seconds(Duration.between(
                                each.startup().orElseThrow().started(),
                                each.startup().orElseThrow().ready())))
                + family(
                        "cfa_step_seconds",
                        evidence.steps(),
                        step -> label("step", step.title()),
                        step -> seconds(step.took()))
                + family("cfa_total_seconds", List.of(1), any -> "", any -> seconds(evidence.took())) + "# EOF\n";
    }

    private static <T> String family(
            String name, List<T> things, Function<T, String> labels, Function<T, ? extends Number> value) {
        return things.isEmpty()
                ? ""
                : things.stream()
                        .map(thing -> name + labels.apply(thing) + " " + value.apply(thing) + "\n")
                        .distinct()
                        .collect(Collectors.joining("", "# TYPE " + name + " gauge\n", ""));
    }

    /** A value with a space, a quote or a hash would be cut by GitLab, or name another metric. */
    private static String label(String name, String value) {
        return "{" + name + "=\"" + value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._:/-]+", "_") + "\"}";
    }

    private static long seconds(Duration duration) {
        return duration.plusMillis(HALF).toSeconds();
    }
}
