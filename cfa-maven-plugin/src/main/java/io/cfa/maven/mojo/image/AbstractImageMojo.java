package io.cfa.maven.mojo.image;

import io.cfa.maven.mojo.service.ImageNames;
import io.cfa.maven.mojo.session.BuildSession;
import io.cfa.maven.mojo.session.GoalRunner;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** A goal that talks to the registry of our images, for the module that is being built. */
abstract class AbstractImageMojo extends AbstractMojo {

    /** The registry and path that all images are under, such as {@code registry.example/cfa/backend}. */
    @Parameter(property = "cfa.imagePrefix", alias = "registryImage", defaultValue = "${env.CI_REGISTRY_IMAGE}")
    private String imagePrefix;

    /** The user at that registry, whose password is in the environment variable CFA_REGISTRY_PASSWORD. */
    @Parameter(property = "cfa.registryUser")
    private String registryUser;

    /** Whether plain http, and a certificate that nobody vouches for, are allowed to a registry that is not on this machine. */
    @Parameter(property = "cfa.allowInsecure", defaultValue = "false")
    private boolean allowInsecure;

    /** What is kept from build to build: packed layers, and what was pulled of base images. */
    @Parameter(property = "cfa.cacheDirectory", alias = "cache", defaultValue = "${user.home}/.cache/cfa")
    private String cacheDirectory;

    /** How much of that may stay, such as 4GiB or 500M; what was used longest ago goes first. */
    @Parameter(property = "cfa.cacheSize", defaultValue = "4GiB")
    private String cacheSize;

    /** Whether the goal does nothing. */
    @Parameter(property = "cfa.skip", defaultValue = "false")
    private boolean skip;

    /** Whether to print what would be done, on the host or in a registry, and change nothing. */
    @Parameter(property = "cfa.dryRun", defaultValue = "false")
    boolean dryRun;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    @Inject
    private SettingsDecrypter decrypter;

    @Inject
    private GoalRunner runner;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        runner.run(getLog(), skip, this::run);
    }

    /** Does the goal's work. */
    abstract void run() throws MojoFailureException;

    /** The names of our images. */
    final ImageNames names() {
        return new ImageNames(imagePrefix);
    }

    /** The image build that belongs to this run of Maven. */
    final BuildSession builds() {
        return new BuildSession(
                session,
                decrypter,
                BuildSession.Access.of(registryUser, allowInsecure, cacheDirectory, cacheSize),
                getLog());
    }
}
