package io.cfa.maven.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cfa.maven.image.assembly.ImageMetrics;
import io.cfa.maven.image.registry.MediaType;
import io.cfa.maven.image.registry.Repository;
import io.cfa.maven.image.registry.SmallBlob;
import io.cfa.maven.image.signature.ImageSignatures;
import io.cfa.maven.image.signature.SigningKey;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which image was made of some inputs, and what the push wrote down of it, beside the image in its repository: an artifact under the tag
 * {@code inputs-<digest of the inputs>}, whose layers are {@value PushedImage#FILE} and {@value BillOfMaterials#FILE}. It says in itself which inputs it is of, and
 * is signed where images are, so that a tag that somebody moved is not believed. It is a claim all the same, which whoever reads it compares with the image.
 *
 * <p>Source: OCI image specification 1.1, "Guidelines for Artifact Usage".
 *
 * @param repository holds the images
 * @param key        signs it, and must have signed what is read
 */
record InputRecord(Repository repository, Optional<SigningKey> key) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "application/vnd.cfa.inputs.v1+json";
    private static final String INPUTS = "io.cfa.inputs";
    private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
    private static final byte[] EMPTY = {'{', '}'};
    private static final List<String> FILES = List.of(PushedImage.FILE, BillOfMaterials.FILE);

    /** More than any list of jars. */
    private static final long LARGEST = 8 << 20;

    /**
     * Writes it, from what a push left in a module's directory of built things.
     *
     * @param image that was pushed
     */
    void write(ImageReference image, Digest inputs, Path output) throws IOException {
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("schemaVersion", 2)
                .put("mediaType", MediaType.OCI_MANIFEST)
                .put("artifactType", TYPE);
        SmallBlob.put(repository, EMPTY);
        describe(manifest.putObject("config"), EMPTY_TYPE, EMPTY);
        ArrayNode layers = manifest.putArray("layers");
        for (String file : FILES) {
            byte[] bytes = Files.readAllBytes(output.resolve(file));
            SmallBlob.put(repository, bytes);
            describe(layers.addObject(), TYPE, bytes);
        }
        manifest.putObject("annotations").put(INPUTS, Sha256.hex(inputs));
        byte[] bytes = JSON.writeValueAsBytes(manifest);
        Digest digest = Sha256.of(bytes);
        ImageSignatures signatures = new ImageSignatures(repository);
        // what is under the tag is signed at any time
        repository.put(bytes, MediaType.OCI_MANIFEST, digest.toString());
        key.filter(signer -> !signatures.isSigned(digest, signer))
                .ifPresent(signer -> signatures.sign(image.withTag(tag(inputs)), digest, signer));
        repository.put(bytes, MediaType.OCI_MANIFEST, tag(inputs));
    }

    /**
     * Brings what it says into a module's directory of built things.
     *
     * @return what the push was; nothing where there is no record, and nothing is written then
     */
    Optional<PushedImage> read(Digest inputs, Path output) throws IOException {
        Optional<Repository.Manifest> found = repository.manifest(tag(inputs)).filter(this::isSigned);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        JsonNode manifest = JSON.readTree(found.get().bytes());
        if (!manifest.path("annotations").path(INPUTS).asText().equals(Sha256.hex(inputs))) {
            return Optional.empty();
        }
        JsonNode layers = manifest.path("layers");
        for (int i = 0; i < FILES.size(); i++) {
            Optional<byte[]> bytes = blob(layers.path(i).path("digest").asText());
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            Path file = output.resolve(FILES.get(i));
            Files.createDirectories(file.getParent());
            Files.write(file, bytes.get());
        }
        return PushedImage.read(output);
    }

    private boolean isSigned(Repository.Manifest record) {
        return key.map(signer -> new ImageSignatures(repository).isSigned(record.digest(), signer))
                .orElse(true);
    }

    private Optional<byte[]> blob(String digest) {
        try {
            return SmallBlob.read(repository, Digest.of(digest), LARGEST);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Takes away what was brought. */
    static void remove(Path output) throws IOException {
        for (String file : FILES) {
            Files.deleteIfExists(output.resolve(file));
        }
        Files.deleteIfExists(output.resolve(ImageMetrics.FILE));
    }

    private static void describe(ObjectNode descriptor, String type, byte[] bytes) {
        descriptor
                .put("mediaType", type)
                .put("digest", Sha256.of(bytes).toString())
                .put("size", bytes.length);
    }

    private static String tag(Digest inputs) {
        return "inputs-" + Sha256.hex(inputs);
    }
}
