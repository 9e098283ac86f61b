package io.cfa.maven.rollout.plan;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.check.ExpectedHost;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.remote.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * What to roll out.
 *
 * @param revision  the commit, as the image tag names it
 * @param stack     what should run, from the repository's files
 * @param compose   the repository's compose file
 * @param project   the directory on the host, and the variables that this rollout sets
 * @param expected  the manifest digest that each of our services shall run
 * @param login     the credential for the registry of our images; without one the host's own is used
 * @param around    what else is known
 */
public record RolloutRequest(
        String revision,
        Stack stack,
        ComposeFile compose,
        ComposeProject project,
        Map<String, Digest> expected,
        Optional<Login> login,
        RolloutOptions around) {

    /** Copies. */
    public RolloutRequest {
        expected = Map.copyOf(expected);
        project = project.named(stack.projectName());
    }

    /** By somebody, with nothing else known. */
    public RolloutRequest(
            String revision,
            Stack stack,
            ComposeFile compose,
            ComposeProject project,
            Map<String, Digest> expected,
            Optional<Login> login) {
        this(revision, stack, compose, project, expected, login, RolloutOptions.of(System.getProperty("user.name")));
    }

    /** What the repository expects of the host. */
    public ExpectedHost expectedHost() {
        return new ExpectedHost(stack, compose, project, around.bundle());
    }

    /** The same, with what else is known. */
    public RolloutRequest with(RolloutOptions circumstances) {
        return new RolloutRequest(revision, stack, compose, project, expected, login, circumstances);
    }

    /**
     * A credential of a registry.
     *
     * @param registry host and port
     * @param user     the user
     * @param password goes through standard input only
     */
    public record Login(String registry, String user, Secret password) {

        /** The pipeline's credential, for the host; a person's host has its own. */
        public static Optional<Login> of(Map<String, String> environment) {
            String registry = environment.get("CI_REGISTRY");
            String user = environment.get("CI_REGISTRY_USER");
            String password = environment.get("CI_REGISTRY_PASSWORD");
            return registry == null || user == null || password == null
                    ? Optional.empty()
                    : Optional.of(new Login(registry, user, Secret.of(password)));
        }
    }
}
