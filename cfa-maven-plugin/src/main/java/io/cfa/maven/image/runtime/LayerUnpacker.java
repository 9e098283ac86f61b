package io.cfa.maven.image.runtime;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Unpacks layers over one another into a directory that nothing of them leaves: a link that is absolute leads to the same place below it, and
 * no file is written through one that leads out. Owners, devices and what no JRE reads are left out; files and bytes are bounded.
 *
 * <p>Source: OCI image specification 1.1, "Image Layer Filesystem Changeset".
 */
public final class LayerUnpacker {

    private static final int MOST = 200_000;
    private static final long LARGEST = 4L << 30;
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final int EXECUTABLE = 0111;

    /** Documentation, packages' databases, devices. */
    private static final String UNUSED = "(usr/share|var|dev|proc|sys|tmp|run|boot|home|root)(/.*)?";

    private final Path root;
    private int files;
    private long bytes;

    /** Into a directory, which need not be there. */
    public LayerUnpacker(Path directory) throws IOException {
        this.root = Files.createDirectories(directory).toRealPath();
    }

    /** Unpacks one, over those before it. */
    public void unpack(Path layer) throws IOException, NotMadeException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(open(layer), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files++;
                String name = entry.getName().replaceFirst("^(\\./|/)+", "");
                if (files > MOST) {
                    throw new NotMadeException("the base has more than " + MOST + " files");
                }
                if (!name.isEmpty() && !name.matches(UNUSED)) {
                    unpackNamed(entry, name, tar);
                }
            }
        }
    }

    private static InputStream open(Path layer) throws IOException, NotMadeException {
        InputStream file = new BufferedInputStream(Files.newInputStream(layer), 1 << 16);
        file.mark(4);
        byte[] magic = file.readNBytes(4);
        file.reset();
        if (magic.length == 4 && magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
            return new GZIPInputStream(file, 1 << 16);
        }
        if (magic.length == 4 && magic[0] == 0x28 && magic[1] == (byte) 0xb5) {
            file.close();
            throw new NotMadeException("a layer of the base is packed with zstd, which is not read here");
        }
        return file;
    }

    /** A name that this machine's locale cannot write is none of a JRE's. */
    private void unpackNamed(TarArchiveEntry entry, String name, InputStream content)
            throws IOException, NotMadeException {
        try {
            unpack(entry, name, content);
        } catch (InvalidPathException e) {
            return;
        }
    }

    private void unpack(TarArchiveEntry entry, String name, InputStream content) throws IOException, NotMadeException {
        Path path = inside(root.resolve(name).normalize(), name);
        String file = path.getFileName().toString();
        Path parent = realParent(path, name);
        if (file.equals(OPAQUE)) {
            empty(parent);
        } else if (file.startsWith(WHITEOUT)) {
            delete(inside(parent.resolve(file.substring(WHITEOUT.length())).normalize(), name));
        } else if (entry.isDirectory()) {
            Path directory = parent.resolve(file);
            // a directory over a link to one means what the link leads to
            if (!Files.isDirectory(directory)) {
                delete(directory);
                Files.createDirectory(directory);
            }
        } else if (entry.isSymbolicLink()) {
            link(parent.resolve(file), entry.getLinkName());
        } else if (entry.isLink()) {
            String target = entry.getLinkName().replaceFirst("^(\\./|/)+", "");
            Path to = inside(root.resolve(target).normalize(), name);
            copy(realParent(to, name).resolve(to.getFileName()), parent.resolve(file), name);
        } else if (entry.isFile()) {
            write(content, parent.resolve(file), entry.getMode());
        }
    }

    private Path inside(Path path, String name) throws NotMadeException {
        if (!path.startsWith(root) || path.equals(root)) {
            throw new NotMadeException("the base has a file that would lie outside of it: " + name);
        }
        return path;
    }

    /** The directory that a file lies in, with all links of its path followed; made where no layer names it. */
    private Path realParent(Path path, String name) throws IOException, NotMadeException {
        Path parent = root;
        for (Path part : root.relativize(path.getParent())) {
            if (part.toString().isEmpty()) {
                continue;
            }
            Path next = parent.resolve(part);
            if (!Files.isDirectory(next)) {
                delete(next);
                Files.createDirectory(next);
            }
            parent = next.toRealPath();
            if (!parent.startsWith(root)) {
                throw new NotMadeException("the base has a file behind a link that leads out of it: " + name);
            }
        }
        return parent;
    }

    private void link(Path path, String to) throws IOException {
        Path target = to.startsWith("/")
                ? root.resolve(to.replaceFirst("^/+", "")).normalize()
                : path.resolveSibling(to).normalize();
        delete(path);
        // what leads out of the base leads nowhere
        if (target.startsWith(root)) {
            Files.createSymbolicLink(path, path.getParent().relativize(target));
        }
    }

    private void copy(Path from, Path to, String name) throws IOException, NotMadeException {
        if (!Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotMadeException("the base has a link to what is not there: " + name);
        }
        count(Files.size(from));
        delete(to);
        Files.copy(from, to);
    }

    private void write(InputStream content, Path to, int mode) throws IOException, NotMadeException {
        delete(to);
        byte[] some = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(to)) {
            for (int read = content.read(some); read >= 0; read = content.read(some)) {
                count(read);
                out.write(some, 0, read);
            }
        }
        if ((mode & EXECUTABLE) != 0) {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(to));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(to, permissions);
        }
    }

    private void count(long more) throws NotMadeException {
        bytes += more;
        if (bytes > LARGEST) {
            throw new NotMadeException("the base has more than " + LARGEST + " bytes");
        }
    }

    private static void empty(Path directory) throws IOException {
        MoreFiles.deleteDirectoryContents(directory, RecursiveDeleteOption.ALLOW_INSECURE);
    }

    private static void delete(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }

    /** What a path of the base leads to, with its links followed; nothing where it leads nowhere, or out. */
    Optional<Path> find(String path) throws IOException {
        Path found = root.resolve(path.replaceFirst("^/+", "")).normalize();
        return Files.exists(found)
                ? Optional.of(found.toRealPath()).filter(real -> real.startsWith(root))
                : Optional.empty();
    }
}
