package io.cfa.maven.mojo;

import io.cfa.maven.git.Git;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** A goal that talks to the host of a release, and to the registry of its images. */
abstract class ReleaseMojo extends HostMojo {

    /** The user at the registry of our images, whose password is in the environment variable CFA_REGISTRY_PASSWORD. */
    @Parameter(property = "cfa.registryUser")
    private String registryUser;

    /** Whether plain http, and a certificate that nobody vouches for, are allowed to a registry that is not on this machine. */
    @Parameter(property = "cfa.allowInsecure", defaultValue = "false")
    private boolean allowInsecure;

    /** What is kept from build to build: packed layers, and what was pulled of base images. */
    @Parameter(property = "cfa.cache", defaultValue = "${user.home}/.cache/cfa")
    private File cache;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    @Inject
    private SettingsDecrypter decrypter;

    /** What is checked out: the tag that a push gives to its images. */
    final Optional<String> checkedOut() {
        return new Git(Path.of(session.getExecutionRootDirectory()), getLog()::warn).shortRevision();
    }

    /** What the registries hold of the release. */
    final RegistryImages images() {
        return new RegistryImages(
                new BuildSession(session, decrypter, cache.toPath(), allowInsecure, getLog()),
                Optional.ofNullable(registryUser));
    }
}
