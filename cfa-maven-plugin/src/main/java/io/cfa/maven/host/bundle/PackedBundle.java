package io.cfa.maven.host.bundle;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.model.compose.BundlePath;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Files as a host packed them with {@code tar}, links followed; not one of its names is believed.
 *
 * @param where the host and the directory, for messages
 * @param bytes the archive
 */
record PackedBundle(String where, byte[] bytes) {

    /** So large is what is taken at once; a bundle has a hundredth of it. */
    static final int MOST_BYTES = 4_000_000;

    static final int MOST_FILES = 1_000;

    /** The archive as Base64, which every connection carries; what is too large is cut one byte after what is taken. */
    private static final String PACK =
            "most=$1; shift; for each; do [ -r \"$each\" ] || { echo \"$each\" >&2; exit 3; }; done;"
                    + " tar -chf - --exclude ./secrets --exclude ./.cfa -- \"$@\" | head -c \"$most\" | base64";

    /**
     * Packs files of a directory of a host.
     *
     * @throws RolloutException if they cannot be read, or are too large
     */
    static PackedBundle of(RemoteHost host, String directory, List<String> paths) {
        Command pack = Command.of("sh", "-c", PACK, "sh", String.valueOf(MOST_BYTES + 1))
                .with(paths.stream().map(path -> "./" + path).toArray(String[]::new))
                .in(directory);
        Result packed = host.run(pack);
        String where = host.name() + ":" + directory;
        if (!packed.succeeded() || packed.output().isBlank()) {
            throw new RolloutException(
                    where + " has no " + String.join(", ", paths) + " to read (exit status "
                            + packed.exitStatus() + firstLine(packed.error())
                            + "). Next: name the directory of compose and env with -Dcfa.remoteDirectory, or bring them with cfa:sync");
        }
        byte[] bytes = decoded(packed.output(), where);
        if (bytes.length > MOST_BYTES) {
            throw tooLarge(where);
        }
        return new PackedBundle(where, bytes);
    }

    private static String firstLine(String error) {
        return error.lines()
                .findFirst()
                .map(line -> ": " + line.substring(0, Math.min(200, line.length())))
                .orElse("");
    }

    private static byte[] decoded(String output, String where) {
        try {
            return Base64.getMimeDecoder().decode(output);
        } catch (IllegalArgumentException e) {
            throw new RolloutException(
                    where
                            + " gave what is not Base64 where its files were asked for. Next: see what a login shell there prints");
        }
    }

    private static RolloutException tooLarge(String where) {
        return new RolloutException("the files that " + where + " runs by are larger than " + MOST_BYTES
                + " bytes or more than " + MOST_FILES
                + "; nothing of them was kept. Next: call the goal in a clone of the repository, which has its own");
    }

    /**
     * Writes the files.
     *
     * @throws RolloutException if one is no regular file, leads out of the directory, has the place of a secret, or the archive is cut
     */
    void unpack(Path directory) {
        int files = 0;
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (++files > MOST_FILES) {
                    throw tooLarge(where);
                }
                if (!entry.isDirectory()) {
                    write(entry, tar, directory);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new RolloutException("the files of " + where + " came cut or damaged. Next: run it again");
        }
    }

    private void write(TarArchiveEntry entry, InputStream content, Path directory) throws IOException {
        String path = BundlePath.within(entry.getName())
                .filter(within -> !within.isEmpty() && !within.equals("secrets") && !BundlePath.isSecret(within))
                .filter(within -> isRegular(entry))
                .orElseThrow(() ->
                        new RolloutException(where + " has what is no file of a bundle among those that it runs by: "
                                + entry.getName().replaceAll("\\p{Cntrl}", "?")
                                + ". Next: call the goal in a clone of the repository, and see who changed the host"));
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        byte[] bytesOfFile = content.readAllBytes();
        if (bytesOfFile.length != entry.getSize()) {
            throw new IOException("cut");
        }
        Files.write(file, bytesOfFile);
    }

    /** {@code isFile} of the library is true of devices and pipes too. */
    private static boolean isRegular(TarArchiveEntry entry) {
        return entry.getLinkFlag() == TarConstants.LF_NORMAL || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
    }
}
