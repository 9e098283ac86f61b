package io.cfa.maven.image.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.registry.MediaType;
import io.cfa.maven.image.registry.Repository;
import io.cfa.maven.image.registry.SmallBlob;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Documents about images in the registry that holds the images: manifests that name the image as their subject. A registry that does not list
 * them itself, or lists not all that it was given, gets the list under the tag {@code sha256-<digest>}.
 *
 * <p>Source: OCI distribution specification 1.1, "Listing Referrers" and "Referrers Tag Schema"; OCI image specification 1.1, "Guidelines for
 * Artifact Usage".
 *
 * @param repository holds the images
 */
public record AttachedDocuments(Repository repository) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As many documents of one type are not known; whoever fills a repository with them shall not keep us busy. */
    private static final int MOST = 20;

    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

    /** Attaches a document, unless it is attached already. */
    public Digest attach(Digest image, String mediaType, byte[] document) {
        Repository.Manifest subject = repository
                .manifest(image.toString())
                .orElseThrow(() -> new ImageException("the image " + image + " is not in " + repository.name()
                        + ", so that nothing can be attached to it. Next: push it again"));
        SmallBlob.put(repository, EMPTY);
        SmallBlob.put(repository, document);
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("schemaVersion", 2)
                .put("mediaType", MediaType.OCI_MANIFEST)
                .put("artifactType", mediaType);
        OciJson.descriptor(manifest.putObject("config"), "application/vnd.oci.empty.v1+json", EMPTY);
        OciJson.descriptor(manifest.putArray("layers").addObject(), mediaType, document);
        OciJson.descriptor(manifest.putObject("subject"), subject.mediaType(), subject.bytes());
        byte[] bytes = OciJson.bytes(manifest);
        Digest digest = Sha256.of(bytes);
        repository.put(bytes, MediaType.OCI_MANIFEST, digest.toString());
        if (!isListed(image, digest)) {
            list(image, mediaType, bytes);
        }
        return digest;
    }

    private boolean isListed(Digest image, Digest document) {
        return repository
                .referrers(image)
                .map(bytes -> named(manifests(bytes, own(image)), document))
                .orElse(false);
    }

    private static boolean named(JsonNode manifests, Digest document) {
        for (JsonNode each : manifests) {
            if (each.path("digest").asText().equals(document.toString())) {
                return true;
            }
        }
        return false;
    }

    private static String own(Digest image) {
        return "the registry's list of what is attached to " + image;
    }

    /**
     * The contents of the documents of a type that are attached to an image.
     *
     * @param largest longer ones, and those that are gone or have other bytes than they should, are left out
     */
    List<byte[]> read(Digest image, String mediaType, long largest) {
        List<byte[]> documents = new ArrayList<>();
        for (JsonNode each : list(image)) {
            if (documents.size() < MOST && each.path("artifactType").asText().equals(mediaType)) {
                document(each, largest).ifPresent(documents::add);
            }
        }
        return documents;
    }

    private Optional<byte[]> document(JsonNode listed, long largest) {
        try {
            return repository
                    .manifest(Digest.of(listed.path("digest").asText()).toString())
                    .map(Repository.Manifest::bytes)
                    .flatMap(manifest -> SmallBlob.read(repository, layer(manifest), largest));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Digest layer(byte[] manifest) {
        try {
            return Digest.of(JSON.readTree(manifest).at("/layers/0/digest").asText());
        } catch (IOException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }

    /**
     * The documents of a type that are attached to an image, as the registry or the tag lists them.
     *
     * @throws ImageException if what is there is no such list
     */
    public JsonNode list(Digest image) {
        ArrayNode all = JSON.createArrayNode();
        repository.referrers(image).ifPresent(bytes -> manifests(bytes, own(image))
                .forEach(all::add));
        tagged(image).forEach(all::add);
        return all;
    }

    private void list(Digest image, String mediaType, byte[] manifest) {
        // before anything is written: what others attached is not lost to a list that cannot be read
        JsonNode there = tagged(image);
        ObjectNode index = JSON.createObjectNode();
        index.put("schemaVersion", 2).put("mediaType", MediaType.OCI_INDEX);
        ArrayNode manifests = index.putArray("manifests");
        String digest = Sha256.of(manifest).toString();
        for (JsonNode other : there) {
            if (!other.path("digest").asText().equals(digest)) {
                manifests.add(other);
            }
        }
        OciJson.descriptor(manifests.addObject(), MediaType.OCI_MANIFEST, manifest)
                .put("artifactType", mediaType);
        repository.put(OciJson.bytes(index), MediaType.OCI_INDEX, tag(image));
    }

    private JsonNode tagged(Digest image) {
        return repository
                .manifest(tag(image))
                .map(found -> manifests(found.bytes(), "the tag " + tag(image)))
                .orElseGet(JSON::createArrayNode);
    }

    private JsonNode manifests(byte[] list, String place) {
        try {
            JsonNode manifests = JSON.readTree(list).path("manifests");
            if (manifests.isArray()) {
                return manifests;
            }
        } catch (IOException e) {
            // told below
        }
        throw new ImageException(
                place + " in " + repository.name()
                        + " is no list of attached documents, expected an OCI index. Next: look at what is there, move it away, and push again");
    }

    private static String tag(Digest image) {
        return "sha256-" + Sha256.hex(image);
    }
}
