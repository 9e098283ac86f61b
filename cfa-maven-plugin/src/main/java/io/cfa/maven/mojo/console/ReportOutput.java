package io.cfa.maven.mojo.console;

import io.cfa.maven.report.ConsoleStyle;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.VerificationReport;
import io.cfa.maven.report.format.ConsoleReport;
import io.cfa.maven.report.format.ReportWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** Shows a report in Maven's log, and keeps it. */
public final class ReportOutput {

    private ReportOutput() {}

    /** As errors where something did not pass, so that a quiet build shows it too. */
    public static void show(Report report, ConsoleStyle style, Log log) {
        Consumer<String> line = report.hasPassed() ? log::info : log::error;
        new ConsoleReport(style).lines(report).forEach(line);
    }

    /** The same, or as JSON where that is asked for. */
    public static void show(Report report, ConsoleStyle style, DataOutput output, Supplier<String> json) {
        if (output.isJson() || report.hasPassed()) {
            output.show(() -> new ConsoleReport(style).lines(report), json);
        } else {
            show(report, style, output.log());
        }
    }

    /** The lines of a report of checks of the host, and not of services. */
    public static List<String> checks(Report report, ConsoleStyle style) {
        return new ConsoleReport(style, "CHECK").lines(report);
    }

    /**
     * The verdict as Maven's.
     *
     * @throws MojoFailureException if something did not pass
     */
    public static void requirePassed(Report report) throws MojoFailureException {
        if (!report.hasPassed()) {
            throw new MojoFailureException(summary(report));
        }
    }

    /** Puts evidence into a directory; that it could not be written is worth a warning, and no other verdict. */
    public static void keep(VerificationReport evidence, Path directory, Log log) {
        try {
            ReportWriter.write(evidence, directory);
            log.info("report: " + directory.resolve(ReportWriter.HTML));
        } catch (IOException e) {
            log.warn("the report could not be written: " + e
                    + ". Next: name another directory with -Dcfa.reportDirectory");
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
