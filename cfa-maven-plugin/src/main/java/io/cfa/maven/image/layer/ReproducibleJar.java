package io.cfa.maven.image.layer;

import io.cfa.maven.image.cache.PortablePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes a module of the reactor as a jar whose bytes depend on its classes and resources alone.
 *
 * <p>Maven's own jar names the JDK that built it and is deflated by that JDK; and a build without the phase package has no jar, only a
 * directory. Both become the same jar here: sorted, stored (the layer around it is compressed), without what Maven says of itself. What a
 * module's manifest says of the module (Multi-Release, Implementation-Version) stays.
 */
public final class ReproducibleJar {

    private static final String META_INF = "META-INF/";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final int LINE = 72;
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 0);

    /** What a build says of itself. */
    private static final Set<String> OF_BUILD = Set.of(
            "Created-By",
            "Build-Jdk",
            "Build-Jdk-Spec",
            "Built-By",
            "Archiver-Version",
            "Build-Time",
            "Build-Os",
            "Java-Version");

    private ReproducibleJar() {}

    /** Its bytes, from a jar or a directory. */
    public static byte[] of(Path jarOrDirectory) throws IOException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        if (Files.isDirectory(jarOrDirectory)) {
            read(jarOrDirectory, entries);
        } else {
            try (ZipFile jar = new ZipFile(jarOrDirectory.toFile())) {
                for (ZipEntry entry : Collections.list(jar.entries())) {
                    add(entries, entry.getName(), jar.getInputStream(entry).readAllBytes());
                }
            }
        }
        for (String name : entries.keySet()) {
            if (name.matches("META-INF/[^/]+\\.(?i:SF|RSA|DSA|EC)")) {
                throw new IOException(
                        jarOrDirectory + " is signed (" + name
                                + "), which does not outlive being packed anew. Next: sign what you publish, not what the image holds");
            }
        }
        return packed(entries);
    }

    private static byte[] packed(SortedMap<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            if (entries.containsKey(MANIFEST)) {
                // whoever reads a jar as a stream looks for it at the beginning
                for (String name : List.of(META_INF, MANIFEST)) {
                    write(zip, name, entries.get(name));
                }
                entries.keySet().removeAll(Set.of(META_INF, MANIFEST));
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                write(zip, entry.getKey(), entry.getValue());
            }
        }
        return file.toByteArray();
    }

    private static void write(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(entry(name, bytes));
        zip.write(bytes);
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

    private static void add(SortedMap<String, byte[]> entries, String name, byte[] bytes) throws IOException {
        // a directory is there when something is in it: what a deleted package leaves behind is not
        if (name.endsWith("/") || name.matches("META-INF/maven(/.*)?") || name.equals("META-INF/INDEX.LIST")) {
            return;
        }
        byte[] kept = name.equals(MANIFEST) ? manifest(bytes) : bytes;
        if (name.equals(MANIFEST) && kept.length == 0) {
            return;
        }
        entries.put(name, kept);
        // a jar need not name its directories
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            entries.putIfAbsent(name.substring(0, slash + 1), new byte[0]);
        }
    }

    /** What the manifest says of the module, in an order that depends on nothing else; nothing where it says nothing. */
    private static byte[] manifest(byte[] bytes) throws IOException {
        Manifest manifest = new Manifest(new ByteArrayInputStream(bytes));
        StringBuilder text = new StringBuilder();
        section(text, manifest.getMainAttributes());
        for (Map.Entry<String, Attributes> section : new TreeMap<>(manifest.getEntries()).entrySet()) {
            text.append("\r\n");
            line(text, "Name", section.getKey());
            section(text, section.getValue());
        }
        if (text.isEmpty()) {
            return new byte[0];
        }
        return ("Manifest-Version: 1.0\r\n" + text + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void section(StringBuilder text, Attributes attributes) {
        SortedMap<String, String> sorted = new TreeMap<>();
        attributes.forEach((name, value) -> sorted.put(name.toString(), value.toString()));
        sorted.forEach((name, value) -> {
            if (!name.equals("Manifest-Version") && !OF_BUILD.contains(name)) {
                line(text, name, value);
            }
        });
    }

    /** At most 72 bytes a line, with what is left behind a space on the next. */
    private static void line(StringBuilder text, String name, String value) {
        // one character for each byte of UTF-8
        String line = new String((name + ": " + value).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        for (int at = 0; at < line.length(); at += at == 0 ? LINE : LINE - 1) {
            int end = Math.min(line.length(), at + (at == 0 ? LINE : LINE - 1));
            text.append(at == 0 ? "" : " ").append(line, at, end).append("\r\n");
        }
    }

    private static void read(Path root, SortedMap<String, byte[]> entries) throws IOException {
        try (Stream<Path> tree = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            for (Path path : (Iterable<Path>) tree.filter(path -> !path.equals(root))::iterator) {
                String name = PortablePath.relative(root, path);
                if (Files.isRegularFile(path)) {
                    add(entries, name, Files.readAllBytes(path));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
