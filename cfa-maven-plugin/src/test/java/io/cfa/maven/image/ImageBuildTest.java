package io.cfa.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.image.assembly.PushedBlob;
import io.cfa.maven.image.assembly.PushedBlob.Outcome;
import io.cfa.maven.image.assembly.TinyBase;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.image.plan.Jar;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.image.plan.Modules;
import io.cfa.maven.image.registry.LocalRegistry;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBuildTest {

    @TempDir
    Path temp;

    private LocalRegistry registry;
    private Builds builds;
    private Modules modules;

    @BeforeEach
    void aRegistryWithABaseImage() throws IOException {
        registry = new LocalRegistry();
        builds = new Builds(temp, registry);
        modules = new Modules(temp, TinyBase.in(registry));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private ImagePlan plan(String service, Jar... own) {
        return ImagePlanner.plan(modules.service(service, own));
    }

    private static Map<LayerKind, Outcome> outcomes(PushedImage image) {
        return image.layers().stream()
                .collect(Collectors.toMap(PushedBlob::kind, PushedBlob::outcome, (first, second) -> second));
    }

    private JsonNode config(PushedImage image) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode manifest = json.readTree(
                registry.manifest(image.reference().repository(), image.target().digest()));
        return json.readTree(registry.blob(manifest.at("/config/digest").asText()));
    }

    @Test
    void aPushedImageSaysWhatItIsAndHowItStarts() throws IOException {
        PushedImage image = builds.push(builds.cold(), plan("identity"), "abcd1234");
        assertThat(registry.tags("cfa/backend/identity"))
                .isEqualTo(Map.of("abcd1234", image.target().digest()));
        JsonNode config = config(image);
        assertThat(config.at("/config/Entrypoint/0").asText()).isEqualTo("java");
        assertThat(config.at("/config/User").asText()).isEqualTo("10001:10001");
        assertThat(config.at("/config/WorkingDir").asText()).isEqualTo("/app");
        assertThat(config.at("/config/ExposedPorts").has("8080/tcp")).isTrue();
        assertThat(config.at("/config/Env/1").asText()).isEqualTo("JAVA_HOME=/opt/java/openjdk");
        assertThat(config.at("/created").asText()).isEqualTo("2026-11-20T10:00:00Z");
        JsonNode labels = config.at("/config/Labels");
        assertThat(labels.path("org.opencontainers.image.revision").asText()).isEqualTo(Modules.COMMIT);
        assertThat(labels.path("org.opencontainers.image.base.digest").asText())
                .isEqualTo(registry.digest(TinyBase.REPOSITORY, "amd64").orElseThrow());
        assertThat(labels.path("vendor").asText()).isEqualTo("base");
        assertThat(labels.has("org.opencontainers.image.ref.name")).isFalse();
    }

    @Test
    void thePushIsRecordedAndReadBack() {
        PushedImage image = builds.push(builds.cold(), plan("identity"), "abcd1234");
        assertThat(PushedImage.read(builds.output("identity"))).contains(image);
        assertThat(image.reference()).isEqualTo(builds.target("identity", "abcd1234"));
        assertThat(image.target().tags()).containsExactly("abcd1234");
        assertThat(image.layers())
                .extracting(PushedBlob::kind)
                .containsExactly(
                        LayerKind.BASE,
                        LayerKind.SHARED_LIBRARIES,
                        LayerKind.REACTOR,
                        LayerKind.RESOURCES,
                        LayerKind.CLASSES,
                        LayerKind.CONFIG);
        assertThat(PushedImage.read(temp.resolve("nowhere"))).isEmpty();
    }

    @Test
    void theBillOfMaterialsNamesEveryJarWithItsDigest() throws IOException {
        Jar gateway = modules.jar("org.cloud", "gateway", "5");
        builds.push(builds.cold(), plan("identity", gateway), "abcd1234");
        JsonNode bill = new ObjectMapper()
                .readTree(
                        builds.output("identity").resolve(BillOfMaterials.FILE).toFile());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.at("/metadata/component/name").asText()).isEqualTo("identity");
        Map<String, JsonNode> components = new TreeMap<>();
        bill.path("components")
                .forEach(component -> components.put(component.path("purl").asText(), component));
        assertThat(components).containsKey("pkg:maven/org.cloud/gateway@5?type=jar");
        assertThat(components
                        .get("pkg:maven/org.cloud/gateway@5?type=jar")
                        .at("/hashes/0/content")
                        .asText())
                .isEqualTo(Sha256.hex(Sha256.of(gateway.file())));
        assertThat(components.values().stream()
                        .filter(component -> component.path("group").asText().equals("io.cfa"))
                        .toList())
                .singleElement()
                .satisfies(reactors ->
                        assertThat(reactors.at("/hashes/0/content").asText()).hasSize(64));
        assertThat(builds.output("identity").resolve(BillOfMaterials.FILE))
                .content()
                .doesNotContain(temp.toString());
    }

    @Test
    void theBillOfMaterialsAndTheImageAgreeJarByJar() throws IOException {
        PushedImage image = builds.push(builds.cold(), plan("identity", modules.jar("org.cloud", "gateway", "5")), "a");
        Set<String> inImage = new TreeSet<>();
        for (PushedBlob layer : image.layers()) {
            if (layer.kind() != LayerKind.BASE && layer.kind() != LayerKind.CONFIG) {
                byte[] tar =
                        new GZIPInputStream(new ByteArrayInputStream(registry.blob(layer.digest()))).readAllBytes();
                Tar.read(tar).forEach((path, bytes) -> {
                    if (path.endsWith(".jar")) {
                        inImage.add(Sha256.hex(Sha256.of(bytes)));
                    }
                });
            }
        }
        Set<String> inBill = new TreeSet<>();
        new ObjectMapper()
                .readTree(
                        builds.output("identity").resolve(BillOfMaterials.FILE).toFile())
                .path("components")
                .forEach(component ->
                        inBill.add(component.at("/hashes/0/content").asText()));
        assertThat(inImage).hasSize(5).isEqualTo(inBill);
    }

    @Test
    void theKitsLayerIsTheSameBytesInAllAndSentOnce() {
        ImageBuild build = builds.cold();
        PushedImage first = builds.push(build, plan("identity"), "abcd1234");
        long ofFirst = registry.uploaded();
        PushedImage second = builds.push(build, plan("issuance", modules.jar("org.cloud", "gateway", "5")), "abcd1234");
        assertThat(first.layers().get(1).digest())
                .isEqualTo(second.layers().get(1).digest());
        assertThat(outcomes(first)).containsEntry(LayerKind.SHARED_LIBRARIES, Outcome.UPLOADED);
        assertThat(outcomes(second))
                .containsEntry(LayerKind.SHARED_LIBRARIES, Outcome.MOUNTED)
                .containsEntry(LayerKind.REACTOR, Outcome.MOUNTED)
                .containsEntry(LayerKind.LIBRARIES, Outcome.UPLOADED);
        assertThat(ofFirst).isGreaterThan(60_000);
        assertThat(registry.uploaded() - ofFirst).isBetween(20_000L, 30_000L);
    }

    @Test
    void aLaterBuildMountsWhatAnotherRepositoryHas() {
        builds.push(builds.cold(), plan("identity"), "abcd1234");
        PushedImage second = builds.push(builds.cold(), plan("settlement"), "abcd1235");
        assertThat(outcomes(second))
                .containsEntry(LayerKind.BASE, Outcome.MOUNTED)
                .containsEntry(LayerKind.SHARED_LIBRARIES, Outcome.MOUNTED)
                .containsEntry(LayerKind.CLASSES, Outcome.UPLOADED);
    }

    @Test
    void aRegistryWithoutMountsGetsTheBytes() {
        registry.withoutMounts();
        ImageBuild build = builds.cold();
        builds.push(build, plan("identity"), "abcd1234");
        assertThat(outcomes(builds.push(build, plan("issuance"), "abcd1234")))
                .containsEntry(LayerKind.SHARED_LIBRARIES, Outcome.UPLOADED);
        assertThat(registry.tags("cfa/backend/issuance")).containsKey("abcd1234");
    }

    @Test
    void anUnchangedImageGetsItsNewTagWithoutAByte() {
        builds.push(builds.cold(), plan("identity"), "abcd1234");
        registry.forgetRequests();
        PushedImage again = builds.push(builds.cold(), plan("identity"), "ffff0000");
        assertThat(registry.uploaded()).isZero();
        assertThat(again.layers()).extracting(PushedBlob::outcome).containsOnly(Outcome.PRESENT);
        assertThat(registry.tags("cfa/backend/identity")).containsOnlyKeys("abcd1234", "ffff0000");
        assertThat(registry.requests("(PUT|POST|PATCH) .*")).isEqualTo(1);
        assertThat(registry.requests()).hasSizeLessThan(12);
    }

    /** docs/decisions/0018 has these numbers. */
    @Test
    void aNewImageTakesTwoRequestsForEachOfItsBlobs() {
        ImagePlan plan = plan("identity");
        ImageBuild build = builds.cold();
        registry.forgetRequests();
        build.push(plan, builds.target("identity", "abcd1234"), List.of(), builds.output("identity"));
        assertThat(registry.requests("HEAD .*/identity/blobs/.*")).isEqualTo(6);
        assertThat(registry.requests("POST .*/identity/blobs/.*")).isEqualTo(6);
        assertThat(registry.requests("PUT .*/identity/blobs/.*")).isEqualTo(6);
        assertThat(registry.requests("(HEAD|PUT) .*/identity/manifests/.*")).isEqualTo(2);
        assertThat(registry.requests(".*/identity/.*")).isEqualTo(20);
    }

    private ImageBuild warm() {
        return builds.with(temp.resolve("warm"), Map.of());
    }

    @Test
    void whatWasMadeHereBeforeIsOnlyTagged() {
        PushedImage first = builds.push(warm(), plan("identity"), "abcd1234");
        registry.forgetRequests();
        PushedImage again = builds.push(warm(), plan("identity"), "ffff0000");
        String repository = "/v2/cfa/backend/identity/manifests/";
        assertThat(registry.requests())
                .containsExactly(
                        "GET /v2/",
                        "HEAD /v2/library/eclipse-temurin/manifests/25-jre",
                        "PUT " + repository + "ffff0000");
        assertThat(again.target().digest()).isEqualTo(first.target().digest());
        assertThat(again.origin().baseDigest()).isEqualTo(first.origin().baseDigest());
        assertThat(again.layers()).extracting(PushedBlob::outcome).containsOnly(Outcome.PRESENT);
        assertThat(again.layers())
                .extracting(PushedBlob::digest)
                .isEqualTo(first.layers().stream().map(PushedBlob::digest).toList());
        assertThat(registry.digest("cfa/backend/identity", "ffff0000"))
                .contains(first.target().digest());
    }

    @Test
    void theShortWayGivesTheBytesOfTheLongOne() {
        builds.push(warm(), plan("identity"), "abcd1234");
        PushedImage known = builds.push(warm(), plan("identity"), "ffff0000");
        PushedImage anew = builds.push(builds.cold(), plan("identity"), "ffff0001");
        assertThat(registry.manifest("cfa/backend/identity", "ffff0000"))
                .isEqualTo(registry.manifest("cfa/backend/identity", "ffff0001"));
        assertThat(known.target().digest()).isEqualTo(anew.target().digest());
    }

    @Test
    void aNewBaseIsSeenAlthoughTheImageIsKnown() throws IOException {
        PushedImage first = builds.push(warm(), plan("identity"), "abcd1234");
        byte[] other = new String(registry.manifest(TinyBase.REPOSITORY, "amd64"), StandardCharsets.UTF_8)
                .replace("{\"schemaVersion\"", "{ \"schemaVersion\"")
                .getBytes(StandardCharsets.UTF_8);
        String digest =
                registry.put(TinyBase.REPOSITORY, "25-jre", "application/vnd.oci.image.manifest.v1+json", other);
        PushedImage second = builds.push(warm(), plan("identity"), "ffff0000");
        assertThat(second.origin().baseDigest())
                .isEqualTo(digest)
                .isNotEqualTo(first.origin().baseDigest());
        assertThat(config(second)
                        .at("/config/Labels")
                        .path("org.opencontainers.image.base.digest")
                        .asText())
                .isEqualTo(digest);
    }

    @Test
    void aKnownImageThatItsRegistryLostIsPushedAnew() {
        PushedImage first = builds.push(warm(), plan("identity"), "abcd1234");
        registry.forget("cfa/backend/identity");
        PushedImage again = builds.push(warm(), plan("identity"), "ffff0000");
        assertThat(again.target().digest()).isEqualTo(first.target().digest());
        assertThat(registry.tags("cfa/backend/identity")).containsOnlyKeys("ffff0000");
        assertThat(outcomes(again)).containsEntry(LayerKind.SHARED_LIBRARIES, Outcome.UPLOADED);
    }

    @Test
    void aKnownImageThatWasDamagedIsPutTogetherAgain() throws IOException {
        PushedImage first = builds.push(warm(), plan("identity"), "abcd1234");
        try (Stream<Path> images = Files.list(temp.resolve("warm/images"))) {
            Path image = images.findFirst().orElseThrow();
            Files.writeString(image, Files.readString(image).replace("schemaVersion", "schemaversion"));
        }
        PushedImage again = builds.push(warm(), plan("identity"), "ffff0000");
        assertThat(again.target().digest()).isEqualTo(first.target().digest());
        assertThat(registry.manifest("cfa/backend/identity", "ffff0000"))
                .isEqualTo(registry.manifest("cfa/backend/identity", "abcd1234"));
    }

    @Test
    void sevenAtOnceResolveTheBaseOnceAndSendTheKitOnce() throws Exception {
        ImageBuild build = builds.cold();
        List<String> names = List.of("a", "b", "c", "d", "e", "f", "g");
        List<ImagePlan> plans = names.stream().map(name -> plan(name)).toList();
        ExecutorService threads = Executors.newFixedThreadPool(names.size());
        try {
            List<Future<PushedImage>> pushed = plans.stream()
                    .map(plan -> threads.submit(() -> builds.push(build, plan, "abcd1234")))
                    .toList();
            int uploads = 0;
            for (Future<PushedImage> image : pushed) {
                uploads += outcomes(image.get()).get(LayerKind.SHARED_LIBRARIES) == Outcome.UPLOADED ? 1 : 0;
            }
            assertThat(uploads).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(registry.requests("(GET|HEAD) /v2/library/eclipse-temurin/manifests/25-jre"))
                .isEqualTo(1);
    }

    @Test
    void whatIsLookedForAheadIsNotAskedForAgain() {
        ImageBuild build = builds.cold();
        ImagePlan plan = plan("identity");
        build.lookAhead(plan.base().image(), List.of(temp));
        build.lookAhead(plan.base().image(), List.of(temp));
        PushedImage image = builds.push(build, plan, "abcd1234");
        assertThat(registry.requests("HEAD /v2/library/eclipse-temurin/manifests/25-jre"))
                .isEqualTo(1);
        assertThat(registry.digest("cfa/backend/identity", "abcd1234"))
                .contains(image.target().digest());
    }

    @Test
    void whatFailsAheadIsToldByTheImageThatNeedsIt() {
        registry.fault("HEAD .*/manifests/25-jre", 100, 403);
        ImageBuild build = builds.cold();
        ImagePlan plan = plan("identity");
        build.lookAhead(plan.base().image(), List.of(temp));
        assertThatThrownBy(() -> builds.push(build, plan, "abcd1234"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("could not read the manifest 25-jre of " + registry.name());
    }

    @Test
    void thePartsOfAnImageAreLookedForAndSentSideBySide() throws IOException {
        registry.together("HEAD /v2/cfa/backend/identity/blobs/.*", 4);
        PushedImage image = builds.push(builds.cold(), plan("identity"), "abcd1234");
        assertThat(image.layers()).hasSize(6).extracting(PushedBlob::outcome).containsOnly(Outcome.UPLOADED);
        assertThat(registry.mostInHand()).isEqualTo(4);
    }

    @Test
    void requestsThatAreRefusedAtOneTimeAskForOneToken() throws IOException {
        registry.bearer("deploy", "secret");
        registry.together("HEAD /v2/cfa/backend/identity/blobs/.*", 4);
        Map<String, String> login =
                Map.of("CI_REGISTRY_USER", "deploy", "CI_REGISTRY_PASSWORD", "secret", "CI_REGISTRY", registry.name());
        PushedImage image = builds.push(builds.with(temp.resolve("cache"), login), plan("identity"), "abcd1234");
        assertThat(registry.digest("cfa/backend/identity", "abcd1234"))
                .contains(image.target().digest());
        // for the base, for the repository, and for each of its two siblings, which may hold the shared layer
        assertThat(registry.tokensGiven()).isEqualTo(4);
    }

    @Test
    void tagsAreLookedForSideBySideAndMovedOneByOne() {
        ImageBuild build = builds.cold();
        List<PushedImage> images = Stream.of("a", "b", "c", "d", "e")
                .map(name -> builds.push(build, plan(name), "abcd1234"))
                .toList();
        registry.forgetRequests();
        registry.together("HEAD /v2/cfa/backend/./manifests/dev", 4);
        build.promote(images, Map.of(), Map.of(), "dev");
        assertThat(registry.requests().stream()
                        .filter(request -> request.startsWith("PUT"))
                        .toList())
                .containsExactlyElementsOf(Stream.of("a", "b", "c", "d", "e")
                        .map(name -> "PUT /v2/cfa/backend/" + name + "/manifests/dev")
                        .toList());
    }

    @Test
    void theTagMovesToTheSameBytes() {
        ImageBuild build = builds.cold();
        PushedImage first = builds.push(build, plan("identity"), "abcd1234");
        PushedImage second = builds.push(build, plan("issuance"), "abcd1234");
        registry.forgetRequests();
        builds.progress.clear();
        build.promote(List.of(first, second), Map.of(), Map.of(), "dev");
        assertThat(registry.digest("cfa/backend/identity", "dev"))
                .contains(first.target().digest());
        assertThat(registry.digest("cfa/backend/issuance", "dev"))
                .contains(second.target().digest());
        assertThat(registry.requests(".*/blobs/.*")).isZero();
        assertThat(builds.progress)
                .containsExactly(
                        builds.target("identity", "dev") + " was not there, is "
                                + first.digest().shortForm(),
                        builds.target("issuance", "dev") + " was not there, is "
                                + second.digest().shortForm());
    }

    @Test
    void whatATagHeldBeforeIsSaid() {
        ImageBuild build = builds.cold();
        PushedImage first = builds.push(build, plan("identity"), "abcd1234");
        build.promote(List.of(first), Map.of(), Map.of(), "dev");
        Modules.write(temp.resolve("identity/classes/application.yml"), "changed: true".getBytes());
        PushedImage second = builds.push(
                build,
                ImagePlanner.plan(modules.module("identity", temp.resolve("identity/classes"), modules.kit())),
                "ffff0000");
        builds.progress.clear();
        build.promote(List.of(second), Map.of(), Map.of(), "dev");
        build.promote(List.of(second), Map.of(), Map.of(), "dev");
        String dev = builds.target("identity", "dev").toString();
        assertThat(builds.progress)
                .containsExactly(
                        dev + " was " + first.digest().shortForm() + ", is "
                                + second.digest().shortForm(),
                        dev + " is " + second.digest().shortForm() + " already");
    }

    @Test
    void noTagMovesWhenOneImageIsGone() {
        ImageBuild build = builds.cold();
        PushedImage there = builds.push(build, plan("identity"), "abcd1234");
        PushedImage gone = new PushedImage(
                there.build(),
                "issuance",
                new PushedImage.Target(
                        builds.target("issuance", "abcd1234").toString(),
                        there.target().digest(),
                        there.target().tags(),
                        there.target().platforms()),
                there.origin(),
                there.transfer());
        assertThatThrownBy(() -> build.promote(List.of(there, gone), Map.of(), Map.of(), "dev"))
                .isInstanceOf(ImageException.class)
                .hasMessage(
                        gone.reference() + " was pushed as " + there.target().digest()
                                + ", which the registry does not have any more. No tag was moved. Next: run the build again");
        assertThat(registry.tags("cfa/backend/identity")).containsOnlyKeys("abcd1234");
    }

    @Test
    void whatAnotherBuildPushedIsNotPromoted() {
        PushedImage image = builds.push(builds.cold(), plan("identity"), "abcd1234");
        assertThatThrownBy(() -> builds.cold().promote(List.of(image), Map.of(), Map.of(), "dev"))
                .hasMessageContaining("was pushed by another build")
                .hasMessageEndingWith("Next: push and promote in one build");
        assertThat(registry.tags("cfa/backend/identity")).containsOnlyKeys("abcd1234");
    }

    @Test
    void onlyOneModulePromotes() {
        ImageBuild build = builds.cold();
        assertThat(build.claimPromotion()).isTrue();
        assertThat(build.claimPromotion()).isFalse();
    }

    @Test
    void whatIsUnderATagIsAsked() {
        ImageBuild build = builds.cold();
        PushedImage image = builds.push(build, plan("identity"), "abcd1234");
        assertThat(build.digestOf(builds.target("identity", "abcd1234"))).contains(image.digest());
        Map<Digest, Long> layers =
                build.layersOf(builds.target("identity", "abcd1234").withDigest(image.digest()));
        assertThat(layers).hasSize(image.layers().size() - 1);
        image.layers().stream()
                .filter(layer -> layer.kind() != LayerKind.CONFIG)
                .forEach(layer -> assertThat(layers).containsEntry(Digest.of(layer.digest()), layer.size()));
        assertThat(build.digestOf(builds.target("identity", "other"))).isEmpty();
        assertThat(build.digestOf(builds.target("nothing", "other"))).isEmpty();
        Digest unknown = Digest.of("sha256:" + "0".repeat(64));
        assertThat(build.layersOf(builds.target("identity", "other").withDigest(unknown)))
                .isEmpty();
    }

    @Test
    void aFileForDockerLoadHasAllLayersAndTheName() throws IOException {
        Path file = temp.resolve("identity/target/image.tar");
        ImageReference name = builds.target("identity", "abcd1234");
        builds.cold().writeTar(plan("identity"), name, file);
        Map<String, byte[]> entries = Tar.read(Files.readAllBytes(file));
        JsonNode manifest =
                new ObjectMapper().readTree(entries.get("manifest.json")).get(0);
        assertThat(manifest.at("/RepoTags/0").asText()).isEqualTo(name.toString());
        assertThat(manifest.get("Layers")).hasSize(5).allSatisfy(layer -> assertThat(entries)
                .containsKey(layer.asText()));
    }

    @Test
    void offlineTheBaseIsTheLastOneSeen() throws IOException {
        Path cache = temp.resolve("cache");
        Path file = temp.resolve("image.tar");
        builds.with(cache, Map.of()).writeTar(plan("identity"), builds.target("identity", "a"), file);
        byte[] online = Files.readAllBytes(file);
        registry.close();
        builds.with(cache, Map.of(), true).writeTar(plan("identity"), builds.target("identity", "a"), file);
        assertThat(Files.readAllBytes(file)).isEqualTo(online);
        assertThatThrownBy(() -> builds.push(builds.with(cache, Map.of(), true), plan("identity"), "a"))
                .hasMessageEndingWith("cannot be pushed: Maven is offline. Next: run it without -o");
        assertThatThrownBy(() -> builds.with(temp.resolve("other"), Map.of(), true)
                        .writeTar(plan("identity"), builds.target("identity", "a"), file))
                .hasMessageContaining("was never seen here, and Maven is offline. Next: build once without -o");
    }

    @Test
    void progressIsOneLineForAnImage() {
        PushedImage image = builds.push(builds.cold(), plan("identity"), "abcd1234");
        assertThat(builds.progress)
                .singleElement()
                .asString()
                .startsWith(builds.target("identity", "abcd1234") + " is "
                        + image.digest().shortForm() + ": ")
                .matches(".*: \\d+ kB uploaded, 0 kB mounted, 0 kB present, \\d+\\.\\d s");
        assertThat(Optional.of(image.bytes(Outcome.UPLOADED))).contains(registry.uploaded());
    }
}
