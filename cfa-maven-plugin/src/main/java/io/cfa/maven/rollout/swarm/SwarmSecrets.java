package io.cfa.maven.rollout.swarm;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.swarm.SecretVersions;
import io.cfa.maven.docker.swarm.SwarmInfo;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.lock.HostCommandLock;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.rollout.execute.PlanExecutor;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.Step;
import io.cfa.maven.verify.swarm.ManagerRefusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Secrets that are the swarm's already need no file at a further manager, and must not have one with another content: the managers of a swarm have one
 * database between them.
 */
public final class SwarmSecrets {

    private final HostContext context;
    private final ComposeProject project;
    private final String stack;

    /** Of a stack, by way of one manager. */
    public SwarmSecrets(HostContext context, ComposeProject project, String stack) {
        this.context = context;
        this.project = project;
        this.stack = stack;
    }

    /** The paths of those files that a manager does not need, as the swarm has their content; none where the host is in no swarm yet. */
    public Set<String> known(ComposeFile compose) {
        List<String> names = names();
        return compose.secretFiles().stream()
                .filter(secret -> names.contains(secret.name()))
                .map(ComposeFile.SecretFile::confined)
                .collect(Collectors.toSet());
    }

    private List<String> names() {
        try {
            return SecretVersions.known(stack).ask(context.host()).stream()
                    .map(SecretVersions.Known::secret)
                    .toList();
        } catch (CommandFailedException e) {
            return List.of();
        }
    }

    /** Makes versions of the manager's files in the swarm, where it has none with their content; their content goes through a pipe there. */
    public void publish() {
        SwarmInfo info = SwarmInfo.query().ask(context.host());
        if (ManagerRefusal.of(context.host().name(), info).isPresent()) {
            context.say(
                    context.host().name()
                            + ": the secrets stay files there until it is a manager of a swarm: the first rollout brings them to it");
            return;
        }
        Map<String, String> files = SecretVersions.files(project.configuration().ask(context.host()));
        SecretVersions versions = SecretVersions.choose(
                stack,
                files,
                SecretVersions.fingerprints(info.cluster(), files).ask(context.host()),
                SecretVersions.known(stack).ask(context.host()));
        if (!versions.made().isEmpty()) {
            new PlanExecutor(context)
                    .run(new Plan(
                            List.of(),
                            List.of(Step.of(
                                    "make " + versions.made().size() + " versions of secrets in the swarm",
                                    HostCommandLock.of(project.directory(), versions.create(stack, info.cluster())),
                                    "What runs is not touched by this"))));
        }
    }
}
