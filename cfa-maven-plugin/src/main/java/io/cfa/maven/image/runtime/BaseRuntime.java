package io.cfa.maven.image.runtime;

import io.cfa.maven.image.assembly.BaseImage;
import io.cfa.maven.image.plan.Platform;
import io.cfa.maven.model.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The JRE of an unpacked base image, started on this machine through the base's own loader and with the base's own libraries: what the machine
 * itself has of either makes no difference.
 *
 * <p>Source: ld.so(8), {@code --library-path}; musl's loader takes the same option.
 *
 * @param command loader, libraries and {@code java}; what follows is for {@code java}
 */
public record BaseRuntime(List<String> command) {

    /** Copies. */
    public BaseRuntime {
        command = List.copyOf(command);
    }

    private static final Map<String, String> NAMES = Map.of("amd64", "x86_64", "arm64", "aarch64");

    /** Where a loader looks when nobody tells it. */
    private static final List<String> DIRECTORIES = List.of("lib64", "usr/lib64", "lib", "usr/lib");

    /** Why this machine cannot run what is made for a platform, where it cannot. */
    public static Optional<String> obstacle(Platform platform) {
        return obstacle(platform, System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    private static Optional<String> obstacle(Platform platform, String os, String architecture) {
        String here = architecture.equals("x86_64") ? "amd64" : architecture.equals("aarch64") ? "arm64" : architecture;
        boolean runs = os.equals("Linux")
                && platform.os().equals("linux")
                && platform.architecture().equals(here)
                && NAMES.containsKey(here);
        return runs
                ? Optional.empty()
                : Optional.of(
                        "this machine (" + os + " on " + architecture + ") does not run what is made for " + platform);
    }

    /**
     * The JRE of a base.
     *
     * @param layers    finds the files of its layers
     * @param directory that it is unpacked into, and run from
     */
    public static BaseRuntime of(BaseImage base, BaseLayers layers, Path directory)
            throws IOException, NotMadeException {
        LayerUnpacker unpacker = new LayerUnpacker(directory);
        for (Digest layer : base.layers()) {
            unpacker.unpack(layers.file(base, layer));
        }
        return of(unpacker, base.platform(), base.environment());
    }

    /** What the key of everything has in it that the JRE of a base makes. */
    public static String key(BaseImage base) {
        StringBuilder text = new StringBuilder(base.platform() + "\n");
        base.layers().forEach(layer -> text.append(layer).append('\n'));
        new TreeMap<>(base.environment())
                .forEach((name, value) -> text.append(name + "=" + value).append('\n'));
        return text.toString();
    }

    /** By the base's variables: {@code JAVA_HOME}, or {@code PATH}. */
    private static BaseRuntime of(LayerUnpacker base, Platform platform, Map<String, String> environment)
            throws IOException, NotMadeException {
        String machine = NAMES.get(platform.architecture());
        Path java = java(base, environment);
        Path home = java.getParent().getParent();
        Path loader = first(
                        base,
                        List.of(
                                "lib64/ld-linux-" + machine.replace('_', '-') + ".so.2",
                                "lib/ld-linux-" + machine + ".so.1",
                                "lib/ld-musl-" + machine + ".so.1"))
                .orElseThrow(() -> new NotMadeException("the base has no loader of glibc or musl"));
        List<String> libraries = new ArrayList<>(List.of(
                home.resolve("lib").toString(), home.resolve("lib/server").toString()));
        for (String directory : DIRECTORIES) {
            base.find(directory + "/" + machine + "-linux-gnu").ifPresent(found -> libraries.add(found.toString()));
            base.find(directory).ifPresent(found -> libraries.add(found.toString()));
        }
        return new BaseRuntime(List.of(
                loader.toString(),
                "--library-path",
                libraries.stream().distinct().collect(Collectors.joining(":")),
                java.toString()));
    }

    private static Path java(LayerUnpacker base, Map<String, String> environment) throws IOException, NotMadeException {
        List<String> places = new ArrayList<>();
        Optional.ofNullable(environment.get("JAVA_HOME")).ifPresent(home -> places.add(home + "/bin/java"));
        for (String directory : environment.getOrDefault("PATH", "").split(":")) {
            places.add(directory + "/java");
        }
        return first(base, places).orElseThrow(() -> new NotMadeException("the base has no java"));
    }

    private static Optional<Path> first(LayerUnpacker base, List<String> places) throws IOException {
        for (String place : places) {
            Optional<Path> found = base.find(place);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
