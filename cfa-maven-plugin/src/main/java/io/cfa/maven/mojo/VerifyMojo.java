package io.cfa.maven.mojo;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.host.bundle.BundleLocation;
import io.cfa.maven.host.release.PluginRelease;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.Stack;
import io.cfa.maven.mojo.console.DataOutput;
import io.cfa.maven.mojo.console.ReportOutput;
import io.cfa.maven.mojo.console.TerminalStyle;
import io.cfa.maven.mojo.release.RegistryImages;
import io.cfa.maven.mojo.release.ReleaseTarget;
import io.cfa.maven.mojo.release.ReportRecorder;
import io.cfa.maven.mojo.release.SignaturePolicy;
import io.cfa.maven.mojo.session.BuildSession;
import io.cfa.maven.mojo.session.SessionEnvironment;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.VerificationReport;
import io.cfa.maven.report.format.ReportWriter;
import io.cfa.maven.verify.ReportAssembler;
import io.cfa.maven.verify.VerifyRequest;
import io.cfa.maven.verify.probe.ExpectedImage;
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

/**
 * Proves that what runs on the host is what was built, and that it answers; changes nothing there.
 *
 * <p>Outside of any project the host's own compose and env say what should run: they are copied from it, a few megabytes at most, and believed for which services there are and where
 * they answer, and for nothing else. Whether they are the repository's is not looked at, and no key among them counts for signatures.
 *
 * <p>Examples:
 *
 * <ul>
 *   <li>{@code ./mvnw -N cfa:verify}
 *   <li>{@code ./mvnw -N cfa:verify -Dcfa.services=identity -Dcfa.stabilityWindow=60}
 *   <li>{@code mvn io.cfa:cfa-maven-plugin:verify -Dcfa.host=deploy@cfa2}
 * </ul>
 */
@Mojo(name = "verify", aggregator = true, requiresProject = false, threadSafe = true)
public final class VerifyMojo extends AbstractHostMojo {

    /** The services to look at, separated by commas; all of them where not given. */
    @Parameter(property = "cfa.services", alias = "only")
    private Set<String> services = Set.of();

    /**
     * The tag whose images should run; else what this build pushed, or the last verified release of the host's release log, or without one
     * what the tag that the compose file runs holds now.
     */
    @Parameter(property = "cfa.expectedTag", alias = "expect")
    private String expectedTag;

    /**
     * For how many seconds each container has to be up without a restart. One that is up for as long, by the host's clock, is looked at twice; a
     * younger one is watched for what is left. Tasks of a swarm are watched for all of it.
     */
    @Parameter(property = "cfa.stabilityWindow", alias = "watch", defaultValue = "20")
    private int stabilityWindow;

    /** For how many seconds a verdict waits for containers that are still starting. */
    @Parameter(property = "cfa.startTimeout", alias = "patience", defaultValue = "180")
    private int startTimeout;

    /** Whether services prove that their data is whole, as {@code x-cfa} of the compose file says; that reads much of it. */
    @Parameter(property = "cfa.prove", defaultValue = "false")
    private boolean prove;

    /** Where the report is put: verify.json, TEST-cfa-verify.xml, report.html, metrics.txt and deploy.env. */
    @Parameter(
            property = "cfa.reportDirectory",
            alias = "evidence",
            defaultValue = "${session.executionRootDirectory}/target/cfa")
    private File reportDirectory;

    /** The web page of the project's repository, for the report's links to commits. */
    @Parameter(property = "cfa.sourceUrl", alias = "source", defaultValue = "${env.CI_PROJECT_URL}")
    private URI sourceUrl;

    /** The user at the registry that is asked what a tag holds; the password is in the environment variable CFA_REGISTRY_PASSWORD. */
    @Parameter(property = "cfa.registryUser")
    private String registryUser;

    /** Whether a registry elsewhere may be asked by plain http, or with a certificate that nobody vouches for. */
    @Parameter(property = "cfa.allowInsecure", defaultValue = "false")
    private boolean allowInsecure;

    /** What is kept from run to run of what registries answered. */
    @Parameter(property = "cfa.cacheDirectory", alias = "cache", defaultValue = "${user.home}/.cache/cfa")
    private String cacheDirectory;

    /**
     * Whether the images of our services must be signed by a key of {@code cosign.pub} in the bundle: {@code require}, {@code warn} or {@code off}; where
     * not given, {@code require} if the bundle has that file, else {@code off}.
     */
    @Parameter(property = "cfa.signatures")
    private String signatures;

    /** {@code text} for a person, or {@code json} for a program: on standard output, also with {@code -q}; its schema is docs/output-schema.md. */
    @Parameter(property = "cfa.format", defaultValue = "text")
    private String format;

    @Override
    boolean looksOnly() {
        return true;
    }

    @Override
    protected void execute(RemoteHost remote, Stack stack) throws MojoFailureException {
        DataOutput output = DataOutput.of(format, getLog());
        ReleaseTarget target = target(HostContext.of(remote, Sleeper.system(), getLog()::info), stack);
        ReleaseLog log = target.log();
        PluginRelease.difference(pluginVersion(), log).ifPresent(getLog()::warn);
        files().requireRegistry(imagePrefix(), registryUser, SessionEnvironment.of(session));
        RegistryImages images = new RegistryImages(new BuildSession(
                session, decrypter, BuildSession.Access.of(registryUser, allowInsecure, cacheDirectory), getLog()));
        SignaturePolicy policy = SignaturePolicy.of(signatures, files());
        Map<String, ExpectedImage> expected = images.expected(stack, expectedTag, log);
        policy.check(images, stack, () -> images.digests(expected), output.log());
        VerifyRequest request = new VerifyRequest(
                        stack,
                        new TreeSet<>(services),
                        Map.of(),
                        Duration.ofSeconds(startTimeout),
                        Duration.ofSeconds(stabilityWindow))
                .with(new BundleLocation(
                        Bundle.read(bundle()), project().named(stack.projectName()), files().areOfHost()))
                .with(images.tags(), expected)
                .proving(prove);
        ReportRecorder recorder = new ReportRecorder(
                new ReportAssembler(request, remote),
                reportDirectory.toPath(),
                Optional.ofNullable(sourceUrl),
                getLog());
        Report report = target.verify(request);
        VerificationReport kept = recorder.keep(report);
        ReportOutput.show(report, TerminalStyle.of(session), output, () -> ReportWriter.json(kept));
        ReportOutput.requirePassed(report);
    }
}
