package io.cfa.maven.mojo;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.model.ComposeFile;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Remote;
import io.cfa.maven.rollout.Circumstances;
import io.cfa.maven.rollout.FailedRolloutException;
import io.cfa.maven.rollout.Rollback;
import io.cfa.maven.rollout.RollbackRequest;
import io.cfa.maven.verify.Pacing;
import io.cfa.maven.verify.VerifyRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Goes back to an earlier verified release, out of images that the host still has, and verifies it; works while the registry is down. */
@Mojo(name = "rollback", aggregator = true, requiresProject = false, threadSafe = true)
public final class RollbackMojo extends HostMojo {

    /** The commit to go back to, or enough of it; the verified release before the running one where not given. */
    @Parameter(property = "cfa.release")
    private String release;

    /** Whether to bring compose and env of that release back too, from the backups of cfa:sync. */
    @Parameter(property = "cfa.withBundle", defaultValue = "false")
    private boolean withBundle;

    /** For how many seconds another rollout is waited for. */
    @Parameter(property = "cfa.lockWait", defaultValue = "600")
    private int lockWait;

    /** For how many seconds no container may restart or be replaced. */
    @Parameter(property = "cfa.watch", defaultValue = "20")
    private int watch;

    /** For how many seconds containers that are still starting are waited for. */
    @Parameter(property = "cfa.patience", defaultValue = "180")
    private int patience;

    /** The user, for the lock and the release log. */
    @Parameter(property = "cfa.who", defaultValue = "${env.GITLAB_USER_LOGIN}")
    private String who;

    /** The URL of the job, for the lock and the release log. */
    @Parameter(property = "cfa.job", defaultValue = "${env.CI_JOB_URL}")
    private String job;

    /** Whether to print what would be run on the host, and change nothing. */
    @Parameter(property = "cfa.dryRun", defaultValue = "false")
    private boolean dryRun;

    @Override
    void execute(Remote remote, Stack stack, Map<String, String> variables) throws MojoFailureException {
        RollbackRequest request = new RollbackRequest(
                Optional.ofNullable(release),
                withBundle,
                stack,
                ComposeFile.read(bundle().resolve(Stack.COMPOSE_FILE)),
                new ComposeProject(directory, variables),
                Circumstances.of(who == null ? System.getProperty("user.name") : who)
                        .pipeline(job)
                        .lockWait(Duration.ofSeconds(lockWait)));
        Rollback rollback = new Rollback(remote, Pacing.system(), getLog()::info);
        if (dryRun) {
            rollback.plan(request).describe().forEach(getLog()::info);
            return;
        }
        try {
            Reports.show(
                    rollback.run(
                            request,
                            new VerifyRequest(
                                    stack,
                                    Set.of(),
                                    Map.of(),
                                    Duration.ofSeconds(patience),
                                    Duration.ofSeconds(watch))),
                    getLog());
        } catch (FailedRolloutException e) {
            Reports.show(e.report(), getLog());
            throw new MojoFailureException(e.getMessage(), e);
        }
    }
}
