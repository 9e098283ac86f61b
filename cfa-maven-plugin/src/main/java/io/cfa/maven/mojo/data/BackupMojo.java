package io.cfa.maven.mojo.data;

import io.cfa.maven.backup.Backup;
import io.cfa.maven.backup.BackupId;
import io.cfa.maven.backup.Retention;
import io.cfa.maven.backup.archive.ArchiveDownload;
import io.cfa.maven.backup.archive.HostBackup;
import io.cfa.maven.backup.bucket.Bucket;
import io.cfa.maven.backup.bucket.BucketAddress;
import io.cfa.maven.backup.bucket.BucketBackups;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Stack;
import io.cfa.maven.mojo.release.CertificateFile;
import io.cfa.maven.remote.RemoteHost;
import java.io.File;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Keeps what the services wrote, on the host, while they run: all databases of a server at one moment, files, compose and env; removes the backups that
 * are past their time.
 *
 * <p>Examples:
 *
 * <ul>
 *   <li>{@code ./mvnw -N cfa:backup}
 *   <li>{@code ./mvnw -N cfa:backup -Dcfa.archiveDirectory=/backups}
 * </ul>
 */
@Mojo(name = "backup", aggregator = true, requiresProject = false, threadSafe = true)
public final class BackupMojo extends AbstractBackupMojo {

    /** The certificate, in PEM, that the secrets are encrypted to; without it they are not kept. Its key belongs elsewhere. */
    @Parameter(property = "cfa.withSecrets")
    private File withSecrets;

    /** Of how many days the newest backup is kept. */
    @Parameter(property = "cfa.keepDaily", defaultValue = "7")
    private int keepDaily;

    /** Of how many weeks. */
    @Parameter(property = "cfa.keepWeekly", defaultValue = "4")
    private int keepWeekly;

    /** A directory of this machine that the backup is brought to as well; what is past its time there goes too. */
    @Parameter(property = "cfa.archiveDirectory")
    private File archiveDirectory;

    /**
     * The place in object storage that the backup is taken to as well, {@code s3://bucket/prefix}, as by {@code cfa.keepDaily} and {@code cfa.keepWeekly}; its key comes
     * from the environment alone, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, of a session, AWS_SESSION_TOKEN.
     */
    @Parameter(property = "cfa.archiveBucket")
    private String archiveBucket;

    @Override
    protected void execute(RemoteHost remote, Stack stack) {
        if (BucketParameters.given(archiveBucket).isEmpty()) {
            keep(remote, stack, Optional.empty());
            return;
        }
        BucketAddress address =
                BucketAddress.of(archiveBucket, "cfa.archiveBucket").ofAll("cfa.archiveBucket");
        try (Bucket bucket = bucketParameters().open(address)) {
            keep(remote, stack, Optional.of(bucket));
        }
    }

    private void keep(RemoteHost remote, Stack stack, Optional<Bucket> bucket) {
        HostContext context = HostContext.of(remote, Sleeper.system(), getLog()::info);
        Backup backup = new Backup(context, target(context, stack).kept());
        Optional<String> certificate = Optional.ofNullable(withSecrets).map(CertificateFile::read);
        Retention retention = new Retention(keepDaily, keepWeekly);
        Backup.Request request = kept(stack, certificate, retention);
        Optional<BucketBackups> away = bucket.map(given -> new BucketBackups(context, given, stack.projectName()));
        // a wrong key is found before anything is made
        away.ifPresent(BucketBackups::list);
        if (dryRun) {
            backup.plan(request).describe().forEach(getLog()::info);
            return;
        }
        BackupId id = backup.run(request, user());
        Optional.ofNullable(archiveDirectory)
                .ifPresent(there -> new ArchiveDownload(context, remoteDirectory(), there.toPath()).run(id, retention));
        away.ifPresent(backups -> backups.keep(new HostBackup(context, remoteDirectory(), id), retention));
    }
}
