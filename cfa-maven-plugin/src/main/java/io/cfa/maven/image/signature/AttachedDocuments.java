package io.cfa.maven.image.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.cache.Sha256;
import io.cfa.maven.image.registry.MediaType;
import io.cfa.maven.image.registry.Repository;
import io.cfa.maven.image.registry.SmallBlob;
import io.cfa.maven.model.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Documents about images in the registry that holds the images: manifests that name the image as their subject. A registry that does not list
 * them itself gets the list under the tag {@code sha256-<digest>}.
 *
 * <p>Source: OCI distribution specification 1.1, "Listing Referrers" and "Referrers Tag Schema"; OCI image specification 1.1, "Guidelines for
 * Artifact Usage".
 *
 * @param repository holds the images
 */
public record AttachedDocuments(Repository repository) {

    private static final ObjectMapper JSON = new ObjectMapper();
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
        if (repository.referrers(image).isEmpty()) {
            list(image, mediaType, bytes);
        }
        return digest;
    }

    /**
     * The documents of a type that are attached to an image, as the registry or the tag lists them.
     *
     * @throws ImageException if what is there is no such list
     */
    public JsonNode list(Digest image) {
        return repository
                .referrers(image)
                .map(bytes -> manifests(bytes, "the registry's list of what is attached to " + image))
                .orElseGet(() -> tagged(image));
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
