package io.cfa.maven.image.reproduction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Compares an image that was built again with the registry's, layer by layer from the lowest, then the configuration. Where the digests of all are the same,
 * so is that of the image, as it consists of nothing else.
 *
 * @param published the registry's
 * @param built     the one built now
 */
public record ImageComparison(PublishedImage published, ImageArchive built) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 200;

    /**
     * The first difference.
     *
     * @return nothing where they are the same
     */
    public Optional<String> firstDifference() {
        List<Digest> theirs = published.layers();
        List<Digest> ours = built.layers();
        for (int i = 0; i < Math.min(theirs.size(), ours.size()); i++) {
            if (!theirs.get(i).equals(ours.get(i))) {
                return Optional.of(
                        "layer " + (i + 1) + " of " + theirs.size() + ": " + inLayer(theirs.get(i), ours.get(i)));
            }
        }
        if (theirs.size() != ours.size()) {
            return Optional.of("the registry's has " + theirs.size() + " layers, the one built now " + ours.size());
        }
        return inConfig().map(difference -> "configuration: " + difference);
    }

    private String inLayer(Digest theirs, Digest ours) {
        try {
            Path work = Files.createTempDirectory("cfa-compare");
            try {
                Path one = work.resolve("published");
                Path other = work.resolve("built");
                published.copyLayer(theirs, one);
                built.copyLayer(ours, other);
                return inFiles(work, one, other);
            } finally {
                MoreFiles.deleteRecursively(work, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        } catch (IOException e) {
            throw new ImageException(
                    "layers cannot be compared: " + e.getMessage() + ". Next: see the free disk space", e);
        }
    }

    private static String inFiles(Path work, Path one, Path other) {
        List<FileFacts> published = PackedFiles.ofLayer(one);
        Optional<String> found = PackedFiles.firstDifference(published, PackedFiles.ofLayer(other));
        if (found.isEmpty()) {
            return "the same files, packed otherwise";
        }
        return found.get() + inJar(work, one, other, found.get()).orElse("");
    }

    /** A jar that differs says nothing by itself: the first of its own files does. */
    private static Optional<String> inJar(Path work, Path one, Path other, String difference) {
        String path = difference.replaceFirst(" has other bytes.*", "");
        if (path.equals(difference) || !path.endsWith(".jar")) {
            return Optional.empty();
        }
        Path jar = work.resolve("one.jar");
        Path otherJar = work.resolve("other.jar");
        PackedFiles.extract(one, path, jar);
        PackedFiles.extract(other, path, otherJar);
        return PackedFiles.firstDifference(PackedFiles.ofJar(jar), PackedFiles.ofJar(otherJar))
                .map(inside -> ": in it, " + inside);
    }

    private Optional<String> inConfig() {
        if (java.util.Arrays.equals(published.config(), built.config())) {
            return Optional.empty();
        }
        try {
            return Optional.of(inJson("", JSON.readTree(published.config()), JSON.readTree(built.config()))
                    .orElse("written otherwise"));
        } catch (IOException e) {
            throw new ImageException(
                    "the configuration of the registry's image is no JSON. Next: see who pushed it", e);
        }
    }

    private static Optional<String> inJson(String path, JsonNode theirs, JsonNode ours) {
        if (theirs.equals(ours)) {
            return Optional.empty();
        }
        if (theirs.isObject() && ours.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            theirs.fieldNames().forEachRemaining(names::add);
            ours.fieldNames().forEachRemaining(names::add);
            return names.stream()
                    .flatMap(name -> inJson(path + "/" + name, theirs.path(name), ours.path(name)).stream())
                    .findFirst();
        }
        if (theirs.isArray() && ours.isArray() && theirs.size() == ours.size()) {
            Iterator<JsonNode> others = ours.iterator();
            int i = 0;
            for (JsonNode each : theirs) {
                Optional<String> inside = inJson(path + "/" + i++, each, others.next());
                if (inside.isPresent()) {
                    return inside;
                }
            }
        }
        return Optional.of(path + " is " + cut(theirs) + " in the registry's, " + cut(ours) + " in the one built now");
    }

    private static String cut(JsonNode value) {
        String text = value.isMissingNode() ? "missing" : value.toString();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
