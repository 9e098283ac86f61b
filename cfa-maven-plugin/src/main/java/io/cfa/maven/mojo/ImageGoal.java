package io.cfa.maven.mojo;

import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.model.ImageReference;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** A goal that talks to the registry of our images: which one, as whom, and for which modules. */
abstract class ImageGoal extends AbstractMojo {

    /** The registry and path that all images are under, such as {@code registry.example/cfa/backend}. */
    @Parameter(property = "cfa.registryImage", defaultValue = "${env.CI_REGISTRY_IMAGE}")
    private String registryImage;

    /** The user at that registry, whose password is in the environment variable CFA_REGISTRY_PASSWORD. */
    @Parameter(property = "cfa.registryUser")
    private String registryUser;

    /** Whether plain http, and a certificate that nobody vouches for, are allowed to a registry that is not on this machine. */
    @Parameter(property = "cfa.allowInsecure", defaultValue = "false")
    private boolean allowInsecure;

    /** What is kept from build to build: packed layers, and what was pulled of base images. */
    @Parameter(property = "cfa.cache", defaultValue = "${user.home}/.cache/cfa")
    private File cache;

    /** Whether the goal does nothing. */
    @Parameter(property = "cfa.skip", defaultValue = "false")
    private boolean skip;

    /** Whether to print what would be done, and do nothing. */
    @Parameter(property = "cfa.dryRun", defaultValue = "false")
    boolean dryRun;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    @Inject
    private SettingsDecrypter decrypter;

    @Override
    public final void execute() throws MojoFailureException {
        if (skip) {
            getLog().info("skipped by cfa.skip");
            return;
        }
        try {
            run();
        } catch (ImageException | IllegalArgumentException e) {
            // not as its cause: Maven would add what jib and the registry said of it, in their words
            getLog().debug(e);
            throw new MojoFailureException(e.getMessage());
        }
    }

    /** Does the goal's work. */
    abstract void run() throws MojoFailureException;

    /** Where the images of this build go. */
    final ImageReference repository(String service) {
        if (registryImage == null || registryImage.isBlank()) {
            throw new ImageException(
                    "it is not said where " + service
                            + " goes: neither cfa.registryImage nor CI_REGISTRY_IMAGE is set. Next: -Dcfa.registryImage=REGISTRY/PATH");
        }
        return ImageReference.of(registryImage + "/" + service);
    }

    final boolean hasRegistry() {
        return registryImage != null && !registryImage.isBlank();
    }

    /** The services of this build, which may be fewer than those of the reactor. */
    final List<MavenProject> services() {
        return session.getProjects().stream().filter(ImageGoal::isService).toList();
    }

    static boolean isService(MavenProject project) {
        return project.getProperties().containsKey("cfa.mainClass");
    }

    /** What all modules of this build share. */
    final ImageBuild build() {
        return builds().open(hasRegistry() ? repository("any").registry() : "", Optional.ofNullable(registryUser));
    }

    /** The image build that belongs to this run. */
    final BuildSession builds() {
        return new BuildSession(session, decrypter, cache.toPath(), allowInsecure, getLog());
    }

    /** What is kept from build to build. */
    final Path cache() {
        return cache.toPath();
    }
}
