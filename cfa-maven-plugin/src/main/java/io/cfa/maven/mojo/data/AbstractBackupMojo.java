package io.cfa.maven.mojo.data;

import io.cfa.maven.backup.Backup;
import io.cfa.maven.backup.BackupOptions;
import io.cfa.maven.backup.KeptServices;
import io.cfa.maven.backup.Retention;
import io.cfa.maven.model.Stack;
import io.cfa.maven.mojo.AbstractHostMojo;
import io.cfa.maven.mojo.session.ProvidedLibrary;
import io.cfa.maven.mojo.session.SessionEnvironment;
import java.time.Duration;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/** A goal that keeps what services wrote. */
abstract class AbstractBackupMojo extends AbstractHostMojo {

    /** Whether to print what would be done, on the host or in a registry, and change nothing. */
    @Parameter(property = "cfa.dryRun", defaultValue = "false")
    boolean dryRun;

    /** For how many seconds a step may take. */
    @Parameter(property = "cfa.backupTimeout", defaultValue = "1800")
    private int backupTimeout;

    /** The user, for the lock; else that of this machine. */
    @Parameter(property = "cfa.deployer", defaultValue = "${env.GITLAB_USER_LOGIN}")
    private String deployer;

    /** The server of {@code s3://…}, such as {@code https://minio.example.com}; that of AWS where not given. */
    @Parameter(property = "cfa.s3Endpoint", defaultValue = "${env.AWS_ENDPOINT_URL}")
    private String s3Endpoint;

    /** The region of the bucket; else AWS_REGION or AWS_DEFAULT_REGION of the environment, else {@code us-east-1}. */
    @Parameter(property = "cfa.s3Region")
    private String s3Region;

    /** Whether backups may go to a bucket of another machine by plain http. */
    @Parameter(property = "cfa.allowInsecure", defaultValue = "false")
    private boolean allowInsecure;

    @Inject
    private RepositorySystem repositories;

    @Inject
    private MojoExecution execution;

    /** How a bucket is reached, where one is named; its key is that of the environment. */
    final BucketParameters bucketParameters() {
        return new BucketParameters(
                BucketParameters.settings(s3Endpoint, s3Region, allowInsecure),
                SessionEnvironment.of(session),
                new S3Library(new ProvidedLibrary(repositories, session, execution)));
    }

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
