package io.cfa.maven.report;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A report with all that a reader needs who was not there.
 *
 * @param report  what was found
 * @param host    the host, as a person names it
 * @param at      when the verification was over
 * @param took    how long it took
 * @param release the release that was asked for, or else the one commit that everything of ours says it was built from
 * @param url     where a person looks at what runs
 * @param source  the web page of the project's repository, for links to commits
 * @param steps   those of the rollout before it, where there was one
 */
public record VerificationReport(
        Report report,
        String host,
        Instant at,
        Duration took,
        Optional<String> release,
        Optional<URI> url,
        Optional<URI> source,
        List<TimedStep> steps) {

    /** Copies. */
    public VerificationReport {
        steps = List.copyOf(steps);
    }

    /** The web page of a commit. */
    public Optional<String> link(String revision) {
        return source.filter(uri -> "http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                .map(uri -> uri.toString().replaceFirst("(\\.git)?/*$", "")
                        + ("github.com".equals(uri.getHost()) ? "/commit/" : "/-/commit/")
                        + revision);
    }
}
