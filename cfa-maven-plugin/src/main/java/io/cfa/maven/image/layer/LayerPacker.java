package io.cfa.maven.image.layer;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.image.ReproducibleLayerBuilder;
import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.cfa.maven.image.cache.ContentStore;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SortedMap;

/** Packs files into the gzip that a layer travels as, with jib's builder. */
final class LayerPacker {

    private static final String OWNER = "0:0";

    private LayerPacker() {}

    static LayerFile pack(LayerKind kind, SortedMap<String, LayerSource> files, ContentStore blobs) throws IOException {
        // jib packs files only; what lies nowhere lies here for as long as that takes
        Path made = Files.createTempDirectory("cfa-layer");
        try {
            ReproducibleLayerBuilder layer = new ReproducibleLayerBuilder(entries(files, made));
            MessageDigest ofTar = Sha256.begin();
            long[] size = new long[1];
            Digest digest = blobs.add(out -> {
                CountingStream counted = new CountingStream(out);
                try (OutputStream tar = new DigestOutputStream(gzip(kind, counted), ofTar)) {
                    layer.build().writeTo(tar);
                }
                size[0] = counted.count;
            });
            return new LayerFile(kind, digest, size[0], Sha256.end(ofTar));
        } finally {
            MoreFiles.deleteRecursively(made, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }

    private static OutputStream gzip(LayerKind kind, OutputStream to) throws IOException {
        if (kind == LayerKind.CLASS_DATA) {
            return GzipOutputStream.large(to);
        }
        return ofJars(kind) ? GzipOutputStream.sparing(to) : GzipOutputStream.deflated(to);
    }

    /** Jars of third parties are compressed already, and do not change. */
    static boolean ofJars(LayerKind kind) {
        return kind == LayerKind.SHARED_LIBRARIES || kind == LayerKind.LIBRARIES;
    }

    private static ImmutableList<FileEntry> entries(SortedMap<String, LayerSource> files, Path made)
            throws IOException {
        ImmutableList.Builder<FileEntry> entries = ImmutableList.builder();
        for (Map.Entry<String, LayerSource> file : files.entrySet()) {
            LayerSource source = file.getValue();
            Path path = source.file().orElseGet(() -> made.resolve(Sha256.hex(source.digest())));
            if (source.bytes().isPresent()) {
                Files.write(path, source.bytes().get());
            }
            entries.add(new FileEntry(
                    path,
                    AbsoluteUnixPath.get(file.getKey()),
                    FilePermissions.DEFAULT_FILE_PERMISSIONS,
                    FileEntriesLayer.DEFAULT_MODIFICATION_TIME,
                    OWNER));
        }
        return entries.build();
    }

    /** Counts what is written; closing it leaves open what it writes to. */
    private static final class CountingStream extends OutputStream {

        private final OutputStream out;
        private long count;

        CountingStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
