package io.cfa.maven.rollout.swarm;

import io.cfa.maven.docker.swarm.SwarmCommands;
import io.cfa.maven.docker.swarm.SwarmService;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.docker.swarm.SwarmTask;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.lock.LostLockException;
import io.cfa.maven.rollout.execute.PlanExecutor;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Has Swarm look again at a service of which it has forgotten something; each matter once. Only what was so at two looks one after the other was forgotten, and is not
 * just being done.
 */
final class UpdateReminder {

    private final HostContext context;
    private final String project;
    private final Set<String> reminded = new HashSet<>();

    UpdateReminder(HostContext context, String project) {
        this.context = context;
        this.project = project;
    }

    void remind(List<String> services, SwarmState before, SwarmState now) {
        for (String name : services) {
            Optional<SwarmService> earlier = before.service(name);
            now.service(name).ifPresent(service -> {
                // Swarm ends by itself what it is just replacing
                if (isTooMany(service, now)
                        && earlier.filter(each -> isTooMany(each, before)).isPresent()
                        && reminded.add(name)) {
                    lookAgain(name, "have Swarm end a task too many of " + name, "More tasks run than are wanted.");
                }
                Optional<String> waitedFor = now.abandoned(service).map(SwarmTask::id);
                if (waitedFor.isPresent()
                        && waitedFor.equals(earlier.flatMap(before::abandoned).map(SwarmTask::id))
                        && reminded.add(waitedFor.get())) {
                    lookAgain(
                            name,
                            "have Swarm go on with the update of " + name
                                    + ", which waits for a task on a node that is gone",
                            "Its update waits for the task " + waitedFor.get() + ", whose node is gone.");
                }
            });
        }
    }

    private static boolean isTooMany(SwarmService service, SwarmState state) {
        return !service.isUpdating() && state.surplus(service) > 0;
    }

    /** Where that cannot be said to Swarm, it stays as it is, and the deadline ends the wait. */
    private void lookAgain(String service, String title, String otherwise) {
        try {
            new PlanExecutor(context)
                    .run(new Plan(
                            List.of(),
                            List.of(Step.of(
                                    title,
                                    SwarmCommands.lookAgain(
                                            project, service, context.sleeper().now()),
                                    otherwise + " Next: `docker service update --force " + project + "_" + service
                                            + "` at a manager"))));
        } catch (LostLockException e) {
            throw e;
        } catch (RolloutException e) {
            context.say(e.getMessage());
        }
    }
}
