package io.cfa.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigstore.bundle.Bundle;
import dev.sigstore.bundle.ImmutableDsseEnvelope;
import dev.sigstore.bundle.ImmutableSignature;
import dev.sigstore.encryption.signers.Verifier;
import dev.sigstore.encryption.signers.Verifiers;
import io.cfa.maven.image.assembly.TinyBase;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.image.plan.Modules;
import io.cfa.maven.image.registry.LocalRegistry;
import io.cfa.maven.image.registry.MediaType;
import io.cfa.maven.image.signature.SignatureVerdict;
import io.cfa.maven.image.signature.TestKeyPair;
import io.cfa.maven.image.signature.TrustedKeys;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureTest {

    private static final String REPOSITORY = "cfa/backend/identity";
    private static final String ANNOTATION = "dev.cosignproject.cosign/signature";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> PIPELINE = Map.of(
            "CI_PROJECT_URL", "https://gitlab.example/cfa",
            "CI_JOB_URL", "https://gitlab.example/jobs/7",
            "CI_JOB_TOKEN", "s3cret");

    @TempDir
    Path temp;

    private final TestKeyPair pair = new TestKeyPair();
    private LocalRegistry registry;
    private Builds builds;
    private ImageBuild build;
    private PushedImage image;
    private TrustedKeys trusted;

    @BeforeEach
    void aSignedImage() throws IOException {
        registry = new LocalRegistry();
        builds = new Builds(temp, registry);
        build = builds.cold();
        image = builds.push(
                build, ImagePlanner.plan(new Modules(temp, TinyBase.in(registry)).service("identity")), "abcd1234");
        trusted = pair.trusted(temp.resolve("bundle"));
        sign(pair);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private void sign(TestKeyPair key) {
        build.sign(image, builds.output("identity"), key.signer(), PIPELINE);
    }

    private ImageReference named() {
        return image.reference().withDigest(image.digest());
    }

    private String tag(String suffix) {
        return "sha256-" + Sha256.hex(image.digest()) + suffix;
    }

    private JsonNode manifest(String tag) throws IOException {
        return JSON.readTree(registry.manifest(REPOSITORY, tag));
    }

    private Optional<String> refusal() {
        return refusal(trusted);
    }

    private Optional<String> refusal(TrustedKeys keys) {
        return build.verdict(named(), keys).refusal();
    }

    private void assertRefused(String reason) {
        assertThat(refusal()).contains(reason);
    }

    /** What cosign verify --key does, with nothing of ours: finds the tag, takes payload and annotation, and asks the key. */
    @Test
    void aSignatureIsWhereCosignLooksForItAndGood() throws Exception {
        JsonNode layer = manifest(tag(".sig")).path("layers").path(0);
        assertThat(layer.path("mediaType").asText()).isEqualTo("application/vnd.dev.cosign.simplesigning.v1+json");
        byte[] payload = registry.blob(layer.path("digest").asText());
        assertThat(layer.path("size").asInt()).isEqualTo(payload.length);
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(pair.keys().getPublic());
        verifier.update(payload);
        assertThat(verifier.verify(Base64.getDecoder()
                        .decode(layer.path("annotations").path(ANNOTATION).asText())))
                .isTrue();
        assertThat(new String(payload, StandardCharsets.UTF_8))
                .isEqualTo("{\"critical\":{\"identity\":{\"docker-reference\":\"" + registry.name() + "/" + REPOSITORY
                        + "\"},\"image\":{\"docker-manifest-digest\":\"" + image.digest()
                        + "\"},\"type\":\"cosign container image signature\"},\"optional\":null}");
        JsonNode config = JSON.readTree(
                registry.blob(manifest(tag(".sig")).at("/config/digest").asText()));
        assertThat(config.at("/rootfs/diff_ids/0")).isEqualTo(layer.path("digest"));
    }

    /** The library of those who wrote the formats; it reads no simple signing, and so is given the payload and the signature. */
    @Test
    void sigstoresOwnVerifierTakesTheSignatureAndTheEnvelope() throws Exception {
        Verifier sigstore = Verifiers.newVerifier(pair.keys().getPublic());
        JsonNode layer = manifest(tag(".sig")).path("layers").path(0);
        byte[] payload = registry.blob(layer.path("digest").asText());
        byte[] signature = Base64.getDecoder()
                .decode(layer.path("annotations").path(ANNOTATION).asText());
        assertThat(sigstore.verify(payload, signature)).isTrue();
        payload[payload.length / 2]++;
        assertThat(sigstore.verify(payload, signature)).isFalse();

        JsonNode json = attached("application/vnd.dsse.envelope.v1+json", tagList());
        Bundle.DsseEnvelope envelope = ImmutableDsseEnvelope.builder()
                .payloadType(json.path("payloadType").asText())
                .payload(Base64.getDecoder().decode(json.path("payload").asText()))
                .addSignatures(ImmutableSignature.builder()
                        .sig(Base64.getDecoder()
                                .decode(json.at("/signatures/0/sig").asText()))
                        .build())
                .build();
        assertThat(sigstore.verify(envelope.getPAE(), envelope.getSignature())).isTrue();
        assertThat(Verifiers.newVerifier(new TestKeyPair().keys().getPublic())
                        .verify(envelope.getPAE(), envelope.getSignature()))
                .isFalse();
    }

    @Test
    void aSignedImageIsKnownAndNotSignedAgain() {
        assertThat(refusal()).isEmpty();
        byte[] before = registry.manifest(REPOSITORY, tag(".sig"));
        registry.forgetRequests();
        sign(pair);
        assertThat(registry.manifest(REPOSITORY, tag(".sig"))).isEqualTo(before);
        assertThat(registry.requests()).hasSize(2).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void theSignatureOfAnotherStaysBesideOurs() throws IOException {
        TestKeyPair other = new TestKeyPair();
        sign(other);
        assertThat(manifest(tag(".sig")).path("layers")).hasSize(2);
        assertThat(refusal()).isEmpty();
        assertThat(refusal(other.trusted(temp.resolve("others")))).isEmpty();
        assertThat(refusal(new TestKeyPair().trusted(temp.resolve("both"), pair)))
                .isEmpty();
    }

    @Test
    void aSignatureOfAnotherKeyIsRefused() {
        trusted = new TestKeyPair().trusted(temp.resolve("bundle"));
        assertRefused("it is signed by another key, or its signature was tampered with");
    }

    @Test
    void anImageWithoutASignatureIsRefused() {
        PushedImage other = builds.push(
                build,
                ImagePlanner.plan(
                        new Modules(temp, ImageReference.of(image.origin().base())).service("issuance")),
                "abcd1234");
        ImageReference reference = other.reference().withDigest(other.digest());
        assertThat(build.verdict(reference, trusted))
                .isEqualTo(new SignatureVerdict(
                        Optional.of("it has no signature (sha256-" + Sha256.hex(other.digest()) + ".sig)"),
                        true,
                        List.of()));
    }

    /** Whoever may write to the registry puts a signature that is good, but of another image or service, in its place. */
    @Test
    void theSignatureOfAnotherImageOrServiceIsRefused() throws IOException {
        String other = "sha256:" + "7".repeat(64);
        signature(payload("registry.example/backend/identity", other));
        assertRefused("its signature is of another image");
        signature(payload("registry.example/backend/settlement", image.target().digest()));
        assertRefused("its signature is of another image");
        signature("{\"critical\":{}}");
        assertRefused("its signature is of another image");
        signature("no json");
        assertRefused("its signature is of another image");
        // moved with its registry, it is the same service's
        signature(payload("registry.example/backend/identity", image.target().digest()));
        assertThat(refusal()).isEmpty();
    }

    private static String payload(String repository, String digest) {
        return "{\"critical\":{\"identity\":{\"docker-reference\":\"" + repository
                + "\"},\"image\":{\"docker-manifest-digest\":\"" + digest
                + "\"},\"type\":\"cosign container image signature\"},\"optional\":{\"by\":\"cosign\"}}";
    }

    /** Signed with the right key, whatever it says. */
    private void signature(String payload) throws IOException {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        replace(registry.put(REPOSITORY, bytes), Base64.getEncoder().encodeToString(signed(bytes)));
    }

    private byte[] signed(byte[] bytes) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(pair.keys().getPrivate());
            signer.update(bytes);
            return signer.sign();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void replace(String digest, String signature) throws IOException {
        ObjectNode manifest = (ObjectNode) manifest(tag(".sig"));
        ObjectNode layer = (ObjectNode) manifest.path("layers").path(0);
        layer.put("digest", digest);
        ((ObjectNode) layer.path("annotations")).put(ANNOTATION, signature);
        registry.put(REPOSITORY, tag(".sig"), MediaType.OCI_MANIFEST, JSON.writeValueAsBytes(manifest));
    }

    @Test
    void aSignatureThatIsCutOrGarbledIsRefused() throws IOException {
        JsonNode layer = manifest(tag(".sig")).path("layers").path(0);
        String digest = layer.path("digest").asText();
        String signature = layer.path("annotations").path(ANNOTATION).asText();
        for (String damaged : List.of(signature.substring(0, 40), "", "????")) {
            replace(digest, damaged);
            assertThat(refusal()).isPresent();
        }
        replace("sha256:none", signature);
        assertRefused("what is under " + tag(".sig") + " holds no whole signature");
        registry.put(REPOSITORY, tag(".sig"), MediaType.OCI_MANIFEST, "{\"layers\":".getBytes(StandardCharsets.UTF_8));
        assertRefused("what is under " + tag(".sig") + " holds no whole signature");
    }

    private JsonNode attached(String type, List<JsonNode> referrers) throws IOException {
        JsonNode listed = referrers.stream()
                .filter(each -> each.path("artifactType").asText().equals(type))
                .findFirst()
                .orElseThrow();
        JsonNode artifact = manifest(listed.path("digest").asText());
        assertThat(artifact.path("artifactType").asText()).isEqualTo(type);
        assertThat(artifact.at("/subject/digest").asText())
                .isEqualTo(image.target().digest());
        assertThat(artifact.at("/subject/size").asInt())
                .isEqualTo(registry.manifest(REPOSITORY, image.target().digest()).length);
        assertThat(artifact.at("/config/mediaType").asText()).isEqualTo("application/vnd.oci.empty.v1+json");
        return JSON.readTree(registry.blob(artifact.at("/layers/0/digest").asText()));
    }

    private List<JsonNode> tagList() throws IOException {
        List<JsonNode> referrers = new ArrayList<>();
        manifest(tag("")).path("manifests").forEach(referrers::add);
        return referrers;
    }

    @Test
    void theBillOfMaterialsAndTheProvenanceReferToTheImage() throws Exception {
        // a registry without lists of its own has them under a tag
        List<JsonNode> referrers = tagList();
        assertThat(referrers).hasSize(2);
        JsonNode bill = attached("application/vnd.cyclonedx+json", referrers);
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        JsonNode envelope = attached("application/vnd.dsse.envelope.v1+json", referrers);
        byte[] statement = Base64.getDecoder().decode(envelope.path("payload").asText());
        String type = envelope.path("payloadType").asText();
        assertThat(type).isEqualTo("application/vnd.in-toto+json");
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(pair.keys().getPublic());
        verifier.update(("DSSEv1 " + type.length() + " " + type + " " + statement.length + " ").getBytes());
        verifier.update(statement);
        assertThat(verifier.verify(Base64.getDecoder()
                        .decode(envelope.at("/signatures/0/sig").asText())))
                .isTrue();
        JsonNode said = JSON.readTree(statement);
        assertThat(said.path("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(said.path("predicateType").asText()).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat("sha256:" + said.at("/subject/0/digest/sha256").asText())
                .isEqualTo(image.target().digest());
        JsonNode definition = said.at("/predicate/buildDefinition");
        assertThat(definition.at("/externalParameters/revision").asText()).isEqualTo(Modules.COMMIT);
        assertThat(definition.at("/resolvedDependencies/1/digest/sha256").asText())
                .isEqualTo(image.origin().baseDigest().substring(7));
        assertThat(definition.path("resolvedDependencies"))
                .hasSize(2 + bill.path("components").size());
        assertThat(said.at("/predicate/runDetails/metadata/invocationId").asText())
                .isEqualTo("https://gitlab.example/jobs/7");
        assertThat(said.toString()).doesNotContain("s3cret");
    }

    @Test
    void aListOfAttachedDocumentsThatCannotBeReadIsNotWrittenOver() throws IOException {
        for (String garbled : new String[] {"no list", "{}", "{\"manifests\":{}}"}) {
            registry.put(REPOSITORY, tag(""), MediaType.OCI_INDEX, garbled.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> sign(new TestKeyPair()))
                    .hasMessageContaining("the tag " + tag("") + " in ")
                    .hasMessageContaining("is no list of attached documents, expected an OCI index. Next: ");
            assertThat(registry.manifest(REPOSITORY, tag(""))).asString().isEqualTo(garbled);
        }
    }

    @Test
    void aRegistryThatListsReferrersItselfGetsNoTag() throws IOException {
        PushedImage other = builds.push(
                build,
                ImagePlanner.plan(
                        new Modules(temp, ImageReference.of(image.origin().base())).service("issuance")),
                "abcd1234");
        registry.listingReferrers();
        build.sign(other, builds.output("issuance"), pair.signer(), PIPELINE);
        assertThat(registry.tags("cfa/backend/issuance"))
                .containsOnlyKeys("abcd1234", "sha256-" + Sha256.hex(other.digest()) + ".sig");
    }

    /** Some take the document, have the list, and forget it there. */
    @Test
    void aRegistryThatDropsReferrersGetsTheTagToo() throws IOException {
        PushedImage other = builds.push(
                build,
                ImagePlanner.plan(
                        new Modules(temp, ImageReference.of(image.origin().base())).service("issuance")),
                "abcd1234");
        registry.answer(
                "GET .*/issuance/referrers/.*",
                100,
                200,
                Map.of("Content-Type", MediaType.OCI_INDEX),
                "{\"schemaVersion\":2,\"manifests\":[]}");
        build.sign(other, builds.output("issuance"), pair.signer(), PIPELINE);
        assertThat(JSON.readTree(registry.manifest("cfa/backend/issuance", "sha256-" + Sha256.hex(other.digest())))
                        .path("manifests"))
                .hasSize(2);
        assertThat(build.billRefusal(other.reference().withDigest(other.digest()), bill("issuance"), trusted))
                .isEmpty();
    }

    private byte[] bill(String service) throws IOException {
        return Files.readAllBytes(builds.output(service).resolve("cfa/sbom.json"));
    }

    private Optional<String> billRefusal(byte[] bill) {
        return build.billRefusal(named(), bill, trusted);
    }

    @Test
    void theBillOfAPushIsTheOneThatWasSigned() throws IOException {
        assertThat(billRefusal(bill("identity"))).isEmpty();
    }

    @Test
    void aBillThatWasTamperedWithIsNamedByItsFirstJar() throws IOException {
        ObjectNode bill = (ObjectNode) JSON.readTree(bill("identity"));
        ObjectNode first = (ObjectNode) bill.at("/components/0");
        String purl = first.path("purl").asText();
        ((ObjectNode) first.at("/hashes/0")).put("content", "0".repeat(64));
        assertThat(billRefusal(JSON.writeValueAsBytes(bill)))
                .contains(purl + " is another file in the signed provenance than in the bill of materials");
        ((com.fasterxml.jackson.databind.node.ArrayNode) bill.path("components")).remove(0);
        assertThat(billRefusal(JSON.writeValueAsBytes(bill)))
                .contains(purl + " is in the signed provenance and not in the bill of materials");
        ObjectNode more = (ObjectNode) JSON.readTree(bill("identity"));
        ((com.fasterxml.jackson.databind.node.ArrayNode) more.path("components"))
                .addObject()
                .put("purl", "pkg:maven/a/a@1");
        assertThat(billRefusal(JSON.writeValueAsBytes(more)))
                .contains("pkg:maven/a/a@1 is in the bill of materials and not in the signed provenance");
        assertThat(billRefusal("cut {".getBytes(StandardCharsets.UTF_8))).isPresent();
    }

    @Test
    void aProvenanceOfAnotherKeyOrNoneVouchesForNoBill() throws IOException {
        byte[] bill = bill("identity");
        assertThat(build.billRefusal(named(), bill, new TestKeyPair().trusted(temp.resolve("others"))))
                .contains("its provenance is signed by another key, is cut, or was tampered with");
        registry.put(REPOSITORY, tag(""), MediaType.OCI_INDEX, "{\"manifests\":[]}".getBytes(StandardCharsets.UTF_8));
        assertThat(billRefusal(bill)).contains("no provenance is attached to it");
    }

    /** Whoever may write to the registry attaches the provenance of another image. */
    @Test
    void theProvenanceOfAnotherImageVouchesForNoBill() throws IOException {
        PushedImage other = builds.push(
                build,
                ImagePlanner.plan(
                        new Modules(temp, ImageReference.of(image.origin().base())).service("issuance")),
                "abcd1234");
        build.sign(other, builds.output("issuance"), pair.signer(), PIPELINE);
        JsonNode index =
                JSON.readTree(registry.manifest("cfa/backend/issuance", "sha256-" + Sha256.hex(other.digest())));
        for (JsonNode each : index.path("manifests")) {
            byte[] manifest = registry.manifest(
                    "cfa/backend/issuance", each.path("digest").asText());
            registry.put(REPOSITORY, each.path("digest").asText(), MediaType.OCI_MANIFEST, manifest);
            registry.put(
                    REPOSITORY,
                    registry.blob(JSON.readTree(manifest).at("/layers/0/digest").asText()));
        }
        registry.put(REPOSITORY, tag(""), MediaType.OCI_INDEX, JSON.writeValueAsBytes(index));
        assertThat(billRefusal(bill("identity"))).contains("its provenance is of another image");
    }
}
