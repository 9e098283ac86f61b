package io.cfa.maven.image.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.ImagePlan.FileContent;
import io.cfa.maven.image.plan.ImagePlan.TextContent;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePlannerTest {

    @TempDir
    Path temp;

    private Modules modules;

    @BeforeEach
    void modules() {
        modules = new Modules(temp, ImageReference.of("eclipse-temurin:25-jre"));
    }

    private static Set<String> paths(ImagePlan plan, LayerKind kind) {
        return plan.layers().stream()
                .filter(layer -> layer.kind() == kind)
                .findFirst()
                .map(layer -> layer.files().keySet())
                .orElse(Set.of());
    }

    private static String classPath(ImagePlan plan) {
        ImagePlan.Layer resources = plan.layers().get(plan.layers().size() - 2);
        return ((TextContent) resources.files().get("/app/class-path")).text();
    }

    @Test
    void layersGoFromWhatChangesLeastToWhatChangesMost() {
        ImagePlan plan = ImagePlanner.plan(modules.service("identity", modules.jar("org.cloud", "gateway", "5")));
        assertThat(plan.layers())
                .extracting(ImagePlan.Layer::kind)
                .containsExactly(
                        LayerKind.SHARED_LIBRARIES,
                        LayerKind.LIBRARIES,
                        LayerKind.REACTOR,
                        LayerKind.RESOURCES,
                        LayerKind.CLASSES);
        assertThat(paths(plan, LayerKind.SHARED_LIBRARIES))
                .containsExactly("/app/kit/core-7.0.jar", "/app/kit/driver-42.jar", "/app/kit/web-7.0.jar");
        assertThat(paths(plan, LayerKind.LIBRARIES)).containsExactly("/app/lib/gateway-5.jar");
        assertThat(paths(plan, LayerKind.REACTOR)).containsExactly("/app/reactor/service-kit-1.0.0-SNAPSHOT.jar");
        assertThat(paths(plan, LayerKind.RESOURCES))
                .containsExactly("/app/class-path", "/app/resources/application.yml");
        assertThat(paths(plan, LayerKind.CLASSES)).containsExactly("/app/classes/io/cfa/identity/Main.class");
    }

    @Test
    void theClassPathIsMavensWithClassesFirst() {
        ImagePlan plan = ImagePlanner.plan(modules.service("identity", modules.jar("org.cloud", "gateway", "5")));
        assertThat(classPath(plan))
                .isEqualTo(
                        "/app/classes:/app/resources:/app/reactor/service-kit-1.0.0-SNAPSHOT.jar:/app/kit/core-7.0.jar"
                                + ":/app/kit/web-7.0.jar:/app/kit/driver-42.jar:/app/lib/gateway-5.jar\n");
    }

    @Test
    void javaIsStartedWithoutAShell() {
        assertThat(ImagePlanner.plan(modules.service("identity")).start().entrypoint())
                .containsExactly(
                        "java",
                        "-XX:MaxRAMPercentage=60",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        "@/app/class-path",
                        "io.cfa.identity.Main");
    }

    @Test
    void labelsSayWhereTheImageComesFrom() {
        assertThat(ImagePlanner.plan(modules.service("identity")).start().labels())
                .containsOnly(
                        Map.entry("org.opencontainers.image.title", "identity"),
                        Map.entry("org.opencontainers.image.version", "1.0.0-SNAPSHOT"),
                        Map.entry("org.opencontainers.image.revision", Modules.COMMIT),
                        Map.entry("org.opencontainers.image.created", "2026-11-20T10:00:00Z"),
                        Map.entry("org.opencontainers.image.source", "https://git.example/cfa"),
                        Map.entry("org.opencontainers.image.base.name", "docker.io/library/eclipse-temurin:25-jre"));
    }

    @Test
    void aVersionThatDiffersFromTheKitsIsTheServicesOwnAndTheKitLayerStays() {
        ServiceModule usual = modules.service("identity");
        List<Jar> other = new ArrayList<>(usual.content().classPath());
        other.set(1, modules.jar("org.spring", "core", "7.1"));
        ImagePlan plan =
                ImagePlanner.plan(modules.module("identity", usual.content().classes(), other));
        assertThat(plan.layers().get(0))
                .isEqualTo(ImagePlanner.plan(usual).layers().get(0));
        assertThat(paths(plan, LayerKind.LIBRARIES)).containsExactly("/app/lib/core-7.1.jar");
        assertThat(classPath(plan)).contains(":/app/lib/core-7.1.jar:").doesNotContain("core-7.0");
        assertThat(plan.contents().warnings())
                .containsExactly("identity runs with org.spring:core:7.1, the kit with 7.0: both lie in the image."
                        + " Next: manage one version in the services' parent pom");
    }

    @Test
    void aJarThatAServiceExcludesStaysInTheSharedLayerButNotOnTheClassPath() {
        ServiceModule usual = modules.service("identity");
        List<Jar> fewer = new ArrayList<>(usual.content().classPath());
        fewer.remove(2);
        ImagePlan plan =
                ImagePlanner.plan(modules.module("identity", usual.content().classes(), fewer));
        assertThat(paths(plan, LayerKind.SHARED_LIBRARIES)).contains("/app/kit/web-7.0.jar");
        assertThat(classPath(plan)).doesNotContain("web-7.0");
        assertThat(plan.contents().warnings()).isEmpty();
    }

    @Test
    void jarsOfOneNameAndTwoGroupsBothFit() {
        Jar first = modules.jar("org.one", "api", "1");
        Jar second = modules.jar("org.two", "api", "1");
        ImagePlan plan = ImagePlanner.plan(modules.service("identity", first, second));
        assertThat(paths(plan, LayerKind.LIBRARIES))
                .containsExactly("/app/lib/org.one-api-1.jar", "/app/lib/org.two-api-1.jar");
    }

    @Test
    void aModuleThatWasNotCompiledSaysSo() {
        assertThatThrownBy(
                        () -> ImagePlanner.plan(modules.module("identity", temp.resolve("target/classes"), List.of())))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith("identity has no classes: ")
                .hasMessageEndingWith("Next: run the phase package before, as in mvn package cfa:image");
    }

    @Test
    void theClassesComeFromWhereTheyAre() {
        ServiceModule module = modules.service("identity");
        ImagePlan plan = ImagePlanner.plan(module);
        assertThat(plan.layers().get(plan.layers().size() - 1).files().get("/app/classes/io/cfa/identity/Main.class"))
                .isEqualTo(new FileContent(module.content().classes().resolve("io/cfa/identity/Main.class")));
    }

    @Test
    void thePlanIsShownFileByFile() {
        assertThat(ImagePlanner.plan(modules.service("identity")).describe())
                .startsWith(
                        "image of identity on eclipse-temurin:25-jre",
                        "  layer shared-libraries: 3 files",
                        "    /app/kit/core-7.0.jar")
                .contains(
                        "  starts java -XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError -cp @/app/class-path io.cfa.identity.Main"
                                + " as 10001:10001");
    }

    @Test
    void whatALinkedDirectoryHoldsIsInTheImage() throws IOException {
        ServiceModule module = modules.service("identity");
        Path elsewhere = temp.resolve("elsewhere");
        Modules.write(elsewhere.resolve("deep/page.html"), "page".getBytes());
        Files.createSymbolicLink(module.content().classes().resolve("static"), elsewhere);
        assertThat(paths(ImagePlanner.plan(module), LayerKind.RESOURCES))
                .contains("/app/resources/static/deep/page.html");
    }

    @Test
    void aLinkThatLeadsBackIsRefused() throws IOException {
        ServiceModule module = modules.service("identity");
        Files.createSymbolicLink(
                module.content().classes().resolve("loop"), module.content().classes());
        assertThatThrownBy(() -> ImagePlanner.plan(module))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("cannot be read")
                .hasMessageEndingWith("Next: see where its links lead");
    }

    @Test
    void twoJarsThatWouldBeOneFileAreRefused() {
        Jar one = new Jar("org.one", "api", "", "1-tests", temp.resolve("one.jar"));
        Jar other = new Jar("org.one", "api", "tests", "1", temp.resolve("other.jar"));
        ServiceModule module = modules.service("identity", one, other);
        assertThatThrownBy(() -> ImagePlanner.plan(module))
                .hasMessage(
                        "org.one:api:1-tests and org.one:api:tests:1 would both be /app/lib/org.one-api-1-tests.jar in"
                                + " the image of identity. Next: exclude one of them, or give one another version");
    }

    @Test
    void ownClassesOfNewerReleasesAreWarnedOf() {
        ServiceModule module = modules.service("identity");
        Modules.write(module.content().classes().resolve("META-INF/versions/21/A.class"), new byte[1]);
        assertThat(ImagePlanner.plan(module).contents().warnings())
                .singleElement()
                .asString()
                .startsWith("identity has META-INF/versions/21/A.class, which no JVM looks for");
    }

    private Modules wanting(boolean required) {
        return modules.withClassData(new ServiceModule.ClassData(temp.resolve("kit.classlist"), required));
    }

    @Test
    void whereAnArchiveIsWantedTheSharedJarsComeFirstAndThePathIsRelative() {
        ImagePlan plan = ImagePlanner.plan(
                wanting(false).ofRealJars().service("identity", modules.jar("org.cloud", "gateway", "5")));
        assertThat(classPath(plan))
                .isEqualTo("kit/core-7.0.jar:kit/web-7.0.jar:kit/driver-42.jar:classes:resources"
                        + ":reactor/service-kit-1.0.0-SNAPSHOT.jar:lib/gateway-5.jar\n");
        assertThat(plan.contents().shared().orElseThrow().jars())
                .extracting(SharedClasses.KitJar::path)
                .containsExactly("kit/core-7.0.jar", "kit/web-7.0.jar", "kit/driver-42.jar");
        assertThat(plan.contents().warnings()).isEmpty();
        assertThat(plan.start().entrypoint()).doesNotContain("-XX:SharedArchiveFile=/app/kit.jsa");
        assertThat(plan.withArchive().start().entrypoint())
                .startsWith("java", "-XX:SharedArchiveFile=/app/kit.jsa", "-XX:MaxRAMPercentage=60");
    }

    @Test
    void theSharedJarsHaveOneOrderWhateverAServicesOwnIs() {
        ServiceModule usual = wanting(false).ofRealJars().service("identity");
        List<Jar> other = new ArrayList<>(usual.content().classPath());
        Collections.reverse(other);
        ImagePlan plan =
                ImagePlanner.plan(modules.module("identity", usual.content().classes(), other));
        assertThat(plan.contents().shared())
                .isEqualTo(ImagePlanner.plan(usual).contents().shared());
        assertThat(classPath(plan)).startsWith("kit/core-7.0.jar:kit/web-7.0.jar:kit/driver-42.jar:classes:");
    }

    @Test
    void aServiceThatHidesAClassOfTheSharedJarsGoesWithoutAndKeepsItsOrder() {
        ServiceModule module =
                wanting(false).ofRealJars("web=io/cfa/identity/Main.class").service("identity");
        ImagePlan plan = ImagePlanner.plan(module);
        assertThat(plan.contents().shared()).isEmpty();
        assertThat(classPath(plan)).startsWith("/app/classes:/app/resources:");
        assertThat(plan.contents().warnings())
                .containsExactly(
                        "identity goes without a class-data archive: io/cfa/identity/Main.class is identity's own, and"
                                + " would be org.spring:web's. Next: mend that, or set cfa.classDataArchive=off for it");
    }

    @Test
    void aJarOfTheServicesThatHidesOneOfTheSharedGoesWithout() {
        wanting(false).ofRealJars("web=both/A.class", "patch=both/A.class");
        List<Jar> classPath = new ArrayList<>(List.of(modules.jar("org.patch", "patch", "1")));
        ServiceModule usual = modules.service("identity");
        classPath.addAll(usual.content().classPath());
        ImagePlan plan =
                ImagePlanner.plan(modules.module("identity", usual.content().classes(), classPath));
        assertThat(plan.contents().shared()).isEmpty();
        assertThat(plan.contents().warnings())
                .singleElement()
                .asString()
                .contains("both/A.class is org.patch:patch's own, and would be org.spring:web's");
    }

    @Test
    void aServiceWithAnotherVersionOfASharedJarOrWithoutItGoesWithout() {
        ServiceModule usual = wanting(false).ofRealJars().service("identity");
        List<Jar> other = new ArrayList<>(usual.content().classPath());
        other.set(1, modules.jar("org.spring", "core", "7.1"));
        ImagePlan plan =
                ImagePlanner.plan(modules.module("identity", usual.content().classes(), other));
        assertThat(plan.contents().shared()).isEmpty();
        assertThat(plan.contents().warnings())
                .contains("identity goes without a class-data archive: it does not run with org.spring:core:7.0, which"
                        + " the others share. Next: mend that, or set cfa.classDataArchive=off for it");
    }

    @Test
    void whereAnArchiveIsRequiredAServiceThatCannotHaveOneIsRefused() {
        wanting(true).ofRealJars("web=io/cfa/identity/Main.class");
        assertThatThrownBy(() -> ImagePlanner.plan(modules.service("identity")))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith("identity goes without a class-data archive: ")
                .hasMessageEndingWith("Next: mend that, or leave cfa.classDataArchive at auto");
    }
}
