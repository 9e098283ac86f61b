package io.cfa.maven.image.layer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes a module of the reactor as a jar whose bytes depend on its classes and resources alone.
 *
 * <p>Maven's own jar names the JDK that built it and is deflated by that JDK; and a build without the phase package has no jar, only a
 * directory. Both become the same jar here: sorted, stored (the layer around it is compressed), without Maven's additions.
 */
final class ReproducibleJar {

    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 0);

    private ReproducibleJar() {}

    static void write(Path jarOrDirectory, OutputStream file) throws IOException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        if (Files.isDirectory(jarOrDirectory)) {
            read(jarOrDirectory, entries);
        } else {
            try (ZipFile jar = new ZipFile(jarOrDirectory.toFile())) {
                for (ZipEntry entry : Collections.list(jar.entries())) {
                    String name = entry.getName();
                    if (!isOfMaven(name.replaceFirst("/$", ""))) {
                        entries.put(name, jar.getInputStream(entry).readAllBytes());
                        // a jar need not name its directories
                        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                            entries.putIfAbsent(name.substring(0, slash + 1), new byte[0]);
                        }
                    }
                }
            }
        }
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(entry(entry.getKey(), entry.getValue()));
                zip.write(entry.getValue());
            }
        }
    }

    private static ZipEntry entry(String name, byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(checksum.getValue());
        entry.setTimeLocal(TIME);
        return entry;
    }

    private static void read(Path root, SortedMap<String, byte[]> entries) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            tree.filter(path -> !path.equals(root)).forEach(path -> {
                String name = root.relativize(path).toString().replace('\\', '/');
                boolean isDirectory = Files.isDirectory(path);
                if (!isOfMaven(name)) {
                    entries.put(
                            isDirectory ? name.replaceFirst("/?$", "/") : name,
                            isDirectory ? new byte[0] : bytes(path));
                }
            });
        }
    }

    private static boolean isOfMaven(String name) {
        return name.equals("META-INF/MANIFEST.MF")
                || name.matches("META-INF/maven(/.*)?")
                || name.equals("META-INF/INDEX.LIST");
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
