package io.cfa.maven.mojo.service;

import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.image.plan.Jar;
import io.cfa.maven.image.plan.ModuleSchema;
import io.cfa.maven.image.plan.ServiceModule;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.mojo.session.BuildSession;
import io.cfa.maven.mojo.session.ProvidedLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;

/** Plans the image of the module that is being built. */
public final class ServiceImagePlan {

    private final ModuleJars jars;

    /** With what finds jars. */
    @Inject
    public ServiceImagePlan(ModuleJars jars) {
        this.jars = jars;
    }

    /**
     * What an image is made with.
     *
     * @param base    the image that it stands on, and for which platforms
     * @param startup how the service is started
     * @param shared  the module whose jars are the layer that all services share; may be null
     * @param source  the page of the repository; may be null
     */
    public record Ingredients(ServiceModule.Base base, Startup startup, String shared, String source) {}

    /**
     * How a service is started.
     *
     * @param mainClass the class that is started
     * @param jvmFlags  what java is started with, separated by blanks; may be null
     * @param classData the class-data archive that it starts with, where one is wanted
     * @param springAot whether it starts with processed beans
     */
    public record Startup(
            String mainClass,
            String jvmFlags,
            Optional<ServiceModule.ClassData> classData,
            SpringAotPolicy springAot) {}

    /**
     * The plan for a module's image; empty where that is no service.
     *
     * @param compiler of what is generated for it
     */
    public Optional<ImagePlan> of(BuildSession builds, MavenProject module, Ingredients from, ProvidedLibrary compiler)
            throws MojoFailureException {
        return ServiceModules.isService(module)
                ? Optional.of(ImagePlanner.plan(service(builds, module, from, compiler)))
                : Optional.empty();
    }

    /** Has what the services of a build will ask for begun while a module is built that is none. */
    public void lookAhead(BuildSession builds, ImageBuild build, ImageReference base) {
        if (!ServiceModules.ofBuild(builds.session()).isEmpty()) {
            build.lookAhead(base, ModuleRevision.reactor(builds.session()));
        }
    }

    private ServiceModule service(BuildSession builds, MavenProject module, Ingredients from, ProvidedLibrary compiler)
            throws MojoFailureException {
        new FreshClasses(builds.session(), builds.git()).require(module);
        Path classes = Path.of(module.getBuild().getOutputDirectory());
        List<Jar> classPath = jars.classPath(module);
        return new ServiceModule(
                new ServiceModule.Coordinates(module.getArtifactId(), module.getGroupId(), module.getVersion()),
                new ServiceModule.Start(
                        from.startup().mainClass(),
                        given(from.startup().jvmFlags())
                                .map(flags -> List.of(flags.strip().split("\\s+")))
                                .orElse(List.of()),
                        from.startup().classData(),
                        from.startup().springAot().wanted(new CompilerJar(compiler))),
                new ServiceModule.Content(classes, classPath, jars.shared(builds.session(), module, from.shared())),
                from.base(),
                new ServiceModule.Facts(
                        given(from.source()),
                        new ModuleRevision(builds.session(), module).revision(builds.git()),
                        new ModuleSchema(builds.cache()).label(roots(module, classes, classPath))));
    }

    /** Where the module's own migrations and those of the reactor's modules in it are. */
    private static List<Path> roots(MavenProject module, Path classes, List<Jar> classPath) {
        return Stream.concat(
                        Stream.of(classes),
                        classPath.stream()
                                .filter(jar -> jar.groupId().equals(module.getGroupId()))
                                .map(Jar::file))
                .toList();
    }

    private static Optional<String> given(String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
