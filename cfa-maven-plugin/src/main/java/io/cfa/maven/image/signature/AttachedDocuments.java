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
import java.util.Optional;

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

    /** The documents of a type that are attached to an image, as the registry or the tag lists them. */
    public JsonNode list(Digest image) {
        return read(repository
                        .referrers(image)
                        .or(() -> repository.manifest(tag(image)).map(Repository.Manifest::bytes)))
                .path("manifests");
    }

    private void list(Digest image, String mediaType, byte[] manifest) {
        JsonNode there = read(repository.manifest(tag(image)).map(Repository.Manifest::bytes));
        ObjectNode index = JSON.createObjectNode();
        index.put("schemaVersion", 2).put("mediaType", MediaType.OCI_INDEX);
        ArrayNode manifests = index.putArray("manifests");
        String digest = Sha256.of(manifest).toString();
        for (JsonNode other : there.path("manifests")) {
            if (!other.path("digest").asText().equals(digest)) {
                manifests.add(other);
            }
        }
        OciJson.descriptor(manifests.addObject(), MediaType.OCI_MANIFEST, manifest)
                .put("artifactType", mediaType);
        repository.put(OciJson.bytes(index), MediaType.OCI_INDEX, tag(image));
    }

    private static JsonNode read(Optional<byte[]> json) {
        try {
            return JSON.readTree(json.orElse(EMPTY));
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    private static String tag(Digest image) {
        return "sha256-" + Sha256.hex(image);
    }
}
