package io.cfa.maven.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.Sampling;
import io.cfa.maven.image.assembly.TinyBase;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.image.plan.Modules;
import io.cfa.maven.image.registry.LocalRegistry;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every file that a build leaves in the cache, damaged in every way that happens to files: the next build pushes the same bytes. */
class DamagedCacheTest {

    private static final String REPOSITORY = "cfa/backend/identity";

    @TempDir
    Path temp;

    private LocalRegistry registry;
    private Builds builds;
    private Path cache;
    private ImagePlan plan;
    private PushedImage first;
    private Map<Path, byte[]> kept;

    /** What happens to files. */
    enum Damage {
        EMPTIED {
            @Override
            void of(Path file, byte[] bytes) throws IOException {
                Files.write(file, new byte[0]);
            }
        },
        CUT {
            @Override
            void of(Path file, byte[] bytes) throws IOException {
                Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
            }
        },
        FIRST_BIT {
            @Override
            void of(Path file, byte[] bytes) throws IOException {
                Files.write(file, flipped(bytes, 0));
            }
        },
        MIDDLE_BIT {
            @Override
            void of(Path file, byte[] bytes) throws IOException {
                Files.write(file, flipped(bytes, bytes.length / 2));
            }
        },
        LAST_BIT {
            @Override
            void of(Path file, byte[] bytes) throws IOException {
                Files.write(file, flipped(bytes, bytes.length - 1));
            }
        },
        ZEROED {
            @Override
            void of(Path file, byte[] bytes) throws IOException {
                Files.write(file, new byte[bytes.length]);
            }
        },
        LONGER {
            @Override
            void of(Path file, byte[] bytes) throws IOException {
                Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length + 1));
            }
        },
        GONE {
            @Override
            void of(Path file, byte[] bytes) throws IOException {
                Files.delete(file);
            }
        };

        abstract void of(Path file, byte[] bytes) throws IOException;

        private static byte[] flipped(byte[] bytes, int at) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= 1;
            return flipped;
        }
    }

    @BeforeEach
    void aCacheThatABuildHasLeft() throws IOException {
        registry = new LocalRegistry();
        builds = new Builds(temp, registry);
        cache = temp.resolve("cache");
        plan = ImagePlanner.plan(new Modules(temp, TinyBase.in(registry)).service("identity"));
        first = builds.push(builds.with(cache, Map.of()), plan, "aaaa0000");
        kept = files();
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private Map<Path, byte[]> files() throws IOException {
        Map<Path, byte[]> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(cache)) {
            for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
                files.put(file, Files.readAllBytes(file));
            }
        }
        return files;
    }

    private void restore() throws IOException {
        for (Map.Entry<Path, byte[]> file : kept.entrySet()) {
            Files.createDirectories(file.getKey().getParent());
            Files.write(file.getKey(), file.getValue());
        }
    }

    /** Once where the registry has the image already, and once where every byte is needed. */
    private void assertTheNextBuildPushesTheSame(String what) {
        PushedImage again = builds.push(builds.with(cache, Map.of()), plan, "bbbb0000");
        assertThat(again.target().digest()).as(what).isEqualTo(first.target().digest());
        registry.forget(REPOSITORY);
        registry.forgetBlobs(first.layers().stream()
                .map(part -> part.digest())
                .filter(digest -> !registry.holds(TinyBase.REPOSITORY, digest))
                .collect(Collectors.toSet()));
        PushedImage anew = builds.push(builds.with(cache, Map.of()), plan, "cccc0000");
        assertThat(anew.target().digest()).as(what).isEqualTo(first.target().digest());
        assertThat(registry.digest(REPOSITORY, "cccc0000"))
                .as(what)
                .contains(first.target().digest());
        first.layers().forEach(part -> assertThat(Sha256.of(registry.blob(part.digest())))
                .as(what)
                .hasToString(part.digest()));
    }

    @Test
    void theCacheHasFilesOfEveryKind() {
        Set<String> parts = kept.keySet().stream()
                .map(file -> cache.relativize(file.getParent()).toString())
                .collect(Collectors.toSet());
        assertThat(parts).containsExactlyInAnyOrder("base/blobs", "base/seen", "images", "layers", "layers/blobs");
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void oneDamagedFileMakesNoOtherImage(Damage damage) throws IOException {
        List<Path> files = List.copyOf(kept.keySet());
        for (int at : Sampling.of(files.size(), 8, damage.toString())) {
            Path file = files.get(at - 1);
            restore();
            damage.of(file, kept.get(file));
            assertTheNextBuildPushesTheSame(damage + " " + cache.relativize(file));
        }
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void allFilesDamagedMakeNoOtherImage(Damage damage) throws IOException {
        for (Map.Entry<Path, byte[]> file : kept.entrySet()) {
            damage.of(file.getKey(), file.getValue());
        }
        assertTheNextBuildPushesTheSame(damage + " everything");
    }

    @Test
    void filesInOneAnothersPlaceMakeNoOtherImage() throws IOException {
        List<Path> pairs = new ArrayList<>();
        for (Path one : kept.keySet()) {
            for (Path other : kept.keySet()) {
                if (!one.equals(other) && one.getParent().equals(other.getParent())) {
                    pairs.addAll(List.of(one, other));
                }
            }
        }
        for (int at : Sampling.of(pairs.size() / 2, 12, "places")) {
            Path one = pairs.get(2 * at - 2);
            Path other = pairs.get(2 * at - 1);
            restore();
            Files.write(one, kept.get(other));
            assertTheNextBuildPushesTheSame(one + " holds " + other);
        }
    }

    @Test
    void aFileForDockerIsTheSameFromADamagedCache() throws IOException {
        Path tar = temp.resolve("image.tar");
        builds.with(cache, Map.of()).writeTar(plan, builds.target("identity", "a"), tar);
        byte[] whole = Files.readAllBytes(tar);
        List<Path> files = List.copyOf(kept.keySet());
        for (int at : Sampling.of(files.size(), 4, "tar")) {
            Path file = files.get(at - 1);
            restore();
            Damage.MIDDLE_BIT.of(file, kept.get(file));
            builds.with(cache, Map.of()).writeTar(plan, builds.target("identity", "a"), tar);
            assertThat(tar).as("%s", file).hasBinaryContent(whole);
        }
    }

    @Test
    void aDamagedLayerIsNamedOnce() throws IOException {
        Path blob = kept.keySet().stream()
                .filter(file -> file.getParent().endsWith("layers/blobs"))
                .findFirst()
                .orElseThrow();
        Damage.LAST_BIT.of(blob, kept.get(blob));
        builds.progress.clear();
        registry.forget(REPOSITORY);
        builds.push(builds.with(cache, Map.of()), plan, "bbbb0000");
        assertThat(builds.progress)
                .filteredOn(line -> line.contains("damaged"))
                .containsExactly(blob + " was damaged, and is made anew: its bytes are not those of its name");
    }

    @Test
    void whatAnOlderFormLeftIsNotBelieved() throws IOException {
        Path layers = cache.resolve("layers");
        Modules.write(layers.resolve("parts/" + "0".repeat(64)), new byte[0]);
        Modules.write(layers.resolve("0".repeat(64) + ".tar.gz"), new byte[] {1});
        Modules.write(layers.resolve("0".repeat(64) + ".tar.gz.digests"), new byte[] {1});
        Modules.write(layers.resolve("digests"), "sha256:old\tstate\tname\n".getBytes());
        Modules.write(cache.resolve("base/seen/" + "0".repeat(16)), "sha256:old".getBytes());
        assertTheNextBuildPushesTheSame("an older form");
        assertThat(layers.resolve("0".repeat(64) + ".tar.gz")).doesNotExist();
        assertThat(layers.resolve("parts/" + "0".repeat(64))).doesNotExist();
    }
}
