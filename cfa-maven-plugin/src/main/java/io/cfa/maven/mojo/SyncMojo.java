package io.cfa.maven.mojo;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.rollout.bundle.Sync;
import java.io.Console;
import java.util.Map;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;

/**
 * Brings compose, env and what they mount to the host: shows the difference and asks, has the host's own compose check them, and puts them in
 * place with a backup; makes the secrets that are missing. By hand, never in a deploy.
 */
@Mojo(name = "sync", aggregator = true, requiresProject = false, threadSafe = true)
public final class SyncMojo extends HostMojo {

    /** Whether to print what would be run on the host, and change nothing. */
    @Parameter(property = "cfa.dryRun", defaultValue = "false")
    private boolean dryRun;

    /** Whether the changes that are listed are made without asking; needed where there is no terminal. */
    @Parameter(property = "cfa.yes", defaultValue = "false")
    private boolean yes;

    @Parameter(defaultValue = "${settings}", readonly = true, required = true)
    private Settings settings;

    @Override
    void execute(RemoteHost remote, Stack stack, Map<String, String> variables) {
        Bundle files = Bundle.read(bundle());
        Sync sync = new Sync(remote, Sleeper.system(), getLog()::info);
        if (dryRun) {
            sync.plan(files, directory).describe().forEach(getLog()::info);
        } else {
            sync.run(files, directory, this::isApproved);
        }
    }

    private boolean isApproved() {
        if (yes) {
            return true;
        }
        Console terminal = settings.isInteractiveMode() ? System.console() : null;
        if (terminal == null) {
            throw new RolloutException(
                    "the host would change as listed above, and there is no terminal to ask on. Nothing was changed."
                            + " Next: read the list, then run it again with -Dcfa.yes (sync-compose-cfa2.sh: --yes)");
        }
        String answer = terminal.readLine("Make these changes on the host? [y/N] ");
        return answer != null && answer.strip().matches("(?i)y|yes");
    }
}
