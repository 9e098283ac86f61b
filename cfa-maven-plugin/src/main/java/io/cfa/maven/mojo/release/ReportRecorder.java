package io.cfa.maven.mojo.release;

import io.cfa.maven.host.RolloutListener;
import io.cfa.maven.mojo.console.ReportOutput;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.TimedStep;
import io.cfa.maven.report.VerificationReport;
import io.cfa.maven.verify.ReportAssembler;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/** Keeps the time of each step, and the reports: what failed before the host is rolled back, and what runs in the end. */
public final class ReportRecorder implements RolloutListener {

    private final Instant begin = Instant.now();
    private final List<TimedStep> steps = new ArrayList<>();
    private final ReportAssembler witness;
    private final Path directory;
    private final Optional<URI> source;
    private final Log log;

    /**
     * Keeps in a directory.
     *
     * @param source the web page of the repository, for links to commits
     */
    public ReportRecorder(ReportAssembler witness, Path directory, Optional<URI> source, Log log) {
        this.witness = witness;
        this.directory = directory;
        this.source = source;
        this.log = log;
    }

    @Override
    public void step(TimedStep step) {
        steps.add(step);
    }

    @Override
    public void failed(Report report) {
        keep(report);
    }

    /** What runs in the end; the report with what its readers want to know besides. */
    public VerificationReport keep(Report report) {
        return keep(report, directory);
    }

    /** What ran after the rollback. */
    public void keepAfterRollback(Report report) {
        keep(report, directory.resolve("back"));
    }

    private VerificationReport keep(Report report, Path where) {
        VerificationReport kept = witness.of(report, begin, Instant.now(), source, steps);
        ReportOutput.keep(kept, where, log);
        return kept;
    }
}
