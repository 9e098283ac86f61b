package io.cfa.maven.check.files;

import io.cfa.maven.report.Finding;
import io.cfa.maven.report.format.CodeQualityReport;

/**
 * A finding, with what a machine wants to know of it.
 *
 * @param check   the rule that it is of, such as {@code port}
 * @param file    the file, relative to the root of the clone where it is beneath it, {@code /} between names
 * @param line    the line, counted from 1
 * @param finding what people read
 */
public record Violation(String check, String file, int line, Finding finding) {

    /** The same, for GitLab. */
    public CodeQualityReport.Issue issue() {
        return new CodeQualityReport.Issue(check, file, line, finding);
    }

    @Override
    public String toString() {
        return finding.toString();
    }
}
