package io.cfa.maven.rollout.rollback;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.host.schema.ObservedSchemas;
import io.cfa.maven.host.schema.ServiceSchema;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Stack;
import io.cfa.maven.rollout.rehearsal.DumpedDatabase;
import io.cfa.maven.rollout.rehearsal.RehearsalProgram;
import io.cfa.maven.rollout.rehearsal.RowsWrittenSince;
import io.cfa.maven.schema.SchemaComparison.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Refuses to go back over a migration that the older images are not certain to live with, unless the data goes back too. */
final class SchemaGuard {

    private final HostContext context;
    private final SchemaPolicy policy;
    private final RehearsalProgram program;

    SchemaGuard(HostContext context, SchemaPolicy policy, RehearsalProgram program) {
        this.context = context;
        this.policy = policy;
        this.program = program;
    }

    /**
     * Says what lies between each database and the image that would run on it.
     *
     * @return the databases to restore, where the data goes back too
     * @throws RolloutException where the older images are not certain to live with it, and nothing was said for that case
     */
    List<DumpedDatabase> check(ContainerSnapshot now, ReleaseLog log, Stack stack, Release target) {
        Map<String, String> doubtful = doubtful(now, stack, target);
        doubtful.values().forEach(context.progress());
        if (doubtful.isEmpty() || policy == SchemaPolicy.ACCEPT) {
            return List.of();
        }
        List<DumpedDatabase> dumped = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (String service : doubtful.keySet()) {
            dump(log, service, target.images().get(service))
                    .flatMap(dump -> DumpedDatabase.of(now, service, dump))
                    .ifPresentOrElse(dumped::add, () -> without.add(service));
        }
        dumped.forEach(this::tellWhatWouldBeLost);
        String head = "the images of " + target.revision() + " are not certain to live with the schema of "
                + doubtful.size() + (doubtful.size() == 1 ? " database" : " databases")
                + ", as listed above: they may refuse, or lose, what callers write. ";
        if (!without.isEmpty()) {
            throw new RolloutException(
                    head + "Nothing was changed, and no release of the log has a dump from before of "
                            + String.join(", ", without) + ". Next: roll out a release that"
                            + " knows the schema; or, knowing better, run it again with -Dcfa.acceptSchema; or bring the data back too, with"
                            + " cfa:restore of a backup from before");
        }
        if (policy == SchemaPolicy.REFUSE) {
            throw new RolloutException(head
                    + "Nothing was changed. Next: roll out a release that knows the schema; or, knowing better, run it"
                    + " again with -Dcfa.acceptSchema; or bring the data of before back too, without what was written since, with"
                    + " -Dcfa.withData");
        }
        return dumped;
    }

    private Map<String, String> doubtful(ContainerSnapshot now, Stack stack, Release target) {
        Map<String, String> doubtful = new TreeMap<>();
        for (ServiceSchema schema : ObservedSchemas.with(context.host(), now, stack.services(), target.images())) {
            Optional<State> state = schema.comparison().map(comparison -> comparison.state());
            String detail = schema.service() + "  "
                    + schema.comparison().map(comparison -> comparison.detail()).orElse(schema.problem());
            if (state.filter(State.AHEAD_READABLE::equals).isPresent()) {
                context.say(detail + ", and lives with");
            } else if (state.filter(known -> known == State.EQUAL || known == State.BEHIND)
                    .isEmpty()) {
                doubtful.put(schema.service(), detail);
            }
        }
        return doubtful;
    }

    /** The newest that was made while the service ran what it shall run again. */
    private static Optional<String> dump(ReleaseLog log, String service, Digest image) {
        return log.last(log.attempts().size()).stream()
                .flatMap(release -> release.data().stream())
                .filter(data -> data.rehearsed().containsKey(service)
                        && data.rehearsed().get(service).from().equals(image))
                .map(data -> data.dump())
                .findFirst();
    }

    private void tellWhatWouldBeLost(DumpedDatabase database) {
        try {
            List<String> written = new RowsWrittenSince(context.host(), program).of(database);
            context.say("written by " + database.service() + " since the dump " + database.dump() + ": "
                    + (written.isEmpty() ? "no table has other rows" : String.join("; ", written))
                    + " (rows that were changed are not counted)");
        } catch (IllegalArgumentException e) {
            throw new RolloutException(e.getMessage() + ". Nothing was changed. Next: cfa:restore of a backup", e);
        }
    }
}
