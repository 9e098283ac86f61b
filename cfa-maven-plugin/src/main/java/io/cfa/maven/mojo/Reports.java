package io.cfa.maven.mojo;

import io.cfa.maven.report.ConsoleReport;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;

/** Shows a report in Maven's log. */
final class Reports {

    private Reports() {}

    static void show(Report report, Log log) {
        new ConsoleReport(false).lines(report).forEach(log::info);
    }

    /** One sentence for the end of the build: how many probes did not pass, and of which services. */
    static String summary(Report report) {
        String services =
                report.failures().stream().map(ProbeResult::subject).distinct().collect(Collectors.joining(", "));
        long unknown = report.failures().stream()
                .filter(result -> result.outcome() == Outcome.UNKNOWN)
                .count();
        return report.failures().size() + " of " + report.results().size() + " probes did not pass"
                + (unknown == 0 ? "" : " (" + unknown + " unknown)") + ": " + services
                + ". Each is explained in the lines above, with its next step";
    }
}
