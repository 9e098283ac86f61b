package io.cfa.maven.rollout.rehearsal;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.release.ReleaseData;
import io.cfa.maven.host.schema.ObservedSchemas;
import io.cfa.maven.host.schema.ServiceSchema;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Stack;
import io.cfa.maven.rollout.plan.Step;
import io.cfa.maven.schema.SchemaComparison.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which databases go back with a rollout that failed: those that its migration made unreadable to the release before, and of those only where the new
 * release was never ready and no table has more rows than the dump. What users wrote is never dropped without being asked.
 */
public final class FailedMigrationReturn {

    private final HostContext context;
    private final Stack stack;
    private final RehearsalProgram program;
    private final String directory;

    /** For one project. */
    public FailedMigrationReturn(HostContext context, Stack stack, RehearsalProgram program, String directory) {
        this.context = context;
        this.stack = stack;
        this.program = program;
        this.directory = directory;
    }

    /** The steps that restore them, before the images go back; says of the others why they stay. */
    public List<Step> steps(Optional<ReleaseData> done) {
        if (done.isEmpty() || done.get().imagesAloneGoBack()) {
            return List.of();
        }
        ReleaseData data = done.get();
        List<DumpedDatabase> restored = new ArrayList<>();
        ContainerSnapshot now = ContainerSnapshot.of(context.host(), stack.projectName());
        data.rehearsed().forEach((service, seen) -> {
            if (!seen.lives() && hasChanged(now, service, seen)) {
                DumpedDatabase.of(now, service, data.dump())
                        .filter(this::isUnused)
                        .ifPresent(restored::add);
            }
        });
        return new DumpRestorePlanner(program, directory)
                .steps(restored, context.sleeper().now());
    }

    private boolean hasChanged(ContainerSnapshot now, String service, ReleaseData.Rehearsed seen) {
        List<ServiceSchema> schemas =
                ObservedSchemas.with(context.host(), now, stack.services(), Map.of(service, seen.from()));
        return schemas.stream()
                .flatMap(schema -> schema.comparison().stream())
                .anyMatch(comparison -> comparison.state() != State.EQUAL && comparison.state() != State.BEHIND);
    }

    private boolean isUnused(DumpedDatabase database) {
        RowsWrittenSince rows = new RowsWrittenSince(context.host(), program);
        try {
            List<String> written = rows.of(database);
            boolean ready = !rows.wasNeverReady(stack.projectName(), database.service());
            if (!ready && !RowsWrittenSince.any(written)) {
                return true;
            }
            context.say("the data of " + database.service() + " stays as the new release left it, as "
                    + (ready ? "that was ready for a while" : "rows were written since") + ": "
                    + String.join("; ", written)
                    + ". Next: roll out a release that knows the schema, or cfa:rollback -Dcfa.withData");
        } catch (IllegalArgumentException e) {
            context.say("the data of " + database.service() + " stays as the new release left it: " + e.getMessage());
        }
        return false;
    }
}
