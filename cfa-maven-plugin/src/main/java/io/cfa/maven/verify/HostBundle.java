package io.cfa.maven.verify;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.model.Bundle;

/**
 * The bundle as the repository has it, and where the host has its own.
 *
 * @param repository the repository's files
 * @param project    the directory on the host, with the variables that a rollout sets
 */
public record HostBundle(Bundle repository, ComposeProject project) {}
