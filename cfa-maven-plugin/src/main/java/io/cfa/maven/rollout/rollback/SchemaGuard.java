package io.cfa.maven.rollout.rollback;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.schema.ObservedSchemas;
import io.cfa.maven.host.schema.ServiceSchema;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Stack;
import io.cfa.maven.schema.SchemaComparison.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Refuses to roll back over a migration that the older images are not certain to live with: a rollback brings images back, and no data. */
final class SchemaGuard {

    private final HostContext context;
    private final boolean accepted;

    /**
     * A guard.
     *
     * @param accepted whether somebody said that the older images do live with it
     */
    SchemaGuard(HostContext context, boolean accepted) {
        this.context = context;
        this.accepted = accepted;
    }

    /**
     * Says what lies between each database and the image that would run on it.
     *
     * @throws RolloutException where that is not certain to go well, unless it was accepted
     */
    void check(ContainerSnapshot now, Stack stack, Release target) {
        List<String> doubtful = new ArrayList<>();
        for (ServiceSchema schema : ObservedSchemas.with(context.host(), now, stack.services(), target.images())) {
            Optional<State> state = schema.comparison().map(comparison -> comparison.state());
            String detail = schema.service() + "  "
                    + schema.comparison().map(comparison -> comparison.detail()).orElse(schema.problem());
            if (state.filter(State.AHEAD_READABLE::equals).isPresent()) {
                context.say(detail + ", and lives with");
            } else if (state.filter(known -> known == State.EQUAL || known == State.BEHIND)
                    .isEmpty()) {
                doubtful.add(detail);
            }
        }
        doubtful.forEach(context.progress());
        if (!doubtful.isEmpty() && !accepted) {
            throw new RolloutException(
                    "the images of " + target.revision() + " are not certain to live with the schema of "
                            + doubtful.size() + (doubtful.size() == 1 ? " database" : " databases")
                            + ", as listed above: they may refuse, or lose, what callers write. Nothing was changed. Next: roll out a release that"
                            + " knows the schema; or, knowing better, run it again with -Dcfa.acceptSchema; or bring the data back too, with"
                            + " cfa:restore of a backup from before");
        }
    }
}
