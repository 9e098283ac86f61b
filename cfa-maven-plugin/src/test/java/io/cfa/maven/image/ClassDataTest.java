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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a base whose loader is a script that does what a JVM does with archives; deploy/bench/images does it with a real one. */
@EnabledOnOs(OS.LINUX)
class ClassDataTest {

    private static final String PLATFORM = "linux/" + TinyBase.ARCHITECTURE;

    /** Writes a header of JDK 25's, and what it was called with besides its directory, where it is to write an archive. */
    private static final String DUMPS =
            """
            #!/bin/sh
            dump=; archive=
            for word; do
              case $word in
                -Xshare:dump) dump=yes ;;
                -Xshare:on) on=yes ;;
                -XX:SharedArchiveFile=*) archive=${word#*=} ;;
              esac
            done
            if [ -n "$dump" ]; then
              printf '\\242\\253\\013\\360\\0\\0\\0\\0\\023\\0\\0\\0\\040\\0\\0\\0................................' >"$archive"
            fi
            """;

    @TempDir
    Path temp;

    private LocalRegistry registry;
    private Builds builds;
    private Path list;

    @BeforeEach
    void aRegistry() throws IOException {
        registry = new LocalRegistry();
        builds = new Builds(temp, registry);
        list = Files.writeString(temp.resolve("kit.classlist"), "java/lang/Object\n");
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private ImageReference base(String tag, String loader) throws IOException {
        return TinyBase.withLoader(registry, tag, loader);
    }

    private ImagePlan plan(String service, ImageReference base, boolean required) {
        return ImagePlanner.plan(new Modules(temp, base)
                .ofRealJars()
                .on(PLATFORM)
                .withClassData(new ServiceModule.ClassData(list, required))
                .service(service));
    }

    private JsonNode config(PushedImage image) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode manifest = json.readTree(
                registry.manifest(image.reference().repository(), image.target().digest()));
        return json.readTree(registry.blob(manifest.at("/config/digest").asText()))
                .path("config");
    }

    private static PushedBlob archive(PushedImage image) {
        return image.layers().stream()
                .filter(layer -> layer.kind() == LayerKind.CLASS_DATA)
                .findFirst()
                .orElseThrow();
    }

    private List<String> said(String begin) {
        return builds.progress.stream().filter(line -> line.startsWith(begin)).toList();
    }

    @Test
    void theArchiveIsALayerBehindItsJarsAndTheServiceStartsWithIt() throws IOException {
        PushedImage image = builds.push(builds.cold(), plan("identity", base("25-jre", DUMPS), false), "a");
        assertThat(image.layers())
                .extracting(PushedBlob::kind)
                .containsExactly(
                        LayerKind.BASE,
                        LayerKind.SHARED_LIBRARIES,
                        LayerKind.CLASS_DATA,
                        LayerKind.REACTOR,
                        LayerKind.RESOURCES,
                        LayerKind.CLASSES,
                        LayerKind.CONFIG);
        byte[] tar = new GZIPInputStream(
                        new ByteArrayInputStream(registry.blob(archive(image).digest())))
                .readAllBytes();
        assertThat(Tar.read(tar)).containsOnlyKeys("app/", "app/kit.jsa");
        String digest = Sha256.of(Tar.read(tar).get("app/kit.jsa")).toString();
        assertThat(image.origin().made().classData()).containsOnly(Map.entry(PLATFORM, digest));
        assertThat(config(image).at("/Labels").path("io.cfa.class-data").asText())
                .isEqualTo(digest);
        assertThat(config(image).at("/Entrypoint/1").asText()).isEqualTo("-XX:SharedArchiveFile=/app/kit.jsa");
        assertThat(PushedImage.read(builds.output("identity"))).contains(image);
    }

    @Test
    void theArchiveIsMadeOnceAndMountedByTheOthers() throws IOException {
        ImageReference base = base("25-jre", DUMPS);
        ImageBuild build = builds.cold();
        PushedImage first = builds.push(build, plan("identity", base, false), "a");
        PushedImage second = builds.push(build, plan("issuance", base, false), "a");
        assertThat(archive(first).outcome()).isEqualTo(Outcome.UPLOADED);
        assertThat(archive(second).outcome()).isEqualTo(Outcome.MOUNTED);
        assertThat(archive(second).digest()).isEqualTo(archive(first).digest());
        assertThat(said("the class-data archive for")).hasSize(1);
    }

    @Test
    void anArchiveThatWasKeptIsNotMadeAgainAndADamagedOneIs() throws IOException {
        ImageReference base = base("25-jre", DUMPS);
        Path cache = temp.resolve("cache");
        PushedImage first = builds.push(builds.with(cache, Map.of()), plan("identity", base, false), "a");
        builds.push(builds.with(cache, Map.of()), plan("issuance", base, false), "a");
        assertThat(said("the class-data archive for")).hasSize(1);
        Path layer =
                cache.resolve("layers/blobs").resolve(archive(first).digest().substring(7));
        byte[] damaged = Files.readAllBytes(layer);
        damaged[damaged.length / 2] ^= 1;
        Files.write(layer, damaged);
        registry.close();
        registry = new LocalRegistry();
        builds = new Builds(temp, registry);
        PushedImage again =
                builds.push(builds.with(cache, Map.of()), plan("identity", base("25-jre", DUMPS), false), "b");
        assertThat(archive(again).digest()).isEqualTo(archive(first).digest());
        assertThat(registry.blob(archive(again).digest())).isNotEqualTo(damaged);
    }

    @Test
    void nothingIsLeftOfWhatWasUnpacked() throws IOException {
        Path cache = temp.resolve("cache");
        builds.push(builds.with(cache, Map.of()), plan("identity", base("25-jre", DUMPS), false), "a");
        try (Stream<Path> left = Files.list(cache.resolve("class-data"))) {
            assertThat(left).singleElement().satisfies(note -> assertThat(note).isRegularFile());
        }
    }

    @Test
    void whereTheJvmFailsTheImageGoesWithoutAndSaysSo() throws IOException {
        String fails = "#!/bin/sh\necho 'Illegal instruction' >&2\nexit 132\n";
        ImageBuild build = builds.cold();
        ImageReference base = base("25-jre", fails);
        PushedImage image = builds.push(build, plan("identity", base, false), "a");
        builds.push(build, plan("issuance", base, false), "a");
        String reason = "the base's java did not write a class-data archive: exit status 132, Illegal instruction";
        assertThat(image.layers()).extracting(PushedBlob::kind).doesNotContain(LayerKind.CLASS_DATA);
        assertThat(image.origin().made().classData().values()).containsExactly("none: " + reason);
        assertThat(config(image).at("/Labels").path("io.cfa.class-data").asText())
                .isEqualTo("none");
        assertThat(config(image).path("Entrypoint").toString()).doesNotContain("SharedArchiveFile");
        assertThat(said("the images go without"))
                .containsExactly(
                        "the images go without a class-data archive and start more slowly: " + reason
                                + ". Next: build on a machine that runs the base image's java, or set cfa.classDataArchive=off");
    }

    @Test
    void aFailureIsNotRememberedForTheNextBuild() throws IOException {
        Path cache = temp.resolve("cache");
        String flag = temp.resolve("works").toString();
        ImageReference base = base("25-jre", DUMPS.replace("dump=;", "[ -e " + flag + " ] || exit 1\ndump=;"));
        PushedImage without = builds.push(builds.with(cache, Map.of()), plan("identity", base, false), "a");
        Files.createFile(Path.of(flag));
        PushedImage with = builds.push(builds.with(cache, Map.of()), plan("identity", base, false), "b");
        assertThat(without.origin().made().classData().values())
                .singleElement()
                .asString()
                .startsWith("none: ");
        assertThat(archive(with).outcome()).isEqualTo(Outcome.UPLOADED);
        assertThat(with.digest()).isNotEqualTo(without.digest());
    }

    @Test
    void anArchiveThatTheJvmRefusesIsNotUsed() throws IOException {
        String refuses = DUMPS + "[ -z \"$on\" ] || { echo 'shared class paths mismatch'; exit 1; }\n";
        PushedImage image = builds.push(builds.cold(), plan("identity", base("25-jre", refuses), false), "a");
        assertThat(image.origin().made().classData().values())
                .containsExactly("none: the base's java did not take the archive that it wrote: exit status 1,"
                        + " shared class paths mismatch");
    }

    @Test
    void twoDumpsThatDifferAreNotUsed() throws IOException {
        String differs = DUMPS + "case $archive in *first*) word=AAAAAAAA ;; *) word=BBBBBBBB ;; esac\n"
                + "[ -z \"$dump\" ] || printf $word >>\"$archive\"\n";
        PushedImage image = builds.push(builds.cold(), plan("identity", base("25-jre", differs), false), "a");
        assertThat(image.origin().made().classData().values())
                .singleElement()
                .asString()
                .startsWith("none: two dumps");
    }

    @Test
    void theJvmSeesNothingOfTheBuildsEnvironment() throws IOException {
        Path seen = temp.resolve("seen");
        builds.push(builds.cold(), plan("identity", base("25-jre", DUMPS + "export -p >>" + seen + "\n"), false), "a");
        assertThat(Files.readString(seen)).contains("LANG");
        assertThat(Files.readString(seen)
                        .lines()
                        .filter(line -> !line.matches("(export|declare -x) (LANG|PWD|OLDPWD|SHLVL|_)(=.*)?")))
                .isEmpty();
    }

    @Test
    void whereOneIsRequiredAnImageWithoutIsRefused() throws IOException {
        ImagePlan plan = plan("identity", base("25-jre", "#!/bin/sh\nexit 1\n"), true);
        assertThatThrownBy(() -> builds.push(builds.cold(), plan, "a"))
                .isInstanceOf(ImageException.class)
                .hasMessage("there is no class-data archive, which cfa.classDataArchive=required wants: the base's java"
                        + " did not write a class-data archive: exit status 1, with nothing said. Next: build on a"
                        + " machine that runs the base image's java, or leave cfa.classDataArchive at auto");
        assertThat(registry.tags("cfa/backend/identity")).isEmpty();
    }

    @Test
    void anotherListIsAnotherArchive() throws IOException {
        ImageReference base = base("25-jre", DUMPS);
        Path cache = temp.resolve("cache");
        builds.push(builds.with(cache, Map.of()), plan("identity", base, false), "a");
        Files.writeString(list, "java/lang/String\n");
        builds.push(builds.with(cache, Map.of()), plan("identity", base, false), "b");
        assertThat(said("the class-data archive for")).hasSize(2);
    }
}
