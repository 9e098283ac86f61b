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
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.image.plan.Modules;
import io.cfa.maven.image.plan.ServiceModule;
import io.cfa.maven.image.registry.LocalRegistry;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a base whose loader is a script that leaves what a JVM with Spring leaves; deploy/bench/reproducible does it with real ones. */
@EnabledOnOs(OS.LINUX)
class SpringAotTest {

    private static final String PLATFORM = "linux/" + TinyBase.ARCHITECTURE;

    /** Writes an archive where it is to, and what Spring and the compiler write, in the directory of the last argument but one. */
    private static final String PROCESSES =
            """
            #!/bin/sh
            archive=; dump=; driver=; main=; made=; last=
            for word; do
              case $word in
                -Xshare:dump) dump=yes ;;
                -XX:SharedArchiveFile=*) archive=${word#*=} ;;
                io.cfa.maven.image.springaot.ProcessorMain) driver=yes ;;
              esac
              main=$made; made=$last; last=$word
            done
            if [ -n "$dump" ]; then
              printf '\\242\\253\\013\\360\\0\\0\\0\\0\\023\\0\\0\\0\\040\\0\\0\\0................................' >"$archive"
            fi
            if [ -n "$driver" ]; then
              mkdir -p "$made/sources/a" "$made/resources/META-INF/native-image/g/a" "$made/classes/org/spring" "$made/classes/io/cfa" "$made/compiled/a"
              echo "new org.spring.Access\\$\\$SpringCGLIB\\$\\$0()" >"$made/sources/a/Beans.java"
              echo beans >"$made/compiled/a/Beans.class"
              starts=$made/compiled/$(echo "$main" | tr . /)__ApplicationContextInitializer.class
              mkdir -p "${starts%/*}"
              echo starts >"$starts"
              echo hints >"$made/resources/META-INF/native-image/g/a/reachability-metadata.json"
              echo told >"$made/resources/told.txt"
              echo named >"$made/classes/org/spring/Access\\$\\$SpringCGLIB\\$\\$0.class"
              echo fast >"$made/classes/org/spring/Access\\$\\$SpringCGLIB\\$\\$FastClass\\$\\$0.class"
              echo ours >"$made/classes/io/cfa/Offers\\$\\$SpringCGLIB\\$\\$0.class"
            fi
            """;

    @TempDir
    Path temp;

    private LocalRegistry registry;
    private Builds builds;
    private Path list;
    private Path compiler;

    @BeforeEach
    void aRegistry() throws IOException {
        registry = new LocalRegistry();
        builds = new Builds(temp, registry);
        list = Files.writeString(temp.resolve("kit.classlist"), "java/lang/Object\norg/spring/Access\n");
        compiler = Files.writeString(temp.resolve("compiler.jar"), "a compiler");
    }

    @AfterEach
    void close() {
        registry.close();
    }

    /** A base whose java does the same and more. */
    private ImageReference base(String tag, String more) throws IOException {
        return TinyBase.withLoader(registry, tag, PROCESSES + more);
    }

    private Modules modules(ImageReference base, boolean required) {
        return new Modules(temp, base)
                .ofRealJars()
                .on(PLATFORM)
                .withSpringAot(new ServiceModule.SpringAot(() -> compiler, required));
    }

    private ImagePlan plan(String service, ImageReference base, boolean required) {
        Modules modules = modules(base, required).withClassData(new ServiceModule.ClassData(list, false));
        return ImagePlanner.plan(
                modules.service(service, modules.jar("org.springframework.boot", "spring-boot", "4.1")));
    }

    private JsonNode config(PushedImage image) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode manifest = json.readTree(
                registry.manifest(image.reference().repository(), image.target().digest()));
        return json.readTree(registry.blob(manifest.at("/config/digest").asText()))
                .path("config");
    }

    private static PushedBlob beans(PushedImage image) {
        return image.layers().stream()
                .filter(layer -> layer.kind() == LayerKind.SPRING_AOT)
                .findFirst()
                .orElseThrow();
    }

    private SortedMap<String, byte[]> files(PushedBlob layer) throws IOException {
        byte[] tar = new GZIPInputStream(new ByteArrayInputStream(registry.blob(layer.digest()))).readAllBytes();
        return new TreeMap<>(Tar.read(tar));
    }

    private static SortedMap<String, String> entries(byte[] jar) throws IOException {
        SortedMap<String, String> entries = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8).strip());
                }
            }
        }
        return entries;
    }

    private List<String> said(String begin) {
        return builds.progress.stream().filter(line -> line.startsWith(begin)).toList();
    }

    @Test
    void theBeansAreALayerBeforeTheClassesAndTheServiceStartsWithThem() throws IOException {
        PushedImage image = builds.push(builds.cold(), plan("identity", base("25-jre", ""), false), "a");
        assertThat(image.layers())
                .extracting(PushedBlob::kind)
                .containsSubsequence(
                        LayerKind.CLASS_DATA, LayerKind.RESOURCES, LayerKind.SPRING_AOT, LayerKind.CLASSES);
        SortedMap<String, byte[]> files = files(beans(image));
        assertThat(files).containsOnlyKeys("app/", "app/class-path-aot", "app/spring-aot.jar");
        assertThat(new String(files.get("app/class-path-aot"), StandardCharsets.UTF_8))
                .startsWith("kit/core-7.0.jar:")
                .endsWith(":lib/spring-boot-4.1.jar:spring-aot.jar\n");
        String digest = Sha256.of(files.get("app/spring-aot.jar")).toString();
        assertThat(image.origin().made().springAot()).containsOnly(Map.entry(PLATFORM, digest));
        assertThat(config(image).at("/Labels").path("io.cfa.spring-aot").asText())
                .isEqualTo(digest);
        assertThat(config(image).path("Entrypoint"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "java",
                        "-XX:SharedArchiveFile=/app/kit.jsa",
                        "-XX:MaxRAMPercentage=60",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dspring.aot.enabled=true",
                        "-cp",
                        "@/app/class-path-aot",
                        "io.cfa.identity.Main");
        assertThat(PushedImage.read(builds.output("identity"))).contains(image);
    }

    @Test
    void ofTheProxiesOnlyWhatASourceNamesIsKeptAndNothingOfNativeImages() throws IOException {
        PushedImage image = builds.push(builds.cold(), plan("identity", base("25-jre", ""), false), "a");
        assertThat(entries(files(beans(image)).get("app/spring-aot.jar")))
                .containsExactly(
                        Map.entry("a/Beans.class", "beans"),
                        Map.entry("io/cfa/identity/Main__ApplicationContextInitializer.class", "starts"),
                        Map.entry("org/spring/Access$$SpringCGLIB$$0.class", "named"),
                        Map.entry("told.txt", "told"));
    }

    @Test
    void anotherCommitOfTheSameBeansSendsNoneOfThem() throws IOException {
        ImageReference base = base("25-jre", "");
        Path cache = temp.resolve("cache");
        PushedImage first = builds.push(builds.with(cache, Map.of()), plan("identity", base, false), "a");
        ImagePlan plan = plan("identity", base, false);
        Modules.write(temp.resolve("identity/classes/io/cfa/identity/Main.class"), "another class".getBytes());
        PushedImage second = builds.push(builds.with(cache, Map.of()), plan, "b");
        assertThat(beans(first).outcome()).isEqualTo(Outcome.UPLOADED);
        assertThat(beans(second).outcome()).isEqualTo(Outcome.PRESENT);
        assertThat(beans(second).digest()).isEqualTo(beans(first).digest());
        assertThat(second.digest()).isNotEqualTo(first.digest());
        assertThat(said("the beans of identity are processed")).hasSize(2);
    }

    @Test
    void whatWasProcessedIsNotProcessedAgainUnlessItWasDamaged() throws IOException {
        Path cache = temp.resolve("cache");
        ImageReference base = base("25-jre", "");
        PushedImage first = builds.push(builds.with(cache, Map.of()), plan("identity", base, false), "a");
        builds.push(builds.with(cache, Map.of()), plan("identity", base, false), "b");
        assertThat(said("the beans of identity are processed")).hasSize(1);
        Path layer = cache.resolve("layers/blobs").resolve(beans(first).digest().substring(7));
        byte[] damaged = Files.readAllBytes(layer);
        damaged[damaged.length / 2] ^= 1;
        Files.write(layer, damaged);
        registry.close();
        registry = new LocalRegistry();
        builds = new Builds(temp, registry);
        PushedImage again = builds.push(builds.with(cache, Map.of()), plan("identity", base("25-jre", ""), false), "c");
        assertThat(beans(again).digest()).isEqualTo(beans(first).digest());
        assertThat(registry.blob(beans(again).digest())).isNotEqualTo(damaged);
    }

    @Test
    void nothingIsLeftOfWhatWasUnpacked() throws IOException {
        Path cache = temp.resolve("cache");
        builds.push(builds.with(cache, Map.of()), plan("identity", base("25-jre", ""), false), "a");
        try (Stream<Path> left = Files.list(cache.resolve("spring-aot"))) {
            assertThat(left).singleElement().satisfies(note -> assertThat(note).isRegularFile());
        }
    }

    @Test
    void beansThatSpringCannotProcessAreAnErrorAndNothingIsPushed() throws IOException {
        ImagePlan plan = plan(
                "identity",
                base("25-jre", "[ -z \"$driver\" ] || { echo 'IllegalStateException: no bean of that kind'; exit 3; }"),
                false);
        assertThatThrownBy(() -> builds.push(builds.cold(), plan, "a"))
                .isInstanceOf(ImageException.class)
                .hasMessage(
                        "Spring cannot process the beans of identity when its image is built: IllegalStateException: no"
                                + " bean of that kind. Next: mend what it names, or set cfa.springAot=off for identity");
        assertThat(registry.tags("cfa/backend/identity")).isEmpty();
    }

    @Test
    void whatDoesNotCompileIsAnError() throws IOException {
        ImagePlan plan = plan(
                "identity",
                base("25-jre", "[ -z \"$driver\" ] || { echo '1. ERROR in Beans.java: not visible'; exit 4; }"),
                false);
        assertThatThrownBy(() -> builds.push(builds.cold(), plan, "a"))
                .isInstanceOf(ImageException.class)
                .hasMessage(
                        "what Spring generates for the beans of identity does not compile: 1. ERROR in Beans.java: not"
                                + " visible. Next: mend what it names, or set cfa.springAot=off for identity");
    }

    @Test
    void anApplicationThatEndsBeforeItsBeansAreProcessedIsAnError() throws IOException {
        ImagePlan plan = plan(
                "identity",
                base("25-jre", "[ -z \"$driver\" ] || { rm -r \"$made\"/compiled/io; echo 'Usage: main FILE'; }"),
                false);
        assertThatThrownBy(() -> builds.push(builds.cold(), plan, "a"))
                .isInstanceOf(ImageException.class)
                .hasMessage(
                        "nothing came of the processing of the beans of identity: Usage: main FILE. Next: mend what it"
                                + " names, or set cfa.springAot=off for identity");
    }

    @Test
    void whereTheJvmFailsTheImageGoesWithoutAndSaysSo() throws IOException {
        ImageReference base = base("25-jre", "[ -z \"$driver\" ] || { echo 'out of memory'; exit 137; }");
        PushedImage image = builds.push(builds.cold(), plan("identity", base, false), "a");
        String reason = "the base's java did not process the beans of identity: exit status 137, out of memory";
        assertThat(image.layers()).extracting(PushedBlob::kind).doesNotContain(LayerKind.SPRING_AOT);
        assertThat(image.origin().made().springAot().values()).containsExactly("none: " + reason);
        assertThat(config(image).at("/Labels").path("io.cfa.spring-aot").asText())
                .isEqualTo("none");
        assertThat(config(image).path("Entrypoint").toString())
                .contains("@/app/class-path\"")
                .doesNotContain("spring.aot");
        assertThat(said("the image of identity goes without"))
                .containsExactly("the image of identity goes without processed beans and starts more slowly: " + reason
                        + ". Next: mend that, or set cfa.springAot=off for it");
    }

    @Test
    void whereTheyAreRequiredAnImageWithoutIsRefused() throws IOException {
        ImagePlan plan = plan("identity", base("25-jre", "[ -z \"$driver\" ] || exit 137"), true);
        assertThatThrownBy(() -> builds.push(builds.cold(), plan, "a"))
                .isInstanceOf(ImageException.class)
                .hasMessage(
                        "the image of identity has no processed beans, which cfa.springAot=required wants: the base's java"
                                + " did not process the beans of identity: exit status 137, with nothing said. Next: build on a"
                                + " machine that runs the base image's java, or set cfa.springAot=auto");
    }

    @Test
    void aNamedProxyOfAClassThatIsInNoArchiveHasNoOneForm() throws IOException {
        Files.writeString(list, "java/lang/Object\n");
        PushedImage image = builds.push(builds.cold(), plan("identity", base("25-jre", ""), false), "a");
        assertThat(image.origin().made().springAot().values())
                .containsExactly(
                        "none: its beans need the proxy org/spring/Access$$SpringCGLIB$$0.class, whose methods have"
                                + " another order each time, as no class of cfa.classList has them; proxyBeanMethods = false spares"
                                + " it");
    }

    @Test
    void withoutAnArchiveThereAreNone() throws IOException {
        ImageReference base = base("25-jre", "[ -z \"$dump\" ] || exit 1");
        PushedImage image = builds.push(builds.cold(), plan("identity", base, false), "a");
        assertThat(image.origin().made().springAot().values())
                .containsExactly(
                        "none: it has no class-data archive, and without one what is generated has more than one form");
    }

    @Test
    void aServiceWithoutSpringBootOrWithoutAListIsPlannedWithoutAndAWarningSaysSo() throws IOException {
        ImageReference base = base("25-jre", "");
        Modules modules = modules(base, false);
        ImagePlan unlisted = ImagePlanner.plan(
                modules.service("identity", modules.jar("org.springframework.boot", "spring-boot", "4.1")));
        ImagePlan plain = ImagePlanner.plan(modules.service("registry"));
        assertThat(unlisted.contents().context()).isEmpty();
        assertThat(unlisted.contents().warnings())
                .containsExactly(
                        "identity goes without processed beans: it has no class-data archive, and without one what is"
                                + " generated has more than one form. Next: mend that, or set cfa.springAot=off for it");
        assertThat(plain.contents().warnings())
                .containsExactly(
                        "registry goes without processed beans: Spring Boot is not on its class path. Next: mend that,"
                                + " or set cfa.springAot=off for it");
        assertThatThrownBy(() -> ImagePlanner.plan(modules(base, true).service("registry")))
                .hasMessage(
                        "registry goes without processed beans: Spring Boot is not on its class path. Next: mend that, or"
                                + " leave cfa.springAot out for it");
    }

    @Test
    void theJvmSeesTheImageAndNothingOfTheBuild() throws IOException {
        Path seen = temp.resolve("seen");
        String tells = "[ -z \"$driver\" ] || { export -p; pwd; ls; echo \"$@\"; } >>" + seen + "\n";
        builds.push(builds.cold(), plan("identity", base("25-jre", tells), false), "a");
        List<String> lines = Files.readAllLines(seen);
        assertThat(lines)
                .filteredOn(line -> line.matches("(export|declare -x) .*"))
                .allMatch(line -> line.matches("(export|declare -x) (LANG|PWD|OLDPWD|SHLVL|_)(=.*)?"));
        assertThat(lines).contains("class-path", "classes", "kit", "kit.jsa", "lib", "reactor", "resources");
        assertThat(lines.get(lines.size() - 1))
                .contains(
                        " -Xshare:on ",
                        " -Duser.timezone=UTC ",
                        " -XX:SharedArchiveFile=kit.jsa ",
                        " -cp kit/core-7.0.jar:")
                .contains(":../../driver io.cfa.maven.image.springaot.ProcessorMain io.cfa.identity.Main /")
                .endsWith("/made " + compiler);
    }
}
