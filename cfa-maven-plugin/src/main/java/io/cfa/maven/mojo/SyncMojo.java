package io.cfa.maven.mojo;

import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.Stack;
import io.cfa.maven.mojo.console.Approval;
import io.cfa.maven.mojo.release.BundleSync;
import io.cfa.maven.remote.RemoteHost;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Brings compose, env and what they mount to the host: shows the difference and asks, has the host's own compose check them, and puts them in
 * place with a backup; makes the secrets that are missing. By hand, never in a deploy.
 *
 * <p>Examples:
 *
 * <ul>
 *   <li>{@code ./mvnw -N cfa:sync -Dcfa.dryRun}
 *   <li>{@code ./mvnw -N cfa:sync}
 * </ul>
 */
@Mojo(name = "sync", aggregator = true, requiresProject = false, threadSafe = true)
public final class SyncMojo extends AbstractHostMojo {

    /** Whether to print what would be done, on the host or in a registry, and change nothing. */
    @Parameter(property = "cfa.dryRun", defaultValue = "false")
    private boolean dryRun;

    /** Whether the changes that are listed are made without asking; needed where there is no terminal. */
    @Parameter(property = "cfa.assumeYes", alias = "yes", defaultValue = "false")
    private boolean assumeYes;

    @Override
    protected void execute(RemoteHost remote, Stack stack) {
        String name = stack.projectName();
        new BundleSync(
                        orchestrator(),
                        new BundleSync.Files(
                                Bundle.read(bundle()), compose(), project().named(name), name),
                        getLog())
                .run(remote, hosts(), this::session, dryRun, Approval.of(session, assumeYes));
    }
}
