package io.cfa.maven.mojo.console;

import io.cfa.maven.check.files.Violation;
import io.cfa.maven.report.format.CodeQualityReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * Shows where the project's files disagree.
 *
 * @param codeQuality where GitLab's report goes
 * @param log         shows the lines
 */
public record ViolationOutput(Path codeQuality, Log log) {

    /**
     * Shows them, and keeps the report, also that there are none.
     *
     * @throws MojoFailureException if there are any
     */
    public void show(List<Violation> violations) throws MojoFailureException {
        try {
            CodeQualityReport.write(
                    codeQuality, violations.stream().map(Violation::issue).toList());
        } catch (IOException e) {
            throw new MojoFailureException(codeQuality + " cannot be written: " + e + ". Next: mend -Dcfa.codeQuality");
        }
        violations.forEach(violation -> log.error(violation.toString()));
        if (!violations.isEmpty()) {
            throw new MojoFailureException(
                    "files disagree; findings above, each with its next step: " + violations.size());
        }
        log.info("reactor, compose, env, pipeline and documents agree");
    }
}
