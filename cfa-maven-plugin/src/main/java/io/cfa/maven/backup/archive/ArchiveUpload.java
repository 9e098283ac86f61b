package io.cfa.maven.backup.archive;

import io.cfa.maven.backup.Backup;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

/** Takes a backup that lies here to a host, a piece at a time; it is called one there when the host has read it and found its checksums right. */
public final class ArchiveUpload {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final HostContext context;
    private final String remoteDirectory;

    /** To a host, whose directory of compose and env that is. */
    public ArchiveUpload(HostContext context, String remoteDirectory) {
        this.context = context;
        this.remoteDirectory = remoteDirectory;
    }

    /**
     * Takes it there, unless it lies there already.
     *
     * @throws RolloutException if the host has another backup of its name, or no room; no service was touched
     */
    public void run(BackupArchive archive) {
        String whole = Backup.directory(archive.id());
        String part = whole + ".part";
        try {
            String sums = Files.readString(archive.directory().resolve(Checksums.FILE));
            Result there = run("head -c 200000 \"$1/SHA256SUMS\" 2>/dev/null || [ ! -e \"$1\" ]", whole);
            if (there.output().equals(sums)) {
                context.say("backup " + archive.id() + " lies on the host already");
                return;
            }
            if (!there.succeeded() || !there.output().isEmpty()) {
                throw refused(
                        "it has another backup " + whole, "move that away, as it is not the one that is restored");
            }
            long bytes = 0;
            for (String name : archive.checksums().byName().keySet()) {
                bytes += archive.size(name);
            }
            requireRoom(bytes);
            require(run("umask 077; rm -rf \"$1\" && mkdir -p \"$1\"", part));
            for (String name : archive.checksums().byName().keySet()) {
                copy(archive, name, part);
            }
            require(run("umask 077; cat > \"$1/SHA256SUMS\"", part, Secret.of(sums)));
            require(run(
                    "[ -d \"$2\" ] || { (cd \"$1\" && sha256sum --check --quiet --strict SHA256SUMS) && sync && mv \"$1\" \"$2\"; }",
                    part,
                    whole));
            context.say(String.format(Locale.ROOT, "took backup %s to the host: %.1f MB", archive.id(), bytes / 1e6));
        } catch (IOException e) {
            throw refused("the backup " + archive.directory() + " could not be read (" + e + ")", "run it again");
        }
    }

    private void requireRoom(long bytes) {
        Result result = run("mkdir -p .cfa && df -Pk .cfa | tail -n 1", "");
        String[] words = result.output().strip().split("\\s+");
        long free = words.length > 3 && words[3].matches("[0-9]{1,15}") ? Long.parseLong(words[3]) * 1024 : 0;
        // once as it lies there, and once more as what it is unpacked to
        if (free < 2 * bytes) {
            throw refused(
                    "it has " + free / 1_000_000 + " MB free, and the backup is " + bytes / 1_000_000
                            + " MB, expected twice that",
                    "make free disk space there");
        }
    }

    private void copy(BackupArchive archive, String name, String part) throws IOException {
        require(run("umask 077; : > \"$1\"", part + "/" + name));
        try (InputStream in = Files.newInputStream(archive.directory().resolve(name))) {
            byte[] bytes = in.readNBytes(HostBackup.PIECE);
            for (long number = 0; bytes.length > 0; number++) {
                require(run(
                        "base64 -d | dd of=\"$1\" bs=" + HostBackup.PIECE + " seek=" + number
                                + " iflag=fullblock conv=notrunc 2>/dev/null",
                        part + "/" + name,
                        Secret.of(Base64.getEncoder().encodeToString(bytes))));
                bytes = in.readNBytes(HostBackup.PIECE);
            }
        }
    }

    private Result run(String script, String argument) {
        return run(script, argument, Secret.of(""));
    }

    private Result run(String script, String argument, String other) {
        return context.host()
                .run(Command.of("sh", "-c", script, "sh", argument, other)
                        .in(remoteDirectory)
                        .within(LIMIT));
    }

    private Result run(String script, String argument, Secret input) {
        return context.host()
                .run(Command.of("sh", "-c", script, "sh", argument)
                        .in(remoteDirectory)
                        .stdin(input)
                        .within(LIMIT));
    }

    private void require(Result result) {
        if (!result.succeeded()) {
            throw refused(
                    "exit status " + result.exitStatus() + " " + result.error().strip(),
                    "run cfa:doctor, then it again");
        }
    }

    private RolloutException refused(String why, String next) {
        return new RolloutException("the backup was not taken to "
                + context.host().name() + ": " + why + ". No service was touched. Next: " + next);
    }
}
