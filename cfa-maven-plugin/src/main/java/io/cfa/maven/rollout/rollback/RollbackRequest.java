package io.cfa.maven.rollout.rollback;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.rollout.plan.RolloutOptions;
import java.util.Optional;

/**
 * What to roll back to.
 *
 * @param release    the commit, or enough of it; where absent, the verified release before the running one
 * @param withBundle whether compose and env become those of that release too
 * @param schema     what is done where images are not certain to live with the schema of their database
 * @param stack      what should run, from the repository's files
 * @param compose    the repository's compose file
 * @param project    the directory on the host, and the variables that are set
 * @param around     what else is known
 */
public record RollbackRequest(
        Optional<String> release,
        boolean withBundle,
        SchemaPolicy schema,
        Stack stack,
        ComposeFile compose,
        ComposeProject project,
        RolloutOptions around) {

    /** Names the project. */
    public RollbackRequest {
        project = project.named(stack.projectName());
    }
}
