package io.cfa.maven.mojo;

import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Remote;
import io.cfa.maven.rollout.Sync;
import io.cfa.maven.verify.Pacing;
import java.util.Map;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Brings compose, env and what they mount to the host, checked there by its own compose before they are put in place; makes the secrets
 * that are missing. By hand, never in a deploy.
 */
@Mojo(name = "sync", aggregator = true, requiresProject = false, threadSafe = true)
public final class SyncMojo extends HostMojo {

    /** Whether to print what would be run on the host, and change nothing. */
    @Parameter(property = "cfa.dryRun", defaultValue = "false")
    private boolean dryRun;

    @Override
    void execute(Remote remote, Stack stack, Map<String, String> variables) {
        Bundle files = Bundle.read(bundle());
        Sync sync = new Sync(remote, Pacing.system(), getLog()::info);
        if (dryRun) {
            sync.plan(files, directory).describe().forEach(getLog()::info);
        } else {
            sync.run(files, directory);
        }
    }
}
