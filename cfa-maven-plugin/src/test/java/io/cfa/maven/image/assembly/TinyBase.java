package io.cfa.maven.image.assembly;

import io.cfa.maven.image.layer.GzipOutputStream;
import io.cfa.maven.image.registry.LocalRegistry;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A base image of one layer, behind an index as public base images are. */
public final class TinyBase {

    public static final String REPOSITORY = "library/eclipse-temurin";

    /** That of this machine, as images name it. */
    public static final String ARCHITECTURE = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";

    private static final String LOADER =
            ARCHITECTURE.equals("arm64") ? "lib/ld-linux-aarch64.so.1" : "lib64/ld-linux-x86-64.so.2";

    private TinyBase() {}

    public static ImageReference in(LocalRegistry registry) throws IOException {
        ByteArrayOutputStream layer = new ByteArrayOutputStream();
        try (GzipOutputStream gzip = GzipOutputStream.deflated(layer)) {
            gzip.write(new byte[10_240]);
        }
        return withLayer(registry, "25-jre", "amd64", layer.toByteArray());
    }

    /** A base whose loader, which starts its java, is a script. */
    public static ImageReference withLoader(LocalRegistry registry, String tag, String script) throws IOException {
        ByteArrayOutputStream layer = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(layer))) {
            for (Map.Entry<String, String> file : Map.of(
                            LOADER, script, "opt/java/openjdk/bin/java", "run by the loader")
                    .entrySet()) {
                byte[] content = bytes(file.getValue());
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                entry.setMode(0755);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return withLayer(registry, tag, ARCHITECTURE, layer.toByteArray());
    }

    /** A base image of one layer, a tar in gzip. */
    public static ImageReference withLayer(LocalRegistry registry, String tag, String architecture, byte[] layer)
            throws IOException {
        byte[] tar = new GZIPInputStream(new ByteArrayInputStream(layer)).readAllBytes();
        String layerDigest = registry.put(REPOSITORY, layer);
        byte[] config = bytes("{\"architecture\":\"" + architecture
                + "\",\"os\":\"linux\",\"created\":\"2026-01-01T00:00:00Z\",\"config\":{"
                + "\"Env\":[\"PATH=/opt/java/openjdk/bin:/usr/bin\",\"JAVA_HOME=/opt/java/openjdk\"],"
                + "\"Labels\":{\"org.opencontainers.image.ref.name\":\"ubuntu\",\"vendor\":\"base\"}},"
                + "\"history\":[{\"created\":\"2026-01-01T00:00:00Z\",\"created_by\":\"base\"}],"
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + Sha256.of(tar) + "\"]}}");
        String configDigest = registry.put(REPOSITORY, config);
        byte[] manifest =
                bytes("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{"
                        + "\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"" + configDigest
                        + "\",\"size\":"
                        + config.length
                        + "},\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\""
                        + layerDigest + "\",\"size\":" + layer.length + "}]}");
        String manifestDigest =
                registry.put(REPOSITORY, architecture, "application/vnd.oci.image.manifest.v1+json", manifest);
        byte[] index =
                bytes("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[{"
                        + "\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"" + manifestDigest
                        + "\",\"size\":"
                        + manifest.length + ",\"platform\":{\"architecture\":\"" + architecture
                        + "\",\"os\":\"linux\"}}]}");
        registry.put(REPOSITORY, tag, "application/vnd.oci.image.index.v1+json", index);
        return ImageReference.of(registry.name() + "/" + REPOSITORY + ":" + tag);
    }

    /** A base image of one platform or several, each with its own layer; what is empty is left out. */
    public static ImageReference of(LocalRegistry registry, String tag, String layerType, String... platforms)
            throws IOException {
        StringBuilder entries = new StringBuilder();
        for (String platform : platforms) {
            String[] names = (platform + "//").split("/", -1);
            String its = "\"os\":\"" + names[0] + "\",\"architecture\":\"" + names[1] + "\""
                    + (names[2].isEmpty() ? "" : ",\"variant\":\"" + names[2] + "\"");
            byte[] layer = ("layer of " + platform).getBytes(StandardCharsets.UTF_8);
            String layerDigest = registry.put(REPOSITORY, layer);
            byte[] config = bytes("{" + its + ",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                    + Sha256.of(bytes("tar of " + platform)) + "\"]}}");
            String configDigest = registry.put(REPOSITORY, config);
            byte[] manifest = bytes(
                    "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{"
                            + "\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"" + configDigest
                            + "\",\"size\":" + config.length + "},\"layers\":[{\"mediaType\":\"" + layerType
                            + "\",\"digest\":\"" + layerDigest + "\",\"size\":" + layer.length + "}]}");
            String digest = registry.put(
                    REPOSITORY, tag + entries.length(), "application/vnd.oci.image.manifest.v1+json", manifest);
            if (platforms.length == 1) {
                registry.put(REPOSITORY, tag, "application/vnd.oci.image.manifest.v1+json", manifest);
                return ImageReference.of(registry.name() + "/" + REPOSITORY + ":" + tag);
            }
            entries.append(entries.isEmpty() ? "" : ",")
                    .append("{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"" + digest
                            + "\",\"size\":" + manifest.length + ",\"platform\":{" + its + "}}");
        }
        index(registry, tag, entries.toString());
        return ImageReference.of(registry.name() + "/" + REPOSITORY + ":" + tag);
    }

    /** An index of these entries. */
    public static String index(LocalRegistry registry, String tag, String entries) {
        return registry.put(
                REPOSITORY,
                tag,
                "application/vnd.oci.image.index.v1+json",
                bytes("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":["
                        + entries + "]}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
