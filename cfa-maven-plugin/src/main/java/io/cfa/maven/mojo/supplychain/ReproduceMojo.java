package io.cfa.maven.mojo.supplychain;

import io.cfa.maven.git.Worktree;
import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.mojo.service.ReactorDirectories;
import io.cfa.maven.mojo.session.BuildSession;
import io.cfa.maven.mojo.session.GoalRunner;
import io.cfa.maven.mojo.session.RequiredParameter;
import io.cfa.maven.mojo.session.SessionEnvironment;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Builds a pushed commit again in a clean worktree, with a Maven of its own that is told no secret, and compares the images with those of the registry, layer
 * by layer; names the first file of each that is another. Pushes nothing, and changes neither the clone nor this machine's Maven repository.
 *
 * <p>Examples:
 *
 * <ul>
 *   <li>{@code ./mvnw cfa:reproduce -Dcfa.revision=1a2b3c4d}
 * </ul>
 */
@Mojo(name = "reproduce", aggregator = true, threadSafe = true)
public final class ReproduceMojo extends AbstractMojo {

    /** The commit that was pushed; enough of its hash. */
    @Parameter(property = "cfa.revision", defaultValue = "${env.CI_COMMIT_SHORT_SHA}")
    private String revision;

    /** The registry and path that all images are under, such as {@code registry.example/cfa/backend}. */
    @Parameter(property = "cfa.imagePrefix", defaultValue = "${env.CI_REGISTRY_IMAGE}")
    private String imagePrefix;

    /** The user at that registry, whose password is in the environment variable CFA_REGISTRY_PASSWORD. */
    @Parameter(property = "cfa.registryUser")
    private String registryUser;

    /** Whether plain http, and a certificate that nobody vouches for, are allowed to a registry that is not on this machine. */
    @Parameter(property = "cfa.allowInsecure", defaultValue = "false")
    private boolean allowInsecure;

    /** What is kept from run to run of what registries answered; the build has a cache of its own, and begins with nothing. */
    @Parameter(property = "cfa.cacheDirectory", defaultValue = "${user.home}/.cache/cfa")
    private String cacheDirectory;

    /** For how many seconds each of the two builds may run: that of the plugin, and that of the images. */
    @Parameter(property = "cfa.reproduceTimeout", defaultValue = "1800")
    private int reproduceTimeout;

    /** Where the output of the builds goes. */
    @Parameter(
            property = "cfa.reproduceLog",
            defaultValue = "${maven.multiModuleProjectDirectory}/target/cfa/reproduce.log")
    private File reproduceLog;

    /** Whether to print what would be run, and do nothing. */
    @Parameter(property = "cfa.dryRun", defaultValue = "false")
    private boolean dryRun;

    /** Whether the goal does nothing. */
    @Parameter(property = "cfa.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Inject
    private SettingsDecrypter decrypter;

    @Inject
    private GoalRunner runner;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        runner.run(getLog(), skip, this::reproduce);
    }

    private void reproduce() {
        Path root = BuildSession.root(session);
        String prefix = RequiredParameter.of(
                imagePrefix,
                "cfa.imagePrefix",
                "where the images are, neither there nor by CI_REGISTRY_IMAGE",
                "REGISTRY/PATH");
        String commit = Worktree.commit(
                root, RequiredParameter.of(revision, "cfa.revision", "which commit is built again", "COMMIT"));
        ImageBuild build = new BuildSession(
                        session,
                        decrypter,
                        BuildSession.Access.of(registryUser, allowInsecure, cacheDirectory),
                        getLog())
                .open(ImageReference.of(prefix + "/any").registry());
        ReactorDirectories directories = new ReactorDirectories(session);
        Reproduction reproduction =
                new Reproduction(root, directories.services(), directories.plugin(), build::published, getLog()::info);
        Reproduction.Request request = new Reproduction.Request(
                commit,
                prefix,
                directories.repositories(),
                new Rebuild(
                        SessionEnvironment.of(session), reproduceLog.toPath(), Duration.ofSeconds(reproduceTimeout)));
        if (dryRun) {
            reproduction.describe(request).forEach(getLog()::info);
        } else {
            reproduction.run(request);
        }
    }
}
