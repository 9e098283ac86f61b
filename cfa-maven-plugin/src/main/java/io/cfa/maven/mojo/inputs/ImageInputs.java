package io.cfa.maven.mojo.inputs;

import io.cfa.maven.check.files.ReactorInputs;
import io.cfa.maven.git.Git;
import io.cfa.maven.git.Revision;
import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.model.Sha256;
import io.cfa.maven.mojo.service.ModuleRevision;
import io.cfa.maven.mojo.service.ServiceImagePlan;
import io.cfa.maven.mojo.session.BuildSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * Everything that the image of a service is made of, known before anything is compiled: git's names of the files that {@link ReactorInputs} lists, which are
 * those of {@code rules:changes} too, the commit that its label names, the base as its registry has it now, the parameters, and what else changes what a
 * build makes of the same files: the JDK, the profiles, and properties of the POMs that the command line gives. Two builds of the same make the same image.
 *
 * @param session the reactor
 * @param module  the service
 */
public record ImageInputs(MavenSession session, MavenProject module) {

    /** Another where this list gets another form. */
    private static final String FORM = "1";

    /** The inputs; nothing where not all of them are committed, or the module runs with one that no list names. */
    public Optional<ImageBuild.Inputs> of(Git git, ImageBuild build, ServiceImagePlan.Ingredients from) {
        Path root = BuildSession.root(session).toAbsolutePath().normalize();
        ReactorInputs reactor = ReactorInputs.read(root);
        Optional<SortedSet<String>> files = reactor.of(module.getArtifactId());
        if (files.isEmpty() || !coversAll(root, files.get())) {
            return Optional.empty();
        }
        Optional<SortedMap<String, String>> objects = git.committed(paths(root, files.get()));
        Revision revision = git.lastChange(
                        paths(root, reactor.sources(module.getArtifactId())), ModuleRevision.reactor(session))
                .orElseGet(() -> new Revision(Revision.UNKNOWN, Instant.EPOCH));
        if (objects.isEmpty()
                || revision.commit().endsWith(Revision.DIRTY)
                || revision.commit().equals(Revision.UNKNOWN)) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>(List.of(
                "form " + FORM,
                "module " + module.getGroupId() + ":" + module.getArtifactId() + ":" + module.getVersion(),
                "revision " + revision.commit() + " of " + revision.created(),
                "base " + from.base().image() + " "
                        + build.baseDigest(from.base().image()) + " for "
                        + from.base().platforms(),
                "starts " + from.startup().mainClass() + " with "
                        + from.startup().jvmFlags(),
                "class data "
                        + from.startup()
                                .classData()
                                .map(data -> data.required() ? "required" : "wanted")
                                .orElse("off"),
                "processed beans " + from.startup().springAot(),
                "shared " + from.shared(),
                "source " + from.source(),
                "JDK " + Runtime.version()));
        lines.addAll(BuildVariant.of(session, module));
        objects.get().forEach((path, object) -> lines.add(object + " " + path));
        return Optional.of(new ImageBuild.Inputs(
                Sha256.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)), revision.commit()));
    }

    private static List<Path> paths(Path root, Collection<String> files) {
        return files.stream().map(file -> below(root, file)).toList();
    }

    /** Maven may know of a module that the POMs do not name plainly, where it has resolved what this one runs with, and of files elsewhere. */
    private boolean coversAll(Path root, Collection<String> files) {
        return new ModuleRevision(session, module).origins().stream().allMatch(directory -> files.stream()
                .filter(file -> file.endsWith("/"))
                .anyMatch(file -> directory.toAbsolutePath().normalize().startsWith(below(root, file))));
    }

    /** A slash alone is the root of the clone. */
    private static Path below(Path root, String file) {
        return file.equals("/") ? root : root.resolve(file);
    }
}
