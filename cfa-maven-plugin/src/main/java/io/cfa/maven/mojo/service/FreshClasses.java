package io.cfa.maven.mojo.service;

import io.cfa.maven.git.Git;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.ReactorModule;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * Refuses an image with classes of this reactor that are not those of its sources: without {@code -am} Maven takes a module out of the local
 * repository, as it was installed there once.
 *
 * @param session the run of Maven
 * @param git     the clone that is built
 */
record FreshClasses(MavenSession session, Git git) {

    private static final List<String> PHASES = List.of("compile", "process-classes", "package");

    /**
     * Looks at a service and at all modules of the reactor that it runs with.
     *
     * @throws ImageException naming the first that does not match
     */
    void require(MavenProject service) {
        File own = new File(service.getBuild().getOutputDirectory());
        if (own.isDirectory()) {
            require(service, service, own);
        }
        for (Artifact artifact : service.getArtifacts()) {
            module(artifact).ifPresent(module -> require(service, module, artifact.getFile()));
        }
    }

    private void require(MavenProject service, MavenProject module, File artifact) {
        if (PHASES.stream().anyMatch(module::hasLifecyclePhase) || artifact == null) {
            return;
        }
        new ReactorModule(
                        module.getArtifactId(),
                        module.getBasedir().toPath(),
                        Path.of(module.getBuild().getOutputDirectory()),
                        artifact.toPath())
                .mismatch(new CompiledSources(session, module).areThese(git))
                .ifPresent(reason -> {
                    throw new ImageException("the image of " + service.getArtifactId() + " would hold "
                            + module.getArtifactId() + " as it is not in this clone: " + reason
                            + ", and this build did not compile it. Next: ./mvnw package "
                            + "cfa:push -pl :" + service.getArtifactId() + " -am");
                });
    }

    private Optional<MavenProject> module(Artifact artifact) {
        return session.getAllProjects().stream()
                .filter(module -> module.getGroupId().equals(artifact.getGroupId())
                        && module.getArtifactId().equals(artifact.getArtifactId())
                        && !artifact.hasClassifier())
                .findFirst();
    }
}
