package io.cfa.maven.image.reproduction;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import io.cfa.maven.image.cache.ImageException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The files in a packed layer, or in a jar, in their order; a bounded number of them, and of bytes. */
final class PackedFiles {

    private static final int MOST = 200_000;
    private static final long LARGEST = 4L << 30;

    private PackedFiles() {}

    /** Those of a layer, a tar in gzip. */
    static List<FileFacts> ofLayer(Path packed) {
        List<FileFacts> files = new ArrayList<>();
        try (TarArchiveInputStream tar = open(packed)) {
            Budget budget = new Budget();
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.add(budget.file(entry.getName(), header(entry), tar));
            }
        } catch (IOException e) {
            throw unreadable(packed, e);
        }
        return files;
    }

    /** Those of a jar. */
    static List<FileFacts> ofJar(Path jar) {
        List<FileFacts> files = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(jar)))) {
            Budget budget = new Budget();
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.add(budget.file(
                        entry.getName(), "of " + entry.getLastModifiedTime() + ", method " + entry.getMethod(), zip));
            }
        } catch (IOException e) {
            throw unreadable(jar, e);
        }
        return files;
    }

    /** Takes one file out of a layer. */
    static void extract(Path packed, String path, Path to) {
        try (TarArchiveInputStream tar = open(packed)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().equals(path)) {
                    Files.copy(tar, to, StandardCopyOption.REPLACE_EXISTING);
                    return;
                }
            }
        } catch (IOException e) {
            throw unreadable(packed, e);
        }
    }

    /** The first file that is not the same in both; nothing where all are, in the same order. */
    static Optional<String> firstDifference(List<FileFacts> published, List<FileFacts> built) {
        for (int i = 0; i < Math.max(published.size(), built.size()); i++) {
            if (i >= built.size() || i < published.size() && missing(published.get(i), built)) {
                return Optional.of(published.get(i).path() + " is in the registry's alone");
            }
            if (i >= published.size() || missing(built.get(i), published)) {
                return Optional.of(built.get(i).path() + " is in the one built now alone");
            }
            if (!published.get(i).path().equals(built.get(i).path())) {
                return Optional.of(
                        published.get(i).path() + " and " + built.get(i).path() + " come in another order");
            }
            Optional<String> difference = published.get(i).difference(built.get(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static boolean missing(FileFacts file, List<FileFacts> others) {
        return others.stream().noneMatch(other -> other.path().equals(file.path()));
    }

    private static TarArchiveInputStream open(Path packed) throws IOException {
        return new TarArchiveInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(packed)), 1 << 16), "UTF-8");
    }

    private static String header(TarArchiveEntry entry) {
        return Integer.toOctalString(entry.getMode()) + " of " + entry.getLongUserId() + ":" + entry.getLongGroupId()
                + " at " + entry.getLastModifiedTime()
                + (entry.getLinkName().isEmpty() ? "" : " to " + entry.getLinkName());
    }

    private static ImageException unreadable(Path file, IOException e) {
        return new ImageException(
                "what is packed there cannot be read (" + e.getMessage() + "): " + file.getFileName()
                        + ". Next: see who pushed it",
                e);
    }

    /** What a layer may unpack to. */
    private static final class Budget {

        private int files;
        private long bytes;

        FileFacts file(String path, String header, InputStream content) throws IOException {
            files++;
            HashingInputStream hashed = new HashingInputStream(Hashing.sha256(), content);
            long size = 0;
            byte[] some = new byte[1 << 14];
            for (int read = hashed.read(some); read >= 0; read = hashed.read(some)) {
                size += read;
                bytes += read;
                if (files > MOST || bytes > LARGEST) {
                    throw new IOException("more than " + MOST + " files or " + LARGEST + " bytes");
                }
            }
            hashed.transferTo(OutputStream.nullOutputStream());
            return new FileFacts(path, header, size, hashed.hash().toString());
        }
    }
}
