package io.cfa.maven.verify.probe;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.DockerCommands;
import io.cfa.maven.docker.Query;
import io.cfa.maven.host.bundle.BundleLocation;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the host says apart from its containers, each fact asked with one command.
 *
 * @param digests   for each of the services with an expected image, the manifest digests that its container's image is known under
 * @param hashes    compose's hash of each service's configuration, as the host's files have it
 * @param checksums of the bundle's files that the host has
 * @param variables of the host's {@code .env}
 */
public record HostFacts(
        Map<String, List<Digest>> digests,
        Fact<Map<String, String>> hashes,
        Fact<Map<String, String>> checksums,
        Fact<EnvFile> variables) {

    /**
     * Something that was asked, or why it could not be.
     *
     * @param value   absent where it was not asked, or could not be
     * @param problem why it could not be; empty where it was, or was not to be asked
     */
    record Fact<T>(Optional<T> value, String problem) {

        public static <T> Fact<T> of(Supplier<T> question) {
            try {
                return new Fact<>(Optional.of(question.get()), "");
            } catch (CommandFailedException | MalformedFileException e) {
                return new Fact<>(
                        Optional.empty(), e.getMessage().lines().findFirst().orElse(""));
            }
        }

        static <T> Fact<T> none() {
            return new Fact<>(Optional.empty(), "");
        }
    }

    /** Asks: four commands, one where the bundle is not to be looked at, none where no container is. */
    public static HostFacts of(
            RemoteHost host, List<Service> compared, Optional<BundleLocation> location, ContainerSnapshot containers) {
        Map<String, List<Digest>> digests = digests(host, compared, containers);
        if (location.isEmpty()) {
            return new HostFacts(digests, Fact.none(), Fact.none(), Fact.none());
        }
        BundleLocation bundle = location.get();
        String directory = bundle.project().directory();
        return new HostFacts(
                digests,
                Fact.of(() -> bundle.project().configHashes().ask(host)),
                Fact.of(() ->
                        checksums(host, directory, bundle.repository().files().keySet())),
                Fact.of(() -> variables(host, directory)));
    }

    private static Map<String, List<Digest>> digests(
            RemoteHost host, List<Service> compared, ContainerSnapshot containers) {
        Map<String, String> images = new LinkedHashMap<>();
        for (Service service : compared) {
            containers.of(service.name()).stream()
                    .findFirst()
                    .map(Container::imageId)
                    .ifPresent(id -> images.put(service.name(), id.toString()));
        }
        Map<String, List<Digest>> digests = new LinkedHashMap<>();
        if (!images.isEmpty()) {
            List<List<Digest>> answers = new ArrayList<>(
                    DockerCommands.manifestDigests(images.values()).ask(host));
            images.keySet().forEach(service -> digests.put(service, answers.remove(0)));
        }
        return digests;
    }

    private static Map<String, String> checksums(RemoteHost host, String directory, Set<String> files) {
        Map<String, String> checksums = new LinkedHashMap<>();
        // exits with 1 where a file is missing, and prints the others
        Command sums =
                Command.of("sha256sum", "--").with(files.toArray(String[]::new)).in(directory);
        host.run(sums)
                .output()
                .lines()
                .map(line -> line.split("  ", 2))
                .filter(words -> words.length == 2)
                .forEach(words -> checksums.put(words[1], words[0]));
        return checksums;
    }

    private static EnvFile variables(RemoteHost host, String directory) {
        Command cat = Command.of("cat", ".env").in(directory);
        return EnvFile.parse(
                Path.of(directory, ".env"),
                new Query<>(cat, output -> output.lines().toList()).ask(host));
    }
}
