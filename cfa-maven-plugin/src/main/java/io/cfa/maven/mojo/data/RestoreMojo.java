package io.cfa.maven.mojo.data;

import io.cfa.maven.backup.NewHostRestore;
import io.cfa.maven.backup.Restore;
import io.cfa.maven.backup.Retention;
import io.cfa.maven.backup.archive.ArchiveUpload;
import io.cfa.maven.backup.archive.BackupArchive;
import io.cfa.maven.backup.archive.SecretsSource;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Stack;
import io.cfa.maven.mojo.console.Approval;
import io.cfa.maven.mojo.console.ReportOutput;
import io.cfa.maven.mojo.console.TerminalStyle;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.report.Report;
import io.cfa.maven.verify.VerifyRequest;
import java.io.File;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Brings a backup of the host back: reads it whole, asks, keeps the present state, then stops everything, replaces the volumes and starts everything. What
 * was written since the backup is in the backup of the present state alone. By hand, never in a deploy.
 *
 * <p>Examples:
 *
 * <ul>
 *   <li>{@code ./mvnw -N cfa:restore -Dcfa.backup=20261124T020000Z}
 *   <li>{@code ./mvnw -N cfa:restore -Dcfa.archive=/backups/20261124T020000Z}
 * </ul>
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

    /**
     * A backup away from the host: a directory of this machine that cfa:backup brought with {@code cfa.archiveDirectory}, or {@code s3://bucket/prefix/<id>} of one
     * that it took there with {@code cfa.archiveBucket}. It is taken to the host first, which may be one that has nothing of the project yet but what
     * cfa:sync brings.
     */
    @Parameter(property = "cfa.archive")
    private String archive;

    /** The key, in PEM, of the certificate that the backup's secrets were encrypted to; they are decrypted here, and put on a new host only. */
    @Parameter(property = "cfa.secretsKey")
    private File secretsKey;

    /** For how many seconds services that start are waited for, before they prove that their data is whole. */
    @Parameter(property = "cfa.startTimeout", defaultValue = "300")
    private int startTimeout;

    @Override
    protected void execute(RemoteHost remote, Stack stack) throws MojoFailureException {
        try (GivenArchive given = GivenArchive.read(archive, bucketParameters())) {
            restore(remote, stack, given.archive());
        }
    }

    private void restore(RemoteHost remote, Stack stack, Optional<BackupArchive> given) throws MojoFailureException {
        HostContext context = HostContext.of(remote, Sleeper.system(), getLog()::info);
        Restore restore = new Restore(context, target(context, stack).kept());
        SecretsSource secrets =
                new SecretsSource(given, Optional.ofNullable(secretsKey).map(File::toPath));
        boolean isNewHost =
                given.filter(any -> restore.isNewHost(stack.projectName())).isPresent();
        if (isNewHost) {
            onANewHost(context, stack, given.get(), secrets.read());
            return;
        }
        secrets.requireNone(remote.name());
        boolean isUploadPlanned = given.filter(any -> dryRun).isPresent();
        if (isUploadPlanned) {
            getLog().info("taken    " + archive + " to the host, and planned from there");
            return;
        }
        given.ifPresent(new ArchiveUpload(context, remoteDirectory())::run);
        Restore.Request request =
                request(stack, given.map(backups -> backups.id().toString()));
        if (dryRun) {
            restore.plan(request).describe().forEach(getLog()::info);
            return;
        }
        restore.run(request, user(), Approval.of(session, assumeYes));
        Report report = target(context, stack)
                .verifyData(
                        new VerifyRequest(stack, Set.of(), Map.of(), Duration.ofSeconds(startTimeout), Duration.ZERO));
        ReportOutput.show(report, TerminalStyle.of(session), getLog());
        ReportOutput.requirePassed(report);
    }

    private void onANewHost(HostContext context, Stack stack, BackupArchive given, SortedMap<String, String> secrets) {
        NewHostRestore restore = new NewHostRestore(context, stack);
        NewHostRestore.Request request =
                new NewHostRestore.Request(given.manifest(), secrets, request(stack, Optional.empty()));
        if (dryRun) {
            restore.plan(request).describe().forEach(getLog()::info);
        } else {
            restore.run(
                    request,
                    user(),
                    locked -> new ArchiveUpload(locked, remoteDirectory()).run(given),
                    Approval.of(session, assumeYes));
        }
    }

    /** Nothing that is there goes when the present state is kept: the backup that is restored may be the oldest. */
    private Restore.Request request(Stack stack, Optional<String> brought) {
        return new Restore.Request(
                brought.or(() -> Optional.ofNullable(backup)),
                keepPresent,
                project().named(stack.projectName()),
                kept(stack, Optional.empty(), Retention.EVERYTHING));
    }
}
