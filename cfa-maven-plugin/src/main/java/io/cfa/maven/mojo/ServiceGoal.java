package io.cfa.maven.mojo;

import io.cfa.maven.git.Revision;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.image.plan.Jar;
import io.cfa.maven.image.plan.ModuleSchema;
import io.cfa.maven.image.plan.ServiceModule;
import io.cfa.maven.model.ImageReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that makes the image of one module, where that is a service. */
abstract class ServiceGoal extends ImageGoal {

    /** The image that all services are built on; a digest pins it. */
    @Parameter(property = "cfa.baseImage", defaultValue = "eclipse-temurin:25-jre")
    private String baseImage;

    /** The tag of the image; else the short hash of HEAD, with {@code -dirty} where something is not committed. */
    @Parameter(property = "cfa.revision", defaultValue = "${env.CI_COMMIT_SHORT_SHA}")
    private String revision;

    /** The class that is started; a module that sets this property is a service. */
    @Parameter(property = "cfa.mainClass")
    private String mainClass;

    /** What java is started with, separated by spaces. */
    @Parameter(property = "cfa.jvmFlags")
    private String jvmFlags;

    /** The module whose third-party jars are a layer that all services share. */
    @Parameter(property = "cfa.kit", defaultValue = "service-kit")
    private String kit;

    /** The address of the repository that the image is built from, for its label. */
    @Parameter(property = "cfa.source", defaultValue = "${env.CI_PROJECT_URL}")
    private String source;

    @Inject
    private ModuleJars jars;

    @Override
    final void run() throws MojoFailureException {
        if (isService(project)) {
            run(ImagePlanner.plan(module()));
        } else {
            getLog().info("not a service: no property cfa.mainClass");
        }
    }

    /** Does something with the image. */
    abstract void run(ImagePlan plan) throws MojoFailureException;

    /** What the image is tagged with. */
    final String tag() {
        return Optional.ofNullable(revision)
                .filter(given -> !given.isBlank())
                .or(() -> build().git().shortRevision())
                .orElse(Revision.UNKNOWN);
    }

    /** The repositories of the reactor's other services, which may hold the same layers. */
    final List<String> siblings() {
        return session.getAllProjects().stream()
                .filter(ImageGoal::isService)
                .map(service -> repository(service.getArtifactId()).repository())
                .toList();
    }

    private ServiceModule module() throws MojoFailureException {
        Path classes = Path.of(project.getBuild().getOutputDirectory());
        List<Jar> classPath = jars.classPath(project);
        List<Path> roots = Stream.concat(
                        Stream.of(classes),
                        classPath.stream()
                                .filter(jar -> jar.groupId().equals(project.getGroupId()))
                                .map(Jar::file))
                .toList();
        return new ServiceModule(
                project.getArtifactId(),
                project.getGroupId(),
                project.getVersion(),
                mainClass,
                jvmFlags == null || jvmFlags.isBlank()
                        ? List.of()
                        : List.of(jvmFlags.strip().split("\\s+")),
                classes,
                classPath,
                jars.kit(session, project, kit),
                ImageReference.of(baseImage),
                new ServiceModule.Facts(
                        Optional.ofNullable(source).filter(url -> !url.isBlank()),
                        new ModuleRevision(session, project).revision(build().git()),
                        new ModuleSchema(cache()).label(roots)));
    }
}
