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
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The signatures of the images of one repository, where {@code cosign sign --key} puts them and {@code cosign verify --key} looks for them: in a
 * manifest under the tag {@code sha256-<digest>.sig}, one layer a signature.
 *
 * <p>Source: cosign's signature specification.
 *
 * @param repository holds them
 */
public record ImageSignatures(Repository repository) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANNOTATION = "dev.cosignproject.cosign/signature";

    /** As many signers are not known; whoever fills a repository with them shall not keep us busy. */
    private static final int MOST = 50;

    private static final long LARGEST = 64 << 10;

    /** Whether an image is signed with a key. */
    public boolean isSigned(Digest digest, SigningKey key) {
        return manifest(digest).map(this::signatures).orElse(List.of()).stream()
                .anyMatch(signed -> key.verify(signed.payload(), signed.signature())
                        && SignedPayload.isAbout(signed.payload(), repository.name(), digest));
    }

    /** Signs an image; signatures of others stay. */
    public void sign(ImageReference image, Digest digest, SigningKey key) {
        Optional<JsonNode> there = manifest(digest);
        byte[] payload = SignedPayload.of(image, digest);
        ArrayNode layers = JSON.createArrayNode();
        there.ifPresent(manifest -> manifest.path("layers").forEach(layers::add));
        ObjectNode layer = OciJson.descriptor(layers.addObject(), SignedPayload.MEDIA_TYPE, payload);
        layer.putObject("annotations").put(ANNOTATION, Base64.getEncoder().encodeToString(key.sign(payload)));
        SmallBlob.put(repository, payload);
        byte[] manifest = manifest(layers);
        Optional<Digest> put = repository.put(manifest, MediaType.OCI_MANIFEST, tag(digest));
        if (!put.equals(Optional.of(Sha256.of(manifest)))) {
            throw new ImageException(
                    "the signature of " + image + " was put under " + tag(digest)
                            + ", but the registry has something else there. Next: see whether another build signs the same image");
        }
    }

    /** Whether an image is signed by one of some keys. */
    public SignatureVerdict verdict(Digest digest, TrustedKeys keys) {
        return manifest(digest)
                .map(there -> SignatureVerdict.of(signatures(there), repository.name(), digest, keys, tag(digest)))
                .orElseGet(() -> SignatureVerdict.unsigned(tag(digest)));
    }

    private Optional<JsonNode> manifest(Digest digest) {
        return repository.manifest(tag(digest)).map(found -> {
            try {
                return JSON.readTree(found.bytes());
            } catch (IOException e) {
                return JSON.createObjectNode();
            }
        });
    }

    /** Those that are whole; what is cut, too large or gone is none. */
    private List<ImageSignature> signatures(JsonNode manifest) {
        List<ImageSignature> signatures = new ArrayList<>();
        for (JsonNode layer : manifest.path("layers")) {
            if (signatures.size() < MOST && layer.path("mediaType").asText().equals(SignedPayload.MEDIA_TYPE)) {
                signature(layer).ifPresent(signatures::add);
            }
        }
        return signatures;
    }

    private Optional<ImageSignature> signature(JsonNode layer) {
        try {
            Digest digest = Digest.of(layer.path("digest").asText());
            byte[] signature = Base64.getDecoder()
                    .decode(layer.path("annotations").path(ANNOTATION).asText());
            return SmallBlob.read(repository, digest, LARGEST).map(payload -> new ImageSignature(payload, signature));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] manifest(ArrayNode layers) {
        ObjectNode config = JSON.createObjectNode();
        config.put("architecture", "").put("os", "");
        ArrayNode diffs = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        layers.forEach(each -> diffs.add(each.path("digest").asText()));
        config.putObject("config");
        byte[] bytes = OciJson.bytes(config);
        SmallBlob.put(repository, bytes);
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("schemaVersion", 2).put("mediaType", MediaType.OCI_MANIFEST);
        OciJson.descriptor(manifest.putObject("config"), "application/vnd.oci.image.config.v1+json", bytes);
        manifest.set("layers", layers);
        return OciJson.bytes(manifest);
    }

    private static String tag(Digest digest) {
        return "sha256-" + Sha256.hex(digest) + ".sig";
    }
}
