package io.cfa.maven.mojo.release;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.Orchestrator;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.UnreachableException;
import io.cfa.maven.rollout.bundle.Sync;
import io.cfa.maven.rollout.swarm.SwarmSecrets;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.maven.plugin.logging.Log;

/**
 * Brings a bundle to a host; on a swarm to each manager that is named, as each may be the one that a goal comes to. The secrets of a swarm are made once, by the first manager, and are then the
 * swarm's.
 *
 * @param engine   what the hosts run
 * @param files    what is brought
 * @param log      hears what is done
 */
public record BundleSync(Orchestrator engine, Files files, Log log) {

    /**
     * What is brought.
     *
     * @param bundle  the files
     * @param compose the one of them that names the secrets
     * @param project where it comes to, with its name
     * @param stack   the name
     */
    public record Files(Bundle bundle, ComposeFile compose, ComposeProject project, String stack) {}

    /**
     * Brings it to a host that is connected to, and to the other managers that are named.
     *
     * @param hosts    all that are named
     * @param login    connects to one of them
     * @param dryRun   whether to print what would be run, and change nothing
     * @param approval asked for each host where something would change
     */
    public void run(
            RemoteHost first,
            List<String> hosts,
            Function<String, HostSession> login,
            boolean dryRun,
            BooleanSupplier approval) {
        one(first, dryRun, approval);
        if (hosts.size() > 1) {
            hosts.forEach(written -> another(written, login, first, dryRun, approval));
        }
    }

    private void another(
            String written,
            Function<String, HostSession> login,
            RemoteHost done,
            boolean dryRun,
            BooleanSupplier approval) {
        try (HostSession session = login.apply(written)) {
            if (!session.host().name().equals(done.name())) {
                log.info("the manager " + session.host().name() + ":");
                one(session.host(), dryRun, approval);
            }
        } catch (UnreachableException e) {
            log.warn(e.getMessage() + "; it keeps the bundle that it has. Then run cfa:sync again");
        }
    }

    private void one(RemoteHost host, boolean dryRun, BooleanSupplier approval) {
        HostContext context = HostContext.of(host, Sleeper.system(), log::info);
        SwarmSecrets secrets = new SwarmSecrets(context, files.project(), files.stack());
        boolean swarm = engine == Orchestrator.SWARM;
        Sync sync = new Sync(context, swarm ? secrets.known(files.compose()) : Set.of());
        String directory = files.project().directory();
        if (dryRun) {
            sync.plan(files.bundle(), directory).describe().forEach(log::info);
            return;
        }
        sync.run(files.bundle(), directory, approval);
        if (swarm) {
            secrets.publish();
        }
    }
}
