package io.cfa.maven.image.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.image.registry.Repository;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether a bill of materials is the one that a trusted key has signed the provenance of: the provenance has each jar with its hash.
 *
 * @param repository holds the image, and what is attached to it
 */
public record AttestedBill(Repository repository) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST = 16 << 20;
    private static final String JARS = "pkg:maven/";

    /**
     * Why a bill is not known to be that of an image.
     *
     * @param bill in CycloneDX
     * @return nothing where it is
     */
    public Optional<String> refusal(Digest image, byte[] bill, TrustedKeys keys) {
        List<byte[]> envelopes = new AttachedDocuments(repository).read(image, Provenance.MEDIA_TYPE, LARGEST);
        if (envelopes.isEmpty()) {
            return Optional.of("no provenance is attached to it");
        }
        List<JsonNode> statements = envelopes.stream()
                .flatMap(envelope -> statement(envelope, keys).stream())
                .toList();
        if (statements.isEmpty()) {
            return Optional.of("its provenance is signed by another key, is cut, or was tampered with");
        }
        List<JsonNode> about = statements.stream()
                .filter(statement ->
                        statement.at("/subject/0/digest/sha256").asText().equals(Sha256.hex(image)))
                .toList();
        if (about.isEmpty()) {
            return Optional.of("its provenance is of another image");
        }
        Map<String, String> said = jars(bill);
        return about.stream().anyMatch(statement -> materials(statement).equals(said))
                ? Optional.empty()
                : difference(said, materials(about.get(0)));
    }

    private static Optional<JsonNode> statement(byte[] envelope, TrustedKeys keys) {
        try {
            JsonNode json = JSON.readTree(envelope);
            byte[] payload = Base64.getDecoder().decode(json.path("payload").asText());
            byte[] signature =
                    Base64.getDecoder().decode(json.at("/signatures/0/sig").asText());
            return json.path("payloadType").asText().equals(Provenance.PAYLOAD_TYPE)
                            && keys.verify(Provenance.authenticated(payload), signature)
                    ? Optional.of(JSON.readTree(payload))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> materials(JsonNode statement) {
        Map<String, String> materials = new TreeMap<>();
        for (JsonNode each : statement.at("/predicate/buildDefinition/resolvedDependencies")) {
            if (each.path("uri").asText().startsWith(JARS)) {
                materials.put(
                        each.path("uri").asText(), each.at("/digest/sha256").asText());
            }
        }
        return materials;
    }

    private static Map<String, String> jars(byte[] bill) {
        Map<String, String> jars = new TreeMap<>();
        try {
            for (JsonNode each : JSON.readTree(bill).path("components")) {
                jars.put(
                        each.path("purl").asText(), each.at("/hashes/0/content").asText());
            }
        } catch (IOException e) {
            // then it names none
        }
        return jars;
    }

    private static Optional<String> difference(Map<String, String> bill, Map<String, String> provenance) {
        TreeSet<String> all = new TreeSet<>(bill.keySet());
        all.addAll(provenance.keySet());
        return all.stream()
                .filter(purl -> !Objects.equals(bill.get(purl), provenance.get(purl)))
                .findFirst()
                .map(purl -> purl + " is "
                        + (!bill.containsKey(purl)
                                ? "in the signed provenance and not in the bill of materials"
                                : provenance.containsKey(purl)
                                        ? "another file in the signed provenance than in the bill of materials"
                                        : "in the bill of materials and not in the signed provenance"));
    }
}
