package io.cfa.maven.image.reproduction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.model.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image as the file that {@code docker load} takes, and {@code cfa:image} writes.
 *
 * @param file   the tar
 * @param names  of the layers' entries, the lowest first
 * @param layers their digests, taken from their bytes
 * @param config the bytes of its configuration
 */
public record ImageArchive(Path file, List<String> names, List<Digest> layers, byte[] config) implements ImageContents {

    private static final long LARGEST_JSON = 4 << 20;

    /**
     * Reads a file, and hashes all that it holds.
     *
     * @throws ImageException if it is not there, or none
     */
    public static ImageArchive read(Path file) {
        Map<String, Digest> digests = new HashMap<>();
        Map<String, byte[]> documents = new HashMap<>();
        try (TarArchiveInputStream tar = open(file)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().endsWith(".json")) {
                    if (entry.getSize() > LARGEST_JSON) {
                        throw new IOException(entry.getName() + " has " + entry.getSize() + " bytes");
                    }
                    documents.put(entry.getName(), tar.readAllBytes());
                } else {
                    HashingInputStream hashed = new HashingInputStream(Hashing.sha256(), tar);
                    hashed.transferTo(OutputStream.nullOutputStream());
                    digests.put(entry.getName(), Digest.of("sha256:" + hashed.hash()));
                }
            }
            return of(file, digests, documents);
        } catch (IOException | RuntimeException e) {
            throw new ImageException(
                    file + " is no image that docker load would take: " + e.getMessage()
                            + ". Next: see what the build said",
                    e);
        }
    }

    private static ImageArchive of(Path file, Map<String, Digest> digests, Map<String, byte[]> documents)
            throws IOException {
        JsonNode image = new ObjectMapper()
                .readTree(documents.getOrDefault("manifest.json", new byte[0]))
                .path(0);
        byte[] config = documents.get(image.path("Config").asText());
        List<String> names = new ArrayList<>();
        image.path("Layers").forEach(layer -> names.add(layer.asText()));
        if (config == null || names.isEmpty() || !digests.keySet().containsAll(names)) {
            throw new IOException("manifest.json names what is not in it");
        }
        return new ImageArchive(
                file, List.copyOf(names), names.stream().map(digests::get).toList(), config);
    }

    @Override
    public String place() {
        return "the one built now";
    }

    @Override
    public void copyLayer(Digest layer, Path to) {
        String name = names.get(layers.indexOf(layer));
        try (TarArchiveInputStream tar = open(file)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    Files.copy(tar, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                    return;
                }
            }
            throw new IOException(name + " is gone");
        } catch (IOException e) {
            throw new ImageException(file + " cannot be read again: " + e.getMessage() + ". Next: run it again", e);
        }
    }

    private static TarArchiveInputStream open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return new TarArchiveInputStream(bytes, "UTF-8");
    }
}
