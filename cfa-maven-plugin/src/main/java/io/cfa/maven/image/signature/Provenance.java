package io.cfa.maven.image.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Maps;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/**
 * Where an image comes from: the commit, the pipeline, and everything that it was made of, as a statement that is signed.
 *
 * <p>Source: in-toto attestation framework, Statement v1; SLSA provenance v1; DSSE envelope v1.
 *
 * @param image      what it is about, with its digest
 * @param commit     the last commit that changed the service
 * @param base       the name of the image that it stands on
 * @param baseDigest that image's digest
 * @param variables  the environment of the build, of which the pipeline's own variables are kept
 */
public record Provenance(
        ImageReference image, String commit, String base, Digest baseDigest, Map<String, String> variables) {

    /** The pipeline's own addresses: nothing else of an environment is ever kept here. */
    private static final Set<String> KEPT =
            Set.of("CI_PROJECT_URL", "CI_COMMIT_REF_NAME", "CI_PIPELINE_URL", "CI_JOB_URL", "CI_RUNNER_DESCRIPTION");

    /** What the envelope of a statement is called. */
    public static final String MEDIA_TYPE = "application/vnd.dsse.envelope.v1+json";

    private static final ObjectMapper JSON = new ObjectMapper();
    static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    private static final String BUILD_TYPE = "https://maven.apache.org/plugins/cfa-maven-plugin/image/v1";

    /** Forgets all but the pipeline's addresses. */
    public Provenance {
        variables = Map.copyOf(Maps.filterKeys(variables, KEPT::contains));
    }

    /**
     * The envelope.
     *
     * @param bill the bill of materials of the image, in CycloneDX, whose components become materials
     */
    public byte[] signed(byte[] bill, SigningKey key) {
        byte[] statement = bytes(statement(bill));
        ObjectNode envelope = JSON.createObjectNode();
        envelope.put("payloadType", PAYLOAD_TYPE);
        envelope.put("payload", Base64.getEncoder().encodeToString(statement));
        envelope.putArray("signatures")
                .addObject()
                .put("sig", Base64.getEncoder().encodeToString(key.sign(authenticated(statement))));
        return bytes(envelope);
    }

    /** What is signed: DSSE's pre-authentication encoding. */
    static byte[] authenticated(byte[] statement) {
        byte[] head = ("DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + statement.length + " ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + statement.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(statement, 0, all, head.length, statement.length);
        return all;
    }

    private ObjectNode statement(byte[] bill) {
        ObjectNode statement = JSON.createObjectNode();
        statement.put("_type", "https://in-toto.io/Statement/v1");
        ObjectNode subject = statement.putArray("subject").addObject();
        subject.put("name", image.registry() + "/" + image.repository());
        subject.putObject("digest").put("sha256", Sha256.hex(image.digest().orElseThrow()));
        statement.put("predicateType", "https://slsa.dev/provenance/v1");
        ObjectNode predicate = statement.putObject("predicate");
        ObjectNode definition = predicate.putObject("buildDefinition");
        definition.put("buildType", BUILD_TYPE);
        definition
                .putObject("externalParameters")
                .put("source", variables.getOrDefault("CI_PROJECT_URL", ""))
                .put("revision", commit)
                .put("ref", variables.getOrDefault("CI_COMMIT_REF_NAME", ""));
        definition.putObject("internalParameters").put("pipeline", variables.getOrDefault("CI_PIPELINE_URL", ""));
        ArrayNode materials = definition.putArray("resolvedDependencies");
        material(materials, "git+" + variables.getOrDefault("CI_PROJECT_URL", "") + "@" + commit)
                .put("gitCommit", commit.replaceFirst("-dirty$", ""));
        material(materials, "pkg:docker/" + base).put("sha256", Sha256.hex(baseDigest));
        components(bill)
                .forEach(component -> material(materials, component.path("purl").asText())
                        .put("sha256", component.at("/hashes/0/content").asText()));
        ObjectNode run = predicate.putObject("runDetails");
        run.putObject("builder").put("id", variables.getOrDefault("CI_RUNNER_DESCRIPTION", "a machine of its own"));
        run.putObject("metadata").put("invocationId", variables.getOrDefault("CI_JOB_URL", ""));
        return statement;
    }

    private static ObjectNode material(ArrayNode materials, String uri) {
        return materials.addObject().put("uri", uri).putObject("digest");
    }

    private static JsonNode components(byte[] bill) {
        try {
            return JSON.readTree(bill).path("components");
        } catch (IOException e) {
            throw new ImageException("the bill of materials is no JSON. Next: push the image again", e);
        }
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
