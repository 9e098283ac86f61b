package io.cfa.maven.mojo;

import io.cfa.maven.report.ConsoleReport;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.ReportWriter;
import io.cfa.maven.report.VerificationReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;

/** Shows a report in Maven's log, and keeps it. */
final class ReportOutput {

    private ReportOutput() {}

    static void show(Report report, Log log) {
        show(report, false, log);
    }

    /** As errors where something did not pass, so that a quiet build shows it too. */
    static void show(Report report, boolean colour, Log log) {
        Consumer<String> line = report.hasPassed() ? log::info : log::error;
        new ConsoleReport(colour).lines(report).forEach(line);
    }

    /** Puts evidence into a directory; that it could not be written is worth a warning, and no other verdict. */
    static void keep(VerificationReport evidence, Path directory, Log log) {
        try {
            ReportWriter.write(evidence, directory);
            log.info("report: " + directory.resolve(ReportWriter.HTML));
        } catch (IOException e) {
            log.warn("the report could not be written: " + e + ". Next: name another directory with -Dcfa.evidence");
        }
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
