package io.cfa.maven.mojo;

import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.ComposeFile;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.rollout.rollback.Rollback;
import io.cfa.maven.rollout.rollback.RollbackRequest;
import io.cfa.maven.verify.VerifyRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Goes back to an earlier verified release, out of images that the host still has, and verifies it; works while the registry is down. */
@Mojo(name = "rollback", aggregator = true, requiresProject = false, threadSafe = true)
public final class RollbackMojo extends DeployMojo {

    /** The commit to go back to, or enough of it; the verified release before the running one where not given. */
    @Parameter(property = "cfa.release")
    private String release;

    /** Whether to bring compose and env of that release back too, from the backups of cfa:sync. */
    @Parameter(property = "cfa.withBundle", defaultValue = "false")
    private boolean withBundle;

    @Override
    void execute(RemoteHost remote, Stack stack, Map<String, String> variables) throws MojoFailureException {
        VerifyRequest verification = verification(stack, Set.of());
        ReportRecorder evidence = evidence(verification, remote);
        RollbackRequest request = new RollbackRequest(
                Optional.ofNullable(release),
                withBundle,
                stack,
                ComposeFile.read(bundle().resolve(Stack.COMPOSE_FILE)),
                project(variables),
                circumstances().listener(evidence));
        Rollback rollback = new Rollback(remote, Sleeper.system(), getLog()::info);
        run(() -> rollback.plan(request), () -> rollback.run(request, verification), evidence);
    }
}
