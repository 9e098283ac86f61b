package io.cfa.maven.host.bundle;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.BundlePath;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.compose.FileReference;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.model.env.Interpolation;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Copies of the files that a host runs by: compose, env and what they mount, in a directory of this machine that only its user reads, until it is closed.
 *
 * <p>At most 4 MB in 1000 files are taken, regular ones alone, each at its own place beneath the directory; secrets are not asked for,
 * and what has their place is refused. The host says by them what it runs; that this is what it should run, they cannot prove.
 *
 * @param directory       where the copies are
 * @param remoteDirectory where the files are on the host
 */
public record HostBundle(Path directory, String remoteDirectory) implements AutoCloseable {

    /** Prints the directories of projects that compose started, and that a rollout has been to, one a line. */
    private static final String PROJECTS = "docker ps --all --format"
            + " '{{.Label \"com.docker.compose.project.working_dir\"}}' | sort -u | head -n 100"
            + " | while IFS= read -r each; do [ -n \"$each\" ] && [ -d \"$each/.cfa\" ] && printf '%s\\n' \"$each\"; done; true";

    /**
     * Fetches them.
     *
     * @param given the directory on the host; where not given, the only one that compose started containers in and a rollout has been to
     * @throws RolloutException naming what is missing, too much or not as expected
     */
    public static HostBundle fetch(RemoteHost host, Optional<String> given) {
        String remote = given.orElseGet(() -> only(host));
        Path copies = temporary();
        HostBundle bundle = new HostBundle(copies, remote);
        try {
            PackedBundle.of(host, remote, List.of(Stack.COMPOSE_FILE, Stack.ENV_FILE))
                    .unpack(copies);
            List<String> mounted = mounted(copies);
            if (!mounted.isEmpty()) {
                PackedBundle.of(host, remote, mounted).unpack(copies);
            }
            return bundle;
        } catch (RuntimeException e) {
            bundle.close();
            throw e;
        }
    }

    private static String only(RemoteHost host) {
        Result answer = host.run(Command.of("sh", "-c", PROJECTS));
        List<String> found = answer.output().lines().toList();
        if (found.size() == 1 && found.get(0).startsWith("/")) {
            return found.get(0);
        }
        throw new RolloutException(host.name() + " has "
                + (found.isEmpty() ? "no directory" : found.size() + " directories") + " that a stack was rolled out to"
                + (found.isEmpty() ? "" : ": " + String.join(", ", found.subList(0, Math.min(10, found.size()))))
                + "; expected one. Next: name it with -Dcfa.remoteDirectory=/srv/NAME");
    }

    private static List<String> mounted(Path copies) {
        ComposeFile compose = ComposeFile.read(copies.resolve(Stack.COMPOSE_FILE));
        EnvFile env = EnvFile.read(copies.resolve(Stack.ENV_FILE));
        TreeSet<String> paths = new TreeSet<>();
        FileReference.of(compose, new Interpolation(env::get)).stream()
                .map(FileReference::source)
                .filter(source -> !BundlePath.isOfHost(source) && !BundlePath.isSecret(source))
                .flatMap(source -> BundlePath.within(source).stream())
                .filter(path -> !path.isEmpty())
                .forEach(paths::add);
        return List.copyOf(paths);
    }

    private static Path temporary() {
        try {
            // for its user alone, as Java makes them
            return Files.createTempDirectory("cfa-bundle").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
