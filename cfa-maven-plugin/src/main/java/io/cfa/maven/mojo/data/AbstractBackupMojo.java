package io.cfa.maven.mojo.data;

import io.cfa.maven.backup.Backup;
import io.cfa.maven.backup.BackupOptions;
import io.cfa.maven.backup.KeptServices;
import io.cfa.maven.backup.Retention;
import io.cfa.maven.model.Stack;
import io.cfa.maven.mojo.AbstractHostMojo;
import io.cfa.maven.mojo.session.SessionEnvironment;
import java.time.Duration;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that keeps what services wrote. */
abstract class AbstractBackupMojo extends AbstractHostMojo {

    /** Whether to print what would be run on the host, and change nothing. */
    @Parameter(property = "cfa.dryRun", defaultValue = "false")
    boolean dryRun;

    /** For how many seconds a step may take. */
    @Parameter(property = "cfa.backupTimeout", defaultValue = "1800")
    private int backupTimeout;

    /** The user, for the lock; else that of this machine. */
    @Parameter(property = "cfa.deployer", defaultValue = "${env.GITLAB_USER_LOGIN}")
    private String deployer;

    /** What is kept, and how. */
    final Backup.Request kept(Stack stack, Optional<String> certificate, Retention retention) {
        return new Backup.Request(
                stack.projectName(),
                remoteDirectory(),
                KeptServices.of(bundle().resolve(Stack.COMPOSE_FILE)),
                new BackupOptions(certificate, retention, Duration.ofSeconds(backupTimeout)));
    }

    /** Who does it, for the lock. */
    final String user() {
        return SessionEnvironment.user(deployer);
    }
}
