package io.cfa.maven.mojo;

import io.cfa.maven.git.Git;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Stack;
import io.cfa.maven.mojo.release.GitAncestry;
import io.cfa.maven.mojo.release.RegistryImages;
import io.cfa.maven.mojo.release.ReportRecorder;
import io.cfa.maven.mojo.release.SignaturePolicy;
import io.cfa.maven.mojo.session.BuildSession;
import io.cfa.maven.mojo.session.SessionEnvironment;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.rollout.execute.Deployment;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.rollout.rehearsal.RehearsalOptions;
import io.cfa.maven.verify.VerifyRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Brings what was pushed onto the host and verifies it there; rolls back to the last verified release where that fails. Compose and env on
 * the host are only used.
 *
 * <p>Examples:
 *
 * <ul>
 *   <li>{@code ./mvnw -N cfa:rollout -Dcfa.revision=1a2b3c4d -Dcfa.dryRun}
 *   <li>{@code ./mvnw -N cfa:rollout -Dcfa.revision=1a2b3c4d}
 * </ul>
 */
@Mojo(name = "rollout", aggregator = true, requiresProject = false, threadSafe = true)
public final class RolloutMojo extends AbstractRolloutMojo {

    /** The tag that the images were pushed under; else the short hash of HEAD. */
    @Parameter(property = "cfa.revision", defaultValue = "${env.CI_COMMIT_SHORT_SHA}")
    private String revision;

    /**
     * What becomes of images that are not built here: {@code keep} leaves what runs, {@code update} brings what their registries hold under the
     * same tags now.
     */
    @Parameter(property = "cfa.infrastructure", defaultValue = "keep")
    private String infrastructure;

    /** Whether an older commit may replace a newer one. */
    @Parameter(property = "cfa.allowOlder", defaultValue = "false")
    private boolean allowOlder;

    /** The user at the registry of our images, whose password is in the environment variable CFA_REGISTRY_PASSWORD. */
    @Parameter(property = "cfa.registryUser")
    private String registryUser;

    /** Whether plain http, and a certificate that nobody vouches for, are allowed to a registry that is not on this machine. */
    @Parameter(property = "cfa.allowInsecure", defaultValue = "false")
    private boolean allowInsecure;

    /** What is kept from build to build of what registries answered. */
    @Parameter(property = "cfa.cacheDirectory", alias = "cache", defaultValue = "${user.home}/.cache/cfa")
    private String cacheDirectory;

    /**
     * Whether a release that changes a schema is tried before: the database is dumped, the new image migrates a copy of it, and what runs is started on
     * that.
     */
    @Parameter(property = "cfa.rehearse", defaultValue = "true")
    private boolean rehearse;

    /** For how many seconds an image may take to migrate the copy and be ready. */
    @Parameter(property = "cfa.rehearsalTimeout", defaultValue = "300")
    private int rehearsalTimeout;

    /** Of how many releases that changed a schema the dumps from before are kept on the host. */
    @Parameter(property = "cfa.keepDumps", defaultValue = "5")
    private int keepDumps;

    /** How many megabytes they may be together; the newest is kept whatever it is. */
    @Parameter(property = "cfa.dumpMegabytes", defaultValue = "10000")
    private int dumpMegabytes;

    /**
     * Whether the images of our services must be signed by a key of {@code cosign.pub} in the bundle: {@code require}, {@code warn} or {@code off}; where
     * not given, {@code require} if the bundle has that file, else {@code off}.
     */
    @Parameter(property = "cfa.signatures")
    private String signatures;

    private RegistryImages images;
    private String tag;
    private Map<String, Digest> expected;
    private Map<String, Digest> promoted;
    private Map<String, Digest> updates;
    private List<String> signed;

    /** Asks the registry what was built, and what the host would pull. */
    @Override
    void prepare(Stack stack) {
        images = new RegistryImages(new BuildSession(
                session, decrypter, BuildSession.Access.of(registryUser, allowInsecure, cacheDirectory), getLog()));
        tag = images.revision(revision);
        SignaturePolicy policy = SignaturePolicy.of(signatures, files());
        expected = images.digests(stack, tag);
        signed = policy.check(images, stack, () -> expected, getLog());
        promoted = images.promoted(stack);
        updates = images.infrastructure(stack, infrastructure);
    }

    @Override
    protected void execute(RemoteHost remote, Stack stack) {
        VerifyRequest verification = verification(stack).expecting(expected, tag);
        ReportRecorder recorder = recorder(verification, remote);
        RolloutRequest request = new RolloutRequest(
                        tag,
                        stack,
                        compose(),
                        limitedProject(),
                        expected,
                        RolloutRequest.Login.of(SessionEnvironment.of(session)))
                .with(options()
                        .bundle(Bundle.read(bundle()))
                        .registry(promoted, images.layers())
                        .infrastructure(updates)
                        .signatures(signed)
                        .order(
                                new GitAncestry(
                                        Git.of(session.getRequest(), BuildSession.root(session), getLog()::warn)),
                                allowOlder));
        Deployment rollout = target(new HostContext(remote, Sleeper.system(), getLog()::info, recorder), stack)
                .deployment(
                        new RehearsalOptions(rehearse, Duration.ofSeconds(rehearsalTimeout), keepDumps, dumpMegabytes));
        run(() -> rollout.plan(request), () -> rollout.run(request, verification), recorder);
    }
}
