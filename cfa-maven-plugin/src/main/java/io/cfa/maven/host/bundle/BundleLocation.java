package io.cfa.maven.host.bundle;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.BundleFile;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.env.EnvFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The bundle as the repository has it, and where the host has its own.
 *
 * @param repository the repository's files
 * @param project    the directory on the host, with the variables that a rollout sets
 * @param ofHost     whether they are copies of the host's, which cannot differ from it
 */
public record BundleLocation(Bundle repository, ComposeProject project, boolean ofHost) {

    private static final String PUBLIC_HOST = "PUBLIC_HOST";

    /** With files that are the repository's. */
    public BundleLocation(Bundle repository, ComposeProject project) {
        this(repository, project, false);
    }

    /** The name or address that browsers reach the host by, as the env file says it. */
    public Optional<String> publicHost() {
        String text = Optional.ofNullable(repository.files().get(Stack.ENV_FILE))
                .flatMap(BundleFile::text)
                .orElse("");
        return EnvFile.parse(Path.of(Stack.ENV_FILE), text.lines().toList()).get(PUBLIC_HOST);
    }
}
