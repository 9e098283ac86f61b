package io.cfa.maven.mojo;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Stack;
import io.cfa.maven.mojo.release.RegistryImages;
import io.cfa.maven.mojo.release.ReportRecorder;
import io.cfa.maven.mojo.release.RollbackSignatures;
import io.cfa.maven.mojo.release.SignaturePolicy;
import io.cfa.maven.mojo.session.BuildSession;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.rollout.rollback.RollbackRequest;
import io.cfa.maven.rollout.rollback.RollbackStrategy;
import io.cfa.maven.rollout.rollback.SchemaPolicy;
import io.cfa.maven.verify.VerifyRequest;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Rolls back to an earlier verified release, out of images that the host still has, and verifies it; works while the registry is down.
 *
 * <p>Examples:
 *
 * <ul>
 *   <li>{@code ./mvnw -N cfa:rollback -Dcfa.dryRun}
 *   <li>{@code ./mvnw -N cfa:rollback}
 *   <li>{@code ./mvnw -N cfa:rollback -Dcfa.targetRevision=1a2b3c4d}
 * </ul>
 */
@Mojo(name = "rollback", aggregator = true, requiresProject = false, threadSafe = true)
public final class RollbackMojo extends AbstractRolloutMojo {

    /** The commit to roll back to, or enough of it; the verified release before the running one where not given. */
    @Parameter(property = "cfa.targetRevision", alias = "release")
    private String targetRevision;

    /** Whether to bring compose and env of that release back too, from the backups of cfa:sync. */
    @Parameter(property = "cfa.withBundle", defaultValue = "false")
    private boolean withBundle;

    /** Whether to roll back over a migration that the older images are not certain to live with. */
    @Parameter(property = "cfa.acceptSchema", defaultValue = "false")
    private boolean acceptSchema;

    /**
     * Whether the data goes back too, over a migration that the older images are not certain to live with: the present state is dumped, then the dump
     * of before the migration restored. What was written since is in the dump of the present state alone.
     */
    @Parameter(property = "cfa.withData", defaultValue = "false")
    private boolean withData;

    /** The user at the registry that is asked for signatures which the host has not kept; the password is in the environment variable CFA_REGISTRY_PASSWORD. */
    @Parameter(property = "cfa.registryUser")
    private String registryUser;

    /** Whether a registry elsewhere may be asked by plain http, or with a certificate that nobody vouches for. */
    @Parameter(property = "cfa.allowInsecure", defaultValue = "false")
    private boolean allowInsecure;

    /** What is kept from run to run of what registries answered. */
    @Parameter(property = "cfa.cacheDirectory", defaultValue = "${user.home}/.cache/cfa")
    private String cacheDirectory;

    /**
     * Whether the images that are rolled back to must be signed by a key of {@code cosign.pub} in the bundle: {@code require}, {@code warn} or {@code off};
     * where not given, {@code require} if the bundle has that file, else {@code off}. The host has kept the signatures of what was rolled out with such a
     * key; the registry is asked for others, and where it does not answer, {@code require} refuses and {@code warn} says it.
     */
    @Parameter(property = "cfa.signatures")
    private String signatures;

    private SignaturePolicy policy;

    @Override
    void prepare(Stack stack) {
        policy = SignaturePolicy.of(signatures, files());
    }

    @Override
    protected void execute(RemoteHost remote, Stack stack) {
        VerifyRequest verification = verification(stack);
        ReportRecorder recorder = recorder(verification, remote);
        RollbackRequest request = new RollbackRequest(
                Optional.ofNullable(targetRevision),
                withBundle,
                SchemaPolicy.of(acceptSchema, withData),
                stack,
                compose(),
                limitedProject(),
                options());
        RegistryImages images = new RegistryImages(new BuildSession(
                session, decrypter, BuildSession.Access.of(registryUser, allowInsecure, cacheDirectory), getLog()));
        RollbackStrategy rollback = target(new HostContext(remote, Sleeper.system(), getLog()::info, recorder), stack)
                .rollback(new RollbackSignatures(policy, images, stack, remoteDirectory(), getLog()));
        run(() -> rollback.plan(request), () -> rollback.run(request, verification), recorder);
    }
}
