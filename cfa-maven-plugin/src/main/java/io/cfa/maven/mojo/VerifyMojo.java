package io.cfa.maven.mojo;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Remote;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.Release;
import io.cfa.maven.rollout.ReleaseLog;
import io.cfa.maven.verify.HostBundle;
import io.cfa.maven.verify.Pacing;
import io.cfa.maven.verify.Verifier;
import io.cfa.maven.verify.VerifyRequest;
import io.cfa.maven.verify.Witness;
import java.io.File;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Proves that what runs on the host is what was built, and that it answers; changes nothing there. */
@Mojo(name = "verify", aggregator = true, requiresProject = false, threadSafe = true)
public final class VerifyMojo extends ReleaseMojo {

    /** The services to look at, separated by commas; all of them where not given. */
    @Parameter(property = "cfa.only")
    private Set<String> only;

    /**
     * The tag whose images should run; else what this build pushed, or the last verified release of the host's release log, or without one
     * what the tag that the compose file runs holds now.
     */
    @Parameter(property = "cfa.expect")
    private String expect;

    /** For how many seconds no container may restart or be replaced. */
    @Parameter(property = "cfa.watch", defaultValue = "20")
    private int watch;

    /** For how many seconds containers that are still starting are waited for. */
    @Parameter(property = "cfa.patience", defaultValue = "180")
    private int patience;

    /** Where the report is put: verify.json, TEST-cfa-verify.xml, report.html and deploy.env. */
    @Parameter(property = "cfa.evidence", defaultValue = "${session.executionRootDirectory}/target/cfa")
    private File evidence;

    /** The web page of the project's repository, for links to commits. */
    @Parameter(property = "cfa.source", defaultValue = "${env.CI_PROJECT_URL}")
    private URI source;

    @Override
    void execute(Remote remote, Stack stack, Map<String, String> variables) throws MojoFailureException {
        VerifyRequest request = new VerifyRequest(
                        stack,
                        only == null ? Set.of() : new TreeSet<>(only),
                        Map.of(),
                        Duration.ofSeconds(patience),
                        Duration.ofSeconds(watch))
                .with(new HostBundle(Bundle.read(bundle()), new ComposeProject(directory, variables)))
                .with(images().tags(), images().expected(stack, expected(remote)));
        Evidence kept =
                new Evidence(new Witness(request, remote), evidence.toPath(), Optional.ofNullable(source), getLog());
        Report report = new Verifier(remote, Pacing.system(), getLog()::info).verify(request);
        Reports.show(report, Colours.wanted(session), getLog());
        kept.keep(report);
        if (!report.hasPassed()) {
            throw new MojoFailureException(Reports.summary(report));
        }
    }

    /** After going back, the tag that the compose file runs names in the registry what failed; the release log knows better. */
    private Optional<String> expected(Remote remote) {
        if (expect != null || images().hasPushed()) {
            return Optional.ofNullable(expect);
        }
        return ReleaseLog.read(remote, directory).lastVerified().map(Release::revision);
    }
}
