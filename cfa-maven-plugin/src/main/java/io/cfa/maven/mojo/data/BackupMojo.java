package io.cfa.maven.mojo.data;

import io.cfa.maven.backup.Backup;
import io.cfa.maven.backup.BackupOptions;
import io.cfa.maven.backup.KeptServices;
import io.cfa.maven.backup.Retention;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Stack;
import io.cfa.maven.mojo.AbstractHostMojo;
import io.cfa.maven.mojo.release.CertificateFile;
import io.cfa.maven.mojo.session.SessionEnvironment;
import io.cfa.maven.remote.RemoteHost;
import java.io.File;
import java.time.Duration;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Keeps what the services wrote, on the host, while they run: all databases of a server at one moment, files, compose and env; removes the backups that
 * are past their time.
 */
@Mojo(name = "backup", aggregator = true, requiresProject = false, threadSafe = true)
public final class BackupMojo extends AbstractHostMojo {

    /** Whether to print what would be run on the host, and change nothing. */
    @Parameter(property = "cfa.dryRun", defaultValue = "false")
    private boolean dryRun;

    /** The certificate, in PEM, that the secrets are encrypted to; without it they are not kept. Its key belongs elsewhere. */
    @Parameter(property = "cfa.withSecrets")
    private File withSecrets;

    /** Of how many days the newest backup is kept. */
    @Parameter(property = "cfa.keepDaily", defaultValue = "7")
    private int keepDaily;

    /** Of how many weeks. */
    @Parameter(property = "cfa.keepWeekly", defaultValue = "4")
    private int keepWeekly;

    /** For how many seconds a step may take. */
    @Parameter(property = "cfa.backupTimeout", defaultValue = "1800")
    private int backupTimeout;

    /** The user, for the lock; else that of this machine. */
    @Parameter(property = "cfa.deployer", defaultValue = "${env.GITLAB_USER_LOGIN}")
    private String deployer;

    @Override
    protected void execute(RemoteHost remote, Stack stack) {
        Backup backup = new Backup(HostContext.of(remote, Sleeper.system(), getLog()::info));
        Backup.Request request = new Backup.Request(
                stack.projectName(),
                remoteDirectory(),
                KeptServices.of(bundle().resolve(Stack.COMPOSE_FILE)),
                new BackupOptions(
                        Optional.ofNullable(withSecrets).map(CertificateFile::read),
                        new Retention(keepDaily, keepWeekly),
                        Duration.ofSeconds(backupTimeout)));
        if (dryRun) {
            backup.plan(request).describe().forEach(getLog()::info);
        } else {
            backup.run(request, SessionEnvironment.user(deployer));
        }
    }
}
