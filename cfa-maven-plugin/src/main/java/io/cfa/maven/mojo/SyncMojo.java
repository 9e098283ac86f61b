package io.cfa.maven.mojo;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.Orchestrator;
import io.cfa.maven.model.Stack;
import io.cfa.maven.mojo.console.Approval;
import io.cfa.maven.mojo.release.HostSession;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.UnreachableException;
import io.cfa.maven.rollout.bundle.Sync;
import io.cfa.maven.rollout.swarm.SwarmSecrets;
import java.util.Set;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Brings compose, env and what they mount to the host: shows the difference and asks, has the host's own compose check them, and puts them in
 * place with a backup; makes the secrets that are missing. By hand, never in a deploy.
 */
@Mojo(name = "sync", aggregator = true, requiresProject = false, threadSafe = true)
public final class SyncMojo extends AbstractHostMojo {

    /** Whether to print what would be run on the host, and change nothing. */
    @Parameter(property = "cfa.dryRun", defaultValue = "false")
    private boolean dryRun;

    /** Whether the changes that are listed are made without asking; needed where there is no terminal. */
    @Parameter(property = "cfa.assumeYes", alias = "yes", defaultValue = "false")
    private boolean assumeYes;

    @Override
    protected Set<Orchestrator> orchestrators() {
        return Set.of(Orchestrator.values());
    }

    @Override
    protected void execute(RemoteHost remote, Stack stack) {
        sync(remote, stack);
        if (hosts().size() > 1) {
            hosts().forEach(written -> another(written, remote, stack));
        }
    }

    /** Each manager of a swarm may be the one that a goal comes to. */
    private void another(String written, RemoteHost done, Stack stack) {
        try (HostSession login = session(written)) {
            if (!login.host().name().equals(done.name())) {
                getLog().info("the manager " + login.host().name() + ":");
                sync(login.host(), stack);
            }
        } catch (UnreachableException e) {
            getLog().warn(e.getMessage() + "; it has the bundle of before. Next: run cfa:sync again when it is back");
        }
    }

    private void sync(RemoteHost remote, Stack stack) {
        Bundle files = Bundle.read(bundle());
        HostContext context = HostContext.of(remote, Sleeper.system(), getLog()::info);
        if (orchestrator() == Orchestrator.COMPOSE) {
            sync(new Sync(context), files);
            return;
        }
        SwarmSecrets secrets = new SwarmSecrets(context, project().named(stack.projectName()), stack.projectName());
        sync(new Sync(context, secrets.known(compose())), files);
        if (!dryRun) {
            secrets.publish();
        }
    }

    private void sync(Sync sync, Bundle files) {
        if (dryRun) {
            sync.plan(files, remoteDirectory()).describe().forEach(getLog()::info);
        } else {
            sync.run(files, remoteDirectory(), Approval.of(session, assumeYes));
        }
    }
}
