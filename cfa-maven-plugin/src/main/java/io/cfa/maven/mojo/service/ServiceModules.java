package io.cfa.maven.mojo.service;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** Which modules of a reactor are services: those with the property {@value #MARK}. A service is called as its module's artifact. */
public final class ServiceModules {

    /** The class that is started. */
    public static final String MARK = "cfa.mainClass";

    private ServiceModules() {}

    /** Whether a module is one. */
    public static boolean isService(MavenProject module) {
        return module.getProperties().containsKey(MARK);
    }

    /** The services of this build, in its order, which may be fewer than those of the reactor. */
    public static List<String> ofBuild(MavenSession session) {
        return session.getProjects().stream()
                .filter(ServiceModules::isService)
                .map(MavenProject::getArtifactId)
                .toList();
    }

    /** All services of the reactor. */
    public static TreeSet<String> ofReactor(MavenSession session) {
        return session.getAllProjects().stream()
                .filter(ServiceModules::isService)
                .map(MavenProject::getArtifactId)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
