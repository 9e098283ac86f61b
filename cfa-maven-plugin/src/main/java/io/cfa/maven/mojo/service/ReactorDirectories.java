package io.cfa.maven.mojo.service;

import io.cfa.maven.mojo.session.BuildSession;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * Where the modules of a reactor are, as {@code -pl} takes it.
 *
 * @param session the reactor
 */
public record ReactorDirectories(MavenSession session) {

    private static final String PLUGIN = "cfa-maven-plugin";

    /** The directory of each service, below the root, by its name. */
    public Map<String, String> services() {
        Map<String, String> services = new TreeMap<>();
        session.getAllProjects().stream()
                .filter(ServiceModules::isService)
                .forEach(module -> services.put(module.getArtifactId(), directory(module)));
        return services;
    }

    /** The directory of this very plugin, below the root, where the reactor has it. */
    public Optional<String> plugin() {
        return session.getAllProjects().stream()
                .filter(module -> module.getArtifactId().equals(PLUGIN)
                        && module.getPackaging().equals("maven-plugin"))
                .map(this::directory)
                .findFirst();
    }

    /** This machine's Maven repositories, the local one first, as {@code maven.repo.local.tail} takes them. */
    public String repositories() {
        return Stream.of(
                        Optional.of(session.getLocalRepository().getBasedir()),
                        Optional.ofNullable(session.getUserProperties().getProperty("maven.repo.local.tail")))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(","));
    }

    private String directory(MavenProject module) {
        String below = BuildSession.root(session)
                .toAbsolutePath()
                .relativize(module.getBasedir().toPath().toAbsolutePath())
                .toString()
                .replace('\\', '/');
        return below.isEmpty() ? "." : below;
    }
}
