package io.cfa.maven.mojo.service;

import io.cfa.maven.git.Git;
import io.cfa.maven.git.Revision;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;

/**
 * The files that a module's image is built from, and when they last changed: its own, those of the modules in it, and the poms above.
 *
 * @param session knows all modules of the reactor, also those that this build leaves out
 * @param project the module
 */
public record ModuleRevision(MavenSession session, MavenProject project) {

    public Revision revision(Git git) {
        return git.lastChange(paths(), reactor(session))
                .orElseGet(() -> new Revision(Revision.UNKNOWN, outputTimestamp()));
    }

    /** Its directory and those of the modules of the reactor that it was resolved with. */
    public List<Path> directories() {
        List<Path> directories = new ArrayList<>();
        directories.add(project.getBasedir().toPath());
        for (MavenProject other : session.getAllProjects()) {
            if (project.getArtifacts().stream().anyMatch(artifact -> isOf(artifact, other))) {
                directories.add(other.getBasedir().toPath());
            }
        }
        return directories;
    }

    /** These directories, and those outside of them that their sources and resources come from. */
    public List<Path> origins() {
        List<Path> origins = directories();
        session.getAllProjects().stream()
                .filter(module -> origins.contains(module.getBasedir().toPath()))
                .flatMap(module -> Stream.concat(
                        module.getCompileSourceRoots().stream(),
                        module.getResources().stream().map(Resource::getDirectory)))
                .map(Path::of)
                .toList()
                .forEach(origins::add);
        return origins;
    }

    private List<Path> paths() {
        List<Path> paths = directories();
        for (MavenProject parent = project.getParent();
                parent != null && parent.getFile() != null;
                parent = parent.getParent()) {
            paths.add(parent.getFile().toPath());
        }
        return paths;
    }

    /** What the images of all modules may be built from. */
    public static List<Path> reactor(MavenSession session) {
        return session.getAllProjects().stream()
                .flatMap(module -> Stream.of(
                        module.getPackaging().equals("pom") ? module.getFile() : module.getBasedir(), module.getFile()))
                .map(File::toPath)
                .toList();
    }

    private static boolean isOf(Artifact artifact, MavenProject other) {
        return artifact.getGroupId().equals(other.getGroupId())
                && artifact.getArtifactId().equals(other.getArtifactId());
    }

    private Instant outputTimestamp() {
        try {
            return Instant.parse(project.getProperties().getProperty("project.build.outputTimestamp", ""));
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
