package io.cfa.maven.rollout.rehearsal;

import io.cfa.maven.docker.Container;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.schema.RequiredSchema;
import io.cfa.maven.schema.SchemaTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what a release does to the data of the one before: nothing of it is asked of a database, all stands in the images' labels.
 *
 * @param lines   for people, one for each service whose image needs another schema than the one that runs; nothing where either does not say
 * @param changes those of them that migrate
 */
public record SchemaChanges(List<String> lines, List<ServiceMigration> changes) {

    /** Nothing. */
    public static final SchemaChanges NONE = new SchemaChanges(List.of(), List.of());

    /** Copies. */
    public SchemaChanges {
        lines = List.copyOf(lines);
        changes = List.copyOf(changes);
    }

    /**
     * Compares labels.
     *
     * @param request what is rolled out
     * @param now     what runs
     */
    public static SchemaChanges of(RolloutRequest request, ContainerSnapshot now) {
        List<String> lines = new ArrayList<>();
        List<ServiceMigration> changes = new ArrayList<>();
        for (Service service : request.stack().builtHere()) {
            Digest digest = request.expected().get(service.name());
            Optional<Container> running = now.of(service.name()).stream().findFirst();
            Optional<RequiredSchema> before =
                    running.flatMap(container -> container.image().schema()).flatMap(SchemaChanges::read);
            if (digest == null || before.isEmpty() || now.runs(service.name(), digest)) {
                continue;
            }
            Optional<RequiredSchema> after = request.around()
                    .layers()
                    .label(service.image().withDigest(digest), RequiredSchema.LABEL)
                    .flatMap(SchemaChanges::read);
            if (after.isEmpty()) {
                lines.add(service.name() + "  schema: what the new image needs is not known");
                continue;
            }
            SchemaTransition transition = SchemaTransition.between(before.get(), after.get());
            SchemaTransition back = SchemaTransition.between(after.get(), before.get());
            String revision = running.flatMap(Container::revision).orElse("the release before");
            if (!transition.isNone()) {
                lines.add(transition.describe(service.name(), before.get(), after.get(), revision));
                changes.add(new ServiceMigration(service, running.get(), digest, after.get(), transition));
            } else if (!back.isNone()) {
                lines.add(service.name() + "  schema: the new image does not know "
                        + String.join(
                                ", ",
                                back.pending().stream()
                                        .map(migration -> migration.script())
                                        .toList())
                        + ", which ran for " + revision);
            }
        }
        return new SchemaChanges(lines, changes);
    }

    private static Optional<RequiredSchema> read(String label) {
        try {
            return Optional.of(RequiredSchema.of(label));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
