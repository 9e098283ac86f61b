package io.cfa.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.image.assembly.PushedBlob;
import io.cfa.maven.image.assembly.TinyBase;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.image.plan.Modules;
import io.cfa.maven.image.plan.ServiceModule;
import io.cfa.maven.image.registry.LocalRegistry;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.remote.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MisbehavingRegistryTest {

    private static final Map<String, String> LOGIN = Map.of("CI_REGISTRY_USER", "ci", "CI_REGISTRY_PASSWORD", "s3cret");

    @TempDir
    Path temp;

    private LocalRegistry registry;
    private Builds builds;
    private ImagePlan plan;

    @BeforeEach
    void aRegistryWithABaseImage() throws IOException {
        registry = new LocalRegistry();
        builds = new Builds(temp, registry);
        plan = ImagePlanner.plan(new Modules(temp, TinyBase.in(registry)).service("identity"));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private PushedImage push() {
        return builds.push(builds.with(temp.resolve("cache"), LOGIN), plan, "abcd1234");
    }

    private void assertPushed(PushedImage image) {
        assertThat(registry.tags("cfa/backend/identity"))
                .isEqualTo(Map.of("abcd1234", image.target().digest()));
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD .*/manifests/25-jre, 2, 500",
        "GET .*/eclipse-temurin/manifests/sha256, 2, 503",
        "GET .*/eclipse-temurin/blobs/, 2, 502",
        "HEAD .*/cfa/backend/identity/blobs/, 2, 502",
        "POST .*/cfa/backend/identity/, 2, 503",
        "PUT .*/blobs/, 2, 504",
        "PUT .*/manifests/, 2, 429"
    })
    void whatPassesIsWaitedFor(String request, int times, int status) {
        registry.fault(request, times, status);
        assertPushed(push());
        // of one request that failed twice, or of two that were sent side by side and failed once each
        assertThat(builds.pauses)
                .hasSize(2)
                .startsWith(Duration.ofMillis(500))
                .allMatch(pause -> pause.toMillis() == 500 || pause.toMillis() == 1_000);
        assertThat(builds.progress)
                .anyMatch(line -> line.contains("HTTP " + status + "; once more in 500 ms (1 of 4)"));
    }

    @Test
    void aRegistryThatSaysWhenIsBelieved() {
        registry.fault("PUT .*/manifests/", 1, 429, Map.of("Retry-After", "7"));
        assertPushed(push());
        assertThat(builds.pauses).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void aConnectionThatBreaksInTheMiddleOfABlobIsMadeAgain() {
        registry.fault("PUT .*/blobs/", 1, 0);
        assertPushed(push());
    }

    @Test
    void whatDoesNotPassIsGivenUpAndNoTagIsSet() {
        registry.fault("PUT .*/blobs/", 100, 503);
        assertThatThrownBy(this::push)
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith("could not upload the blob sha256:")
                .hasMessageContaining(" of " + registry.name() + "/cfa/backend/identity: HTTP 503, UNAVAILABLE")
                .hasMessageEndingWith(
                        "Next: look at the registry's own log, then run this again; what has arrived is not sent twice");
        // of at most four that are sent side by side
        assertThat(builds.pauses).filteredOn(Duration.ofSeconds(4)::equals).hasSizeBetween(1, 4);
        assertThat(builds.pauses).hasSizeBetween(4, 16).allMatch(pause -> pause.toSeconds() <= 4);
        assertThat(registry.tags("cfa/backend/identity")).isEmpty();
        assertThat(PushedImage.read(builds.output("identity"))).isEmpty();
    }

    @Test
    void aManifestThatIsNeverAcknowledgedIsGivenUpAfterFourTimesTheTimeout() {
        registry.fault("PUT .*/manifests/", 100, LocalRegistry.SILENT);
        System.setProperty("jib.httpTimeout", "1500");
        try {
            assertThatThrownBy(this::push)
                    .hasMessage("could not put the manifest under the tag abcd1234 of " + registry.name()
                            + "/cfa/backend/identity: the registry does not answer."
                            + " Next: check that it runs and can be reached from here");
        } finally {
            System.clearProperty("jib.httpTimeout");
        }
        assertThat(registry.requests("PUT .*/manifests/.*")).isBetween(2L, 8L);
        assertThat(builds.pauses).containsExactly(Duration.ofMillis(500));
        assertThat(registry.tags("cfa/backend/identity")).isEmpty();
    }

    @Test
    void aRegistryThatAsksForPatienceWithoutEndIsGivenUp() {
        registry.fault("PUT .*/manifests/", 100, 429, Map.of("Retry-After", "600"));
        assertThatThrownBy(this::push).hasMessageContaining("HTTP 429");
        assertThat(builds.pauses).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void aTokenThatExpiresInMidPushIsRenewed() {
        registry.bearer("ci", "s3cret");
        ImageBuild build = builds.with(temp.resolve("cache"), LOGIN);
        builds.push(build, plan, "abcd1234");
        int before = registry.tokensGiven();
        registry.expireTokens();
        builds.push(build, plan, "ffff0000");
        assertThat(registry.tags("cfa/backend/identity")).containsOnlyKeys("abcd1234", "ffff0000");
        assertThat(registry.tokensGiven()).isGreaterThan(before);
    }

    /** As moby#36823 and GoogleContainerTools/jib#2372 tell of registries of several servers. */
    @Test
    void aBlobThatIsNotHeardOfEverywhereYetIsWaitedFor() {
        registry.answer(
                "PUT .*/manifests/",
                2,
                404,
                Map.of("Content-Type", "application/json"),
                "{\"errors\":[{\"code\":\"MANIFEST_BLOB_UNKNOWN\",\"message\":\"blob unknown to registry\"}]}");
        assertPushed(push());
        assertThat(builds.pauses).containsExactly(Duration.ofMillis(500), Duration.ofMillis(1_000));
    }

    /** As moby#33558 tells of large layers: what was sent counts for nothing when the token has run out by the time it has arrived. */
    @Test
    void anUploadThatOutlivesItsTokenIsSentAgainWithAnother() {
        registry.bearer("ci", "s3cret");
        registry.fault(
                "PUT .*/blobs/",
                1,
                401,
                Map.of(
                        "WWW-Authenticate",
                        "Bearer realm=\"http://" + registry.name()
                                + "/token\",service=\"local\",error=\"invalid_token\""));
        assertPushed(push());
        assertThat(builds.pauses).isEmpty();
    }

    /** ECR and others do not say what they have stored: it is asked for. */
    @Test
    void aRegistryThatSaysYesAndKeepsNothingIsFoundOut() {
        registry.answer("PUT .*/manifests/", 10, 201, Map.of(), "");
        assertThatThrownBy(this::push)
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(
                        "but the registry has nothing under this tag. Next: see whether another build pushes");
        assertThat(PushedImage.read(builds.output("identity"))).isEmpty();
    }

    /** A mirror that is full, or a proxy that caches, answers GET and refuses HEAD. */
    @ParameterizedTest
    @CsvSource({"405", "200"})
    void aRegistryWithoutHeadIsAskedByGet(int status) {
        registry.answer("HEAD .*/manifests/25-jre", 10, status, Map.of(), "");
        assertPushed(push());
    }

    /** The names of both are in an error, and a line of the log must not become two, or colours. */
    @Test
    void whatARegistrySaysIsOneLineOfText() {
        registry.answer(
                "PUT .*/manifests/",
                10,
                400,
                Map.of("Content-Type", "application/json"),
                "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no\\n[INFO] BUILD SUCCESS\\u001b[2J\"}]}");
        assertThatThrownBy(this::push)
                .hasMessageContaining("DENIED: no [INFO] BUILD SUCCESS [2J")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whatWasMadeHereBeforeIsOnlyTaggedByWhoeverMay(boolean bearer) {
        if (bearer) {
            registry.bearer("ci", "s3cret");
        } else {
            registry.basic("ci", "s3cret");
        }
        push();
        registry.forgetRequests();
        builds.push(builds.with(temp.resolve("cache"), LOGIN), plan, "ffff0000");
        assertThat(registry.requests(".*/blobs/.*")).isZero();
        assertThat(registry.tags("cfa/backend/identity")).containsOnlyKeys("abcd1234", "ffff0000");
    }

    @ParameterizedTest
    @CsvSource({"HEAD .*/manifests/25-jre, 2, 500", "PUT .*/manifests/, 2, 429"})
    void whatPassesIsWaitedForOnTheShortWayToo(String request, int times, int status) {
        push();
        registry.fault(request, times, status);
        builds.push(builds.with(temp.resolve("cache"), LOGIN), plan, "ffff0000");
        assertThat(builds.pauses).containsExactly(Duration.ofMillis(500), Duration.ofMillis(1_000));
        assertThat(registry.tags("cfa/backend/identity")).containsOnlyKeys("abcd1234", "ffff0000");
    }

    @Test
    void aConnectionThatBreaksOnTheShortWayIsMadeAgain() {
        push();
        registry.fault("PUT .*/manifests/", 3, 0);
        builds.push(builds.with(temp.resolve("cache"), LOGIN), plan, "ffff0000");
        assertThat(registry.tags("cfa/backend/identity")).containsOnlyKeys("abcd1234", "ffff0000");
    }

    @Test
    void mountsWorkWithTokensForTwoRepositories() {
        registry.bearer("ci", "s3cret");
        ImageBuild build = builds.with(temp.resolve("cache"), LOGIN);
        builds.push(build, plan, "abcd1234");
        long before = registry.uploaded();
        builds.push(build, ImagePlanner.plan(new Modules(temp, plan.base().image()).service("issuance")), "abcd1234");
        assertThat(registry.uploaded() - before).isLessThan(10_000);
    }

    @Test
    void whatTheSpecificationsAllowToSayOtherwiseIsUnderstood() throws IOException {
        registry.bearer("ci", "s3cret").inOtherForms();
        PushedImage image = push();
        assertPushed(image);
        assertThat(image.layers()).extracting(PushedBlob::outcome).containsOnly(PushedBlob.Outcome.UPLOADED);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aWrongPasswordIsNamedByItsSourceAndNotTriedAgain(boolean bearer) {
        if (bearer) {
            registry.bearer("ci", "other");
        } else {
            registry.basic("ci", "other");
        }
        assertThatThrownBy(this::push)
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(registry.name() + "/")
                .hasMessageContaining(
                        "the registry does not accept CI_REGISTRY_USER and CI_REGISTRY_PASSWORD (user ci) (HTTP 401)."
                                + " Next: check the user and the password there, or docker login")
                .hasMessageNotContaining("s3cret");
        assertThat(builds.pauses).isEmpty();
    }

    @Test
    void aDeniedRepositoryIsNamed() {
        registry.denying("cfa/backend/identity");
        assertThatThrownBy(this::push)
                .hasMessageContaining(" of " + registry.name() + "/cfa/backend/identity: denied to CI_REGISTRY_USER and"
                        + " CI_REGISTRY_PASSWORD (user ci) (HTTP 403). Next: ask for the right to this repository");
    }

    @Test
    void aBaseImageThatIsNotThereIsNamed() {
        ImageReference base = ImageReference.of(registry.name() + "/library/eclipse-temurin:99-jre");
        ImagePlan other = ImagePlanner.plan(new Modules(temp, base).service("identity"));
        assertThatThrownBy(() -> builds.push(builds.cold(), other, "abcd1234"))
                .hasMessage("the base image " + base + " is not in its registry. Next: check cfa.baseImage");
    }

    @Test
    void aRegistryThatIsDownIsSaidAtOnce() {
        int port = FreePort.next();
        ImageReference down = ImageReference.of("127.0.0.1:" + port + "/cfa/backend/identity:abcd1234");
        assertThatThrownBy(() -> builds.cold().push(plan, down, List.of(), builds.output("identity")))
                .hasMessageStartingWith("the registry 127.0.0.1:" + port + " does not answer: ")
                .hasMessageEndingWith("Next: check that it runs and can be reached from here");
    }

    @Test
    void aRegistryWithoutAnAddressIsSaidAtOnce() {
        ImageReference nowhere = ImageReference.of("registry.invalid/cfa/backend/identity:abcd1234");
        assertThatThrownBy(() -> builds.cold().push(plan, nowhere, List.of(), builds.output("identity")))
                .hasMessage(
                        "the registry registry.invalid has no address in DNS. Next: check its name, and this machine's resolver");
    }

    private List<PushedImage> pushed(ImageBuild build, String tag, String... services) {
        return Stream.of(services)
                .map(service -> builds.push(build, plan(service, tag), tag))
                .toList();
    }

    /** Another image for each tag. */
    private ImagePlan plan(String service, String content) {
        Modules modules = new Modules(temp, plan.base().image());
        ServiceModule module = modules.service(service);
        Modules.write(module.content().classes().resolve("application.yml"), content.getBytes());
        return ImagePlanner.plan(module);
    }

    @Test
    void aPromotionThatFailsHalfWayMovesBackWhatItMoved() {
        ImageBuild build = builds.cold();
        List<PushedImage> before = pushed(build, "aaaa0000", "identity", "issuance", "settlement");
        build.promote(before, Map.of(), Map.of(), "dev");
        List<PushedImage> after = pushed(build, "bbbb0000", "identity", "issuance", "settlement");
        registry.fault("PUT .*/settlement/manifests/dev", 100, 403);
        assertThatThrownBy(() -> build.promote(after, Map.of(), Map.of(), "dev"))
                .hasMessageContaining("could not put the manifest under the tag dev of " + registry.name()
                        + "/cfa/backend/settlement: denied to no credential (HTTP 403, UNAVAILABLE)")
                .hasMessageEndingWith("Moved to :dev and moved back: issuance ("
                        + before.get(1).digest().shortForm() + "), identity ("
                        + before.get(0).digest().shortForm()
                        + "); all others are where they were. Next: run the build again");
        for (PushedImage image : before) {
            assertThat(registry.digest("cfa/backend/" + image.service(), "dev"))
                    .contains(image.target().digest());
        }
    }

    @Test
    void aTagThatWasNotThereBeforeIsSaidToStay() {
        ImageBuild build = builds.cold();
        List<PushedImage> images = pushed(build, "aaaa0000", "identity", "issuance");
        registry.fault("PUT .*/issuance/manifests/dev", 100, 500);
        assertThatThrownBy(() -> build.promote(images, Map.of(), Map.of(), "dev"))
                .hasMessageEndingWith("Moved to :dev and moved back: none; still moved: identity (new: it had no :dev"
                        + " before); all others are where they were. Next: run the build again");
    }

    @Test
    void whatAnEarlierRunPushedIsMovedToo() {
        PushedImage earlier = pushed(builds.cold(), "aaaa0000", "identity").get(0);
        ImageBuild build = builds.cold();
        List<PushedImage> now = pushed(build, "aaaa0000", "issuance");
        build.promote(now, Map.of("identity", builds.target("identity", "aaaa0000")), Map.of(), "dev");
        assertThat(registry.digest("cfa/backend/identity", "dev"))
                .contains(earlier.target().digest());
        assertThat(registry.digest("cfa/backend/issuance", "dev"))
                .contains(now.get(0).target().digest());
    }

    @Test
    void noTagIsMovedToWhatAnEarlierRunDidNotPush() {
        PushedImage earlier = pushed(builds.cold(), "aaaa0000", "identity").get(0);
        Map<String, ImageReference> names = Map.of("identity", builds.target("identity", "aaaa0000"));
        Digest other = Digest.of("sha256:" + "0".repeat(64));
        assertThatThrownBy(() -> builds.cold().promote(List.of(), names, Map.of("identity", other), "dev"))
                .hasMessage("no tag was moved: " + names.get("identity") + " is "
                        + earlier.digest().shortForm() + ", and was pushed as " + other.shortForm()
                        + ". Next: find out who pushes the same tag, and run the jobs that build these again");
        assertThat(registry.digest("cfa/backend/identity", "dev")).isEmpty();
        builds.cold().promote(List.of(), names, Map.of("identity", earlier.digest()), "dev");
        assertThat(registry.digest("cfa/backend/identity", "dev"))
                .contains(earlier.target().digest());
    }

    @Test
    void noTagIsMovedWhereAnEarlierRunDidNotPushAll() {
        ImageBuild build = builds.cold();
        List<PushedImage> now = pushed(build, "aaaa0000", "issuance");
        assertThatThrownBy(() ->
                        build.promote(now, Map.of("identity", builds.target("identity", "aaaa0000")), Map.of(), "dev"))
                .hasMessage(
                        "no tag was moved: not in the registry: " + builds.target("identity", "aaaa0000")
                                + ". Next: run the builds of these again, or the whole one without -rf; what is there already costs it nothing");
        assertThat(registry.digest("cfa/backend/issuance", "dev")).isEmpty();
    }
}
