package io.cfa.maven.verify.swarm;

import io.cfa.maven.host.check.CheckResult;
import io.cfa.maven.report.Finding;
import java.util.Optional;

/**
 * What kind of credential a rollout from here would store in the swarm, for nodes that pull later: a job's own ends with the job, and a node that comes back
 * the day after cannot pull then. The kind is told by the user's name.
 *
 * <p>Source: GitLab's documentation of the container registry, "Authenticate with the container registry", and of deploy tokens, whose users are {@code
 * gitlab+deploy-token-ID} unless another name was given.
 */
final class StoredCredential {

    private static final String SUBJECT = "credential";
    private static final String JOB = "gitlab-ci-token";
    private static final String NEXT =
            "make a deploy token with read_registry and without an end (Settings, Repository, Deploy tokens), and"
                    + " `docker login` with it at each manager; roll out once more from there, or with CI_REGISTRY_USER and"
                    + " CI_REGISTRY_PASSWORD of it";

    private StoredCredential() {}

    static CheckResult check(Optional<String> user) {
        if (user.isEmpty()) {
            return CheckResult.passed(SUBJECT, "that of the manager's own docker login");
        }
        if (user.get().equals(JOB)) {
            return CheckResult.warning(
                    SUBJECT,
                    "ends with the job",
                    new Finding(
                            "CI_REGISTRY_USER",
                            JOB
                                    + ": a token that ends with its job is stored in the swarm, and a node that pulls later is refused",
                            "one that does not end and only reads",
                            NEXT));
        }
        return user.get().matches("gitlab\\+deploy-token-[0-9]+|gitlab-deploy-token")
                ? CheckResult.passed(SUBJECT, "a deploy token; its end stands in the project's settings")
                : CheckResult.passed(SUBJECT, "of " + user.get() + "; whether it ends cannot be told from here");
    }
}
