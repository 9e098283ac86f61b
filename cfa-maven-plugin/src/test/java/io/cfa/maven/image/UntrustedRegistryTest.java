package io.cfa.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.image.assembly.TinyBase;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.image.plan.Modules;
import io.cfa.maven.image.registry.LocalRegistry;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries, and what stands before them, that answer otherwise than one may believe. */
class UntrustedRegistryTest {

    private static final Map<String, String> LOGIN = Map.of("CI_REGISTRY_USER", "ci", "CI_REGISTRY_PASSWORD", "s3cret");
    private static final Map<String, String> HTML = Map.of("Content-Type", "text/html");
    private static final String PORTAL = "<html><body>Please log in</body></html>";

    @TempDir
    Path temp;

    private LocalRegistry registry;
    private Builds builds;
    private ImageReference base;

    @BeforeEach
    void aRegistryWithABaseImage() throws IOException {
        registry = new LocalRegistry();
        builds = new Builds(temp, registry);
        base = TinyBase.in(registry);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private ImagePlan plan(ImageReference on) {
        return ImagePlanner.plan(new Modules(temp, on).service("identity"));
    }

    private PushedImage push(ImageReference on) {
        return builds.push(builds.with(temp.resolve("cache"), LOGIN), plan(on), "abcd1234");
    }

    @Test
    void aPinnedManifestWithOtherBytesIsRefused() {
        String digest = registry.digest(TinyBase.REPOSITORY, "amd64").orElseThrow();
        ImageReference pinned = ImageReference.of(registry.name() + "/" + TinyBase.REPOSITORY + "@" + digest);
        registry.answer(
                "GET .*/manifests/sha256", 9, 200, Map.of("Docker-Content-Digest", digest), "{\"schemaVersion\":2}");
        assertThatThrownBy(() -> push(pinned))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(TinyBase.REPOSITORY + " should be " + digest + ", but what came is sha256:")
                .hasMessageContaining("Nothing of it was used. Next: ");
        assertThat(registry.tags("cfa/backend/identity")).isEmpty();
    }

    @Test
    void anEntryOfAnIndexWithOtherBytesIsRefused() {
        String entry = registry.digest(TinyBase.REPOSITORY, "amd64").orElseThrow();
        registry.answer("GET .*/manifests/" + entry, 9, 200, Map.of(), "{\"schemaVersion\":2}");
        assertThatThrownBy(() -> push(base)).hasMessageContaining("should be " + entry + ", but what came is sha256:");
    }

    @Test
    void aConfigurationOrLayerWithOtherBytesIsRefused() {
        registry.answer("GET .*/blobs/", 99, 200, Map.of(), "other");
        assertThatThrownBy(() -> push(base)).hasMessageContaining("the bytes that should be sha256:");
        assertThat(registry.tags("cfa/backend/identity")).isEmpty();
    }

    @Test
    void moreBytesThanTheManifestNamesAreNotTaken() {
        registry.answer("GET .*/blobs/", 99, 200, Map.of(), "x".repeat(1 << 20));
        assertThatThrownBy(() -> push(base))
                .hasMessageContaining("it sends more than the ")
                .hasMessageContaining("bytes that the manifest names");
    }

    @Test
    void aPasswordGoesToNoTokenServerInPlainHttp() throws IOException {
        try (LocalRegistry other = new LocalRegistry()) {
            registry.bearer("ci", "s3cret").tokensFrom("http://" + other.name() + "/token");
            assertThatThrownBy(() -> push(base))
                    .hasMessageContaining("it wants our password sent to http://127.0.0.1, in plain http, and that is"
                            + " not the registry itself. Next: ")
                    .hasMessageNotContaining("s3cret");
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void aTokenServerOverHttpsIsAskedOverHttps() throws IOException {
        try (LocalRegistry plain = new LocalRegistry()) {
            registry.bearer("ci", "s3cret").tokensFrom("https://" + plain.name() + "/token");
            System.setProperty("jib.httpTimeout", "200");
            assertThatThrownBy(() -> push(base)).isInstanceOf(ImageException.class);
            assertThat(plain.authorizations()).isEmpty();
        } finally {
            System.clearProperty("jib.httpTimeout");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET .*/blobs/", "POST .*/identity/blobs/uploads", "PUT .*/identity/blobs"})
    void aPasswordIsNotTakenAlongToAnotherHost(String request) throws IOException {
        try (LocalRegistry other = new LocalRegistry()) {
            registry.basic("ci", "s3cret");
            push(base);
            registry.fault(request, 99, 307, Map.of("Location", "http://" + other.name() + "/stolen"));
            registry.forget("cfa/backend/identity");
            assertThatThrownBy(() -> builds.push(builds.with(temp.resolve("other"), LOGIN), plan(base), "ffff0000"))
                    .hasMessageContaining("it sends us from http://127.0.0.1 to http://127.0.0.1, in plain http");
            assertThat(other.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405, 500})
    void aMountThatIsRefusedBecomesAnUpload(int status) {
        ImageBuild build = builds.with(temp.resolve("cache"), LOGIN);
        builds.push(build, plan(base), "abcd1234");
        registry.answer("POST .*/issuance/blobs/uploads/", 5, status, Map.of(), "{}");
        registry.mountsOnly();
        PushedImage second =
                builds.push(build, ImagePlanner.plan(new Modules(temp, base).service("issuance")), "abcd1234");
        assertThat(registry.digest("cfa/backend/issuance", "abcd1234"))
                .contains(second.target().digest());
        assertThat(builds.pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 405, 409, 412})
    void anImmutableTagThatHoldsTheSameIsSuccess(int status) {
        PushedImage first = push(base);
        registry.answer("PUT .*/manifests/abcd1234", 99, status, Map.of(), immutable());
        for (String cache : new String[] {"cache", "another"}) {
            PushedImage again = builds.push(builds.with(temp.resolve(cache), LOGIN), plan(base), "abcd1234");
            assertThat(again.target().digest()).isEqualTo(first.target().digest());
        }
    }

    @Test
    void anImmutableTagThatHoldsAnotherIsRefusedInTheRegistrysWords() {
        push(base);
        registry.answer("PUT .*/manifests/abcd1234", 99, 412, Map.of(), immutable());
        Modules modules = new Modules(temp, base);
        ImagePlan other = ImagePlanner.plan(modules.service("identity", modules.jar("org.other", "other", "1")));
        assertThatThrownBy(() -> builds.push(builds.with(temp.resolve("cache"), LOGIN), other, "abcd1234"))
                .hasMessage(
                        "could not put the manifest under the tag abcd1234 of " + registry.name()
                                + "/cfa/backend/identity: the registry refuses it (HTTP 412, PRECONDITION: Failed to process"
                                + " request due to 'abcd1234' configured as immutable.). Next: do as it says, or ask who runs it");
    }

    private static String immutable() {
        return "{\"errors\":[{\"code\":\"PRECONDITION\",\"message\":\"Failed to process request due to 'abcd1234'"
                + " configured as immutable.\"}]}";
    }

    @Test
    void aQuotaIsNamedInTheRegistrysWords() {
        registry.answer(
                "POST .*/identity/blobs",
                99,
                403,
                Map.of(),
                "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"adding 5 MiB exceeds the quota\\u001b[31m of 1 GiB\"}]}");
        assertThatThrownBy(() -> push(base))
                .hasMessageContaining("(HTTP 403, DENIED: adding 5 MiB exceeds the quota [31m of 1 GiB). Next: ");
    }

    @Test
    void aDateUntilWhichTheRegistryWantsToBeLeftAloneIsBelieved() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(30));
        registry.fault("PUT .*/manifests/", 1, 503, Map.of("Retry-After", date));
        push(base);
        assertThat(builds.pauses).singleElement().satisfies(pause -> assertThat(pause)
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30)));
    }

    @Test
    void aPinnedBaseWhosePartsAreHereNeedsNoRegistry() {
        String digest = registry.digest(TinyBase.REPOSITORY, "25-jre").orElseThrow();
        ImageReference pinned = ImageReference.of(registry.name() + "/" + TinyBase.REPOSITORY + "@" + digest);
        PushedImage first = push(pinned);
        registry.forgetRequests();
        registry.fault("/eclipse-temurin/", 99, 500);
        Modules modules = new Modules(temp, pinned);
        ImagePlan changed = ImagePlanner.plan(modules.service("identity", modules.jar("org.other", "other", "1")));
        PushedImage second = builds.push(builds.with(temp.resolve("cache"), LOGIN), changed, "bbbb0000");
        assertThat(second.target().digest()).isNotEqualTo(first.target().digest());
        assertThat(registry.requests("(GET|HEAD) .*/eclipse-temurin/manifests.*"))
                .isZero();
        assertThat(builds.pauses).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"schemaVersion\":1,\"fsLayers\":[]} | is there in the old schema 1, which no registry takes any more",
                "{\"schemaVersion\":2,\"artifactType\":\"x\"} | is no image: its manifest has neither layers nor a list",
                "{\"schemaVersion\":2,\"manifests\":[]} | is not there for linux/amd64, but for no platform",
                "[] | cannot be used: its manifest is no JSON object",
                "nonsense | cannot be used: its manifest is no JSON object",
                "{\"schemaVersion\":2,\"config\":{\"digest\":\"sha512:1\",\"size\":1},\"layers\":[]} | names a part by \"sha512:1\", which is no digest of SHA-256",
                "{\"schemaVersion\":2,\"config\":{\"size\":999999999},\"layers\":[]} | names a part by \"\"",
            })
    void aManifestThatIsNoImageIsNamedInASentence(String manifest, String what) {
        registry.put(TinyBase.REPOSITORY, "odd", "application/json", manifest.getBytes(StandardCharsets.UTF_8));
        ImageReference odd = ImageReference.of(registry.name() + "/" + TinyBase.REPOSITORY + ":odd");
        assertThatThrownBy(() -> push(odd))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith("the base image " + odd + " " + what)
                .hasMessageContaining(". Next: ");
    }

    @Test
    void anIndexInAnIndexIsNamed() {
        String inner = registry.digest(TinyBase.REPOSITORY, "25-jre").orElseThrow();
        TinyBase.index(
                registry,
                "outer",
                "{\"digest\":\"" + inner + "\",\"size\":1,\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}");
        ImageReference outer = ImageReference.of(registry.name() + "/" + TinyBase.REPOSITORY + ":outer");
        assertThatThrownBy(() -> push(outer))
                .hasMessage("the base image " + outer + " is an index that leads to another index."
                        + " Next: name the inner one by its digest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET .*/manifests/", "POST .*/identity/", "PUT .*/manifests"})
    void aPortalIsNoRegistry(String request) {
        registry.answer(request, 99, 200, HTML, PORTAL);
        assertThatThrownBy(() -> push(base)).isInstanceOf(ImageException.class).hasMessageContaining("Next: ");
        assertThat(registry.tags("cfa/backend/identity")).isEmpty();
    }

    @Test
    void whatAttestsOfAnImageIsNone() throws IOException {
        ImageReference attested = TinyBase.of(
                registry, "attested", "application/vnd.oci.image.layer.v1.tar+gzip", "unknown/unknown", "linux/amd64");
        assertThat(push(attested).target().platforms()).containsOnlyKeys("linux/amd64");
    }

    @Test
    void anImageForAnotherProcessorIsRefused() throws IOException {
        ImageReference arm =
                TinyBase.of(registry, "arm", "application/vnd.oci.image.layer.v1.tar+gzip", "linux/arm64/v8");
        assertThatThrownBy(() -> push(arm))
                .hasMessage("the base image " + arm + " is made for linux/arm64, expected linux/amd64."
                        + " Next: choose another cfa.baseImage, or set cfa.platforms");
        ImageReference newer =
                TinyBase.of(registry, "newer", "application/vnd.oci.image.layer.v1.tar+gzip", "linux/amd64/v3");
        assertThatThrownBy(() -> push(newer)).hasMessageContaining("is made for linux/amd64/v3, expected linux/amd64");
    }
}
