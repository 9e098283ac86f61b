/**
 * How a report is shown and kept: lines for a terminal, HTML, JSON, JUnit XML, GitLab's Code Quality and dotenv. May import {@code report}.
 */
package io.cfa.maven.report.format;
