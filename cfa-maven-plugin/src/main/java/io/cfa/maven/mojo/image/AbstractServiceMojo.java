package io.cfa.maven.mojo.image;

import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.image.plan.ClassDataPolicy;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.Platform;
import io.cfa.maven.image.plan.ServiceModule;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.mojo.inputs.ImageInputs;
import io.cfa.maven.mojo.service.ImageDestination;
import io.cfa.maven.mojo.service.ImageNames;
import io.cfa.maven.mojo.service.ServiceImagePlan;
import io.cfa.maven.mojo.service.ServiceModules;
import io.cfa.maven.mojo.service.SpringAotPolicy;
import io.cfa.maven.mojo.session.BuildSession;
import io.cfa.maven.mojo.session.ProvidedLibrary;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/** A goal that knows what the image of the module that is being built is made with, where that is a service. */
abstract class AbstractServiceMojo extends AbstractImageMojo {

    /** The image that all services are built on; a digest pins it. */
    @Parameter(property = "cfa.baseImage", defaultValue = "eclipse-temurin:25-jre")
    private String baseImage;

    /** What the image is made for, such as linux/amd64; for more than one, with commas between them, an index is pushed. */
    @Parameter(property = "cfa.platforms", defaultValue = "linux/amd64")
    private String platforms;

    /** The tag of the image; else the short hash of HEAD, with {@code -dirty} where something is not committed. */
    @Parameter(property = "cfa.revision", defaultValue = "${env.CI_COMMIT_SHORT_SHA}")
    private String revision;

    /** The class that is started; a module that sets this property is a service. */
    @Parameter(property = "cfa.mainClass")
    private String mainClass;

    /** What java is started with, separated by spaces. */
    @Parameter(property = "cfa.jvmFlags")
    private String jvmFlags;

    /** The module of the reactor whose third-party jars are a layer that all services share; without one there is no such layer. */
    @Parameter(property = "cfa.sharedModule", alias = "kit")
    private String sharedModule;

    /**
     * The classes that a class-data archive in the image holds, as {@code java -XX:DumpLoadedClassList} writes them; what is relative is below the
     * root of the clone. The archive halves what a start costs. It is made by the base image's own java, on this machine, of the jars of
     * cfa.sharedModule, once for all services and commits until one of these changes; without a list there is none.
     */
    @Parameter(property = "cfa.classList")
    private String classList;

    /**
     * Whether the image has a class-data archive, where there is a cfa.classList: {@code auto} where this machine can run the base image's java,
     * else without and with a warning; {@code required}; or {@code off}.
     */
    @Parameter(property = "cfa.classDataArchive", defaultValue = "auto")
    private String classDataArchive;

    /**
     * Whether the beans of a Spring Boot application are processed when its image is built, which makes a start shorter (Spring's AOT processing): {@code
     * auto} where this machine can run the base image's java, else without and with a warning; {@code required}; or {@code off}. What conditions of
     * beans ask for is decided then, and no more at the start, profiles too; values of settings are read at the start as ever. Needs a class-data archive.
     */
    @Parameter(property = "cfa.springAot", defaultValue = "off")
    private String springAot;

    /** The address of the repository that the image is built from, for its label. */
    @Parameter(property = "cfa.sourceUrl", alias = "source", defaultValue = "${env.CI_PROJECT_URL}")
    private String sourceUrl;

    @Inject
    private MojoExecution execution;

    @Inject
    private RepositorySystem repositories;

    /** What the image is made with. */
    final ServiceImagePlan.Ingredients ingredients() {
        return new ServiceImagePlan.Ingredients(
                new ServiceModule.Base(ImageReference.of(baseImage), Platform.list(platforms)),
                new ServiceImagePlan.Startup(
                        mainClass,
                        jvmFlags,
                        ClassDataPolicy.of(classDataArchive).wanted(BuildSession.root(session), classList),
                        SpringAotPolicy.of(springAot)),
                sharedModule,
                sourceUrl);
    }

    /** The plan for the module's image; where that is no service there is none, and what services will ask for has begun. */
    final Optional<ImagePlan> plan(ServiceImagePlan plans) throws MojoFailureException {
        ServiceImagePlan.Ingredients ingredients = ingredients();
        Optional<ImagePlan> plan =
                plans.of(builds(), project, ingredients, new ProvidedLibrary(repositories, session, execution));
        if (plan.isEmpty()) {
            lookAhead(plans, ingredients.base().image());
            getLog().info("not a service: no property " + ServiceModules.MARK);
        }
        return plan;
    }

    private void lookAhead(ServiceImagePlan plans, ImageReference base) {
        if (!dryRun) {
            plans.lookAhead(builds(), build(), base);
        }
    }

    /** Says what would be done. */
    final void describe(ImagePlan plan, String outcome) {
        plan.describe().forEach(getLog()::info);
        getLog().info(outcome);
    }

    /** What the image is made of, where all of that is committed. */
    final Optional<ImageBuild.Inputs> inputs() {
        return new ImageInputs(session, project).of(builds().git(), build(), ingredients());
    }

    /** A name with the tag of this build. */
    final ImageReference tagged(ImageReference repository) {
        return repository.withTag(ImageNames.tag(revision, builds().git()));
    }

    /** A name with the tag of this build, for a registry. */
    final ImageReference pushed(ImageReference repository) {
        return repository.withTag(ImageNames.pushedTag(revision, builds().git()));
    }

    /** What all modules of this build share. */
    final ImageBuild build() {
        return builds().open(names().registry());
    }

    /** The module, with the repositories of the reactor's services. */
    final ImageDestination.Module module() {
        return new ImageDestination.Module(
                Path.of(project.getBuild().getDirectory()), names().paths(ServiceModules.ofReactor(session)));
    }
}
