package io.cfa.maven.mojo;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.host.bundle.BundleLocation;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.report.Report;
import io.cfa.maven.verify.Verifier;
import io.cfa.maven.verify.VerifyRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Proves that what runs on the host is what was built, and that it answers; changes nothing there. */
@Mojo(name = "verify", aggregator = true, requiresProject = false, threadSafe = true)
public final class VerifyMojo extends ProofMojo {

    /** The services to look at, separated by commas; all of them where not given. */
    @Parameter(property = "cfa.only")
    private Set<String> only;

    /**
     * The tag whose images should run; else what this build pushed, or the last verified release of the host's release log, or without one
     * what the tag that the compose file runs holds now.
     */
    @Parameter(property = "cfa.expect")
    private String expect;

    @Override
    void execute(RemoteHost remote, Stack stack, Map<String, String> variables) throws MojoFailureException {
        VerifyRequest request = verification(stack, only == null ? Set.of() : new TreeSet<>(only))
                .with(new BundleLocation(Bundle.read(bundle()), new ComposeProject(directory, variables)))
                .with(images().tags(), images().expected(stack, expected(remote)));
        ReportRecorder kept = evidence(request, remote);
        Report report = new Verifier(remote, Sleeper.system(), getLog()::info).verify(request);
        ReportOutput.show(report, Colours.wanted(session), getLog());
        kept.keep(report);
        if (!report.hasPassed()) {
            throw new MojoFailureException(ReportOutput.summary(report));
        }
    }

    /** After going back, the tag that the compose file runs names in the registry what failed; the release log knows better. */
    private Optional<String> expected(RemoteHost remote) {
        if (expect != null || images().hasPushed()) {
            return Optional.ofNullable(expect);
        }
        return ReleaseLog.read(remote, directory).lastVerified().map(Release::revision);
    }
}
