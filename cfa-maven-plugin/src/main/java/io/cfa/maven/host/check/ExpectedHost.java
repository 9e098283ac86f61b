package io.cfa.maven.host.check;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.state.HostQuestions;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import java.util.Optional;

/**
 * What the repository expects of a host.
 *
 * @param stack   what should run
 * @param compose the repository's compose file
 * @param project the directory on the host, and the variables that this build sets
 * @param bundle  the repository's compose and env, for the host's to be compared with
 */
public record ExpectedHost(Stack stack, ComposeFile compose, ComposeProject project, Optional<Bundle> bundle) {

    /** Names the project. */
    public ExpectedHost {
        project = project.named(stack.projectName());
    }

    /** What to ask it. */
    public HostQuestions questions() {
        return HostQuestions.beforeARollout(stack, compose, project);
    }
}
