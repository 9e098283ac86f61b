package io.cfa.maven.rollout.rehearsal;

import io.cfa.maven.remote.Result;
import io.cfa.maven.schema.InstalledSchema;
import io.cfa.maven.schema.SchemaComparison;
import io.cfa.maven.schema.SchemaComparison.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what a rehearsal printed: lines for people, and what the copy says of its schema as JSON. */
final class RehearsalVerdict {

    private RehearsalVerdict() {}

    /** What the copy says of itself must be what the new image needs: one that is ready and migrated nothing is not believed. */
    static Optional<String> problem(ServiceMigration change, Result result) {
        String name = change.running().database().orElseThrow().name();
        String rows = json(result) + "{\"asked\":\"" + name + "\"}\n";
        try {
            InstalledSchema has = InstalledSchema.byDatabase(rows).get(name);
            SchemaComparison comparison = SchemaComparison.of(change.after(), has, Optional.empty());
            return comparison.state() == State.EQUAL
                    ? Optional.empty()
                    : Optional.of("the new image is ready, and the copy has another schema than its label says: "
                            + comparison.detail());
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static String json(Result result) {
        return (result.output() + result.error())
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** What it said for people. */
    static List<String> told(Result result) {
        return (result.output() + result.error())
                .lines()
                .filter(line -> !line.startsWith("{") && !line.isBlank())
                .toList();
    }
}
