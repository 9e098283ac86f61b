package io.cfa.maven.mojo.console;

import io.cfa.maven.check.Checker;
import io.cfa.maven.check.files.Violation;
import io.cfa.maven.report.format.CodeQualityReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * Shows where the project's files disagree.
 *
 * @param codeQuality where GitLab's report goes
 * @param strict      whether a warning fails the build
 * @param log         shows the lines
 */
public record ViolationOutput(Path codeQuality, boolean strict, Log log) {

    /**
     * Shows them, and keeps the report, also that there are none.
     *
     * @throws MojoFailureException if files disagree, or where that is asked for something is worth a look
     */
    public void show(Checker.Judgement found) throws MojoFailureException {
        List<Violation> violations = strict
                ? Stream.concat(found.violations().stream(), found.warnings().stream())
                        .toList()
                : found.violations();
        try {
            CodeQualityReport.write(
                    codeQuality,
                    Stream.concat(
                                    found.violations().stream().map(Violation::issue),
                                    found.warnings().stream()
                                            .map(Violation::issue)
                                            .map(CodeQualityReport.Issue::asWarning))
                            .toList());
        } catch (IOException e) {
            throw new MojoFailureException(codeQuality + " cannot be written: " + e + ". Next: mend -Dcfa.codeQuality");
        }
        if (!strict) {
            found.warnings().forEach(warning -> log.warn(warning.toString()));
        }
        violations.forEach(violation -> log.error(violation.toString()));
        if (!violations.isEmpty()) {
            throw new MojoFailureException(
                    "files disagree; findings above, each with its next step: " + violations.size());
        }
        log.info("reactor, compose, env, pipeline and documents agree");
    }
}
