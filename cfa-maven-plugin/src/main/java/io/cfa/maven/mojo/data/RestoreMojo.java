package io.cfa.maven.mojo.data;

import io.cfa.maven.backup.Restore;
import io.cfa.maven.backup.Retention;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Stack;
import io.cfa.maven.mojo.console.Approval;
import io.cfa.maven.remote.RemoteHost;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Brings a backup of the host back: reads it whole, asks, keeps the present state, then stops everything, replaces the volumes and starts everything. What
 * was written since the backup is in the backup of the present state alone. By hand, never in a deploy.
 */
@Mojo(name = "restore", aggregator = true, requiresProject = false, threadSafe = true)
public final class RestoreMojo extends AbstractBackupMojo {

    /** The backup, such as {@code 20261129T030000Z}; the newest where not given. */
    @Parameter(property = "cfa.backup")
    private String backup;

    /** Whether the present state is kept first; a host whose database does not start needs {@code false}. */
    @Parameter(property = "cfa.keepPresent", defaultValue = "true")
    private boolean keepPresent;

    /** Whether the changes that are listed are made without asking; needed where there is no terminal. */
    @Parameter(property = "cfa.assumeYes", defaultValue = "false")
    private boolean assumeYes;

    @Override
    protected void execute(RemoteHost remote, Stack stack) {
        Restore restore = new Restore(HostContext.of(remote, Sleeper.system(), getLog()::info));
        // nothing that is there goes when the present state is kept: the backup that is restored may be the oldest
        Restore.Request request = new Restore.Request(
                Optional.ofNullable(backup),
                keepPresent,
                project().named(stack.projectName()),
                kept(stack, Optional.empty(), Retention.EVERYTHING));
        if (dryRun) {
            restore.plan(request).describe().forEach(getLog()::info);
        } else {
            restore.run(request, user(), Approval.of(session, assumeYes));
        }
    }
}
