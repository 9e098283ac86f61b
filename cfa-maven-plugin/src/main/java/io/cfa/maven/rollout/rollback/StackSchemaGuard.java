package io.cfa.maven.rollout.rollback;

import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.SwarmReleaseLog;
import io.cfa.maven.host.schema.ServiceSchema;
import io.cfa.maven.host.schema.StackSchemas;
import io.cfa.maven.model.Stack;
import io.cfa.maven.schema.SchemaComparison.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Refuses to bring older images back to a swarm over a schema that they are not certain to live with, by what the release log remembers of their labels. A dump to bring the data back too is not made
 * on a swarm.
 *
 * @param context with a manager
 * @param stack   that goes back
 * @param log     of the swarm
 */
public record StackSchemaGuard(HostContext context, Stack stack, SwarmReleaseLog log) {

    /**
     * Says what lies between each database and the image that would run on it.
     *
     * @throws RolloutException where an older image is not certain to live with it, or that is not known
     */
    public void check(Release target) {
        SwarmState now = SwarmState.of(stack.projectName()).ask(context.host());
        StackSchemas schemas = StackSchemas.of(stack.projectName(), now, stack.builtHere());
        List<String> doubts = new ArrayList<>();
        Map<String, String> labels = new TreeMap<>();
        Map<String, List<String>> known = new TreeMap<>();
        for (String service : schemas.services()) {
            Optional.ofNullable(target.images().get(service))
                    .flatMap(image -> log.schema(service, image))
                    .ifPresentOrElse(
                            label -> labels.put(service, label),
                            () -> doubts.add(
                                    service + "  the release log does not say which schema its image of then needs"));
            known.put(service, log.schemas(service));
        }
        if (doubts.isEmpty()) {
            schemas.ask(context.host()).ifPresent(doubts::add);
            schemas.compare(labels, known).forEach(schema -> doubt(schema).ifPresent(doubts::add));
        }
        if (!doubts.isEmpty()) {
            doubts.forEach(context.progress());
            throw new RolloutException("the images of " + target.revision()
                    + " are not certain to live with the schemas of their databases, as listed above: they may refuse, or lose, what callers"
                    + " write. Nothing was changed. Next: roll out a release that knows the schema; or see with `git log` whether a migration lies"
                    + " between, and where the older images live with it run it again with -Dcfa.acceptSchema");
        }
    }

    private Optional<String> doubt(ServiceSchema schema) {
        Optional<State> state = schema.comparison().map(comparison -> comparison.state());
        String detail = schema.service() + "  "
                + schema.comparison().map(comparison -> comparison.detail()).orElse(schema.problem());
        if (state.filter(State.AHEAD_READABLE::equals).isPresent()) {
            context.say(detail + ", and lives with");
        }
        return state.filter(known -> known == State.EQUAL || known == State.BEHIND || known == State.AHEAD_READABLE)
                        .isPresent()
                ? Optional.empty()
                : Optional.of(detail);
    }
}
