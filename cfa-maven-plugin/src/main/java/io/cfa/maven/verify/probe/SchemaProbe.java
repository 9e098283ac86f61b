package io.cfa.maven.verify.probe;

import io.cfa.maven.host.schema.ServiceSchema;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.schema.MigrationVersion;
import io.cfa.maven.schema.RequiredSchema;
import io.cfa.maven.schema.SchemaComparison;
import java.util.List;
import java.util.stream.Collectors;

/** Whether each service's database is what its image needs: an older image on a newer schema looks well until the first real call. */
public final class SchemaProbe {

    /** The name of its column. */
    public static final String NAME = "schema";

    private final List<ServiceSchema> schemas;

    public SchemaProbe(List<ServiceSchema> schemas) {
        this.schemas = schemas;
    }

    /** One result for each service whose image says which schema it needs. */
    public List<ProbeResult> results() {
        return schemas.stream().map(SchemaProbe::result).toList();
    }

    private static ProbeResult result(ServiceSchema schema) {
        if (schema.comparison().isEmpty()) {
            return ProbeResult.unknown(
                    schema.service(),
                    NAME,
                    "unknown",
                    new Finding(
                            schema.service(),
                            "its schema is not known: " + schema.problem(),
                            "what the image needs",
                            "see cfa:logs of the database, and cfa:doctor"));
        }
        SchemaComparison comparison = schema.comparison().get();
        String versions = versions(schema.needs().orElseThrow());
        return switch (comparison.state()) {
            case EQUAL -> ProbeResult.passed(schema.service(), NAME, versions);
            case AHEAD_READABLE -> ProbeResult.passed(schema.service(), NAME, versions + ", db ahead");
            case BEHIND ->
                failed(schema, "behind", comparison, "see cfa:logs of the service: its migration waits or failed");
            case AHEAD ->
                failed(
                        schema,
                        "db ahead",
                        comparison,
                        "roll out a release that knows it; this one may refuse or lose what its callers write");
            case FAILED ->
                failed(
                        schema,
                        "failed",
                        comparison,
                        "see cfa:logs of the service, mend what the migration met, then `flyway repair` or roll out a release that mends it");
            case CHANGED ->
                failed(
                        schema,
                        "changed",
                        comparison,
                        "roll out the release whose migration ran; a migration never changes once it ran");
        };
    }

    private static ProbeResult failed(ServiceSchema schema, String cell, SchemaComparison comparison, String next) {
        return ProbeResult.failed(
                schema.service(),
                NAME,
                cell,
                new Finding(schema.service(), comparison.detail(), "the schema that the image needs", next));
    }

    /** The newest version of each history, the service's own first: {@code 3} or {@code 3+1}. */
    private static String versions(RequiredSchema needs) {
        return needs.histories().keySet().stream()
                .map(table ->
                        needs.version(table).map(MigrationVersion::toString).orElse("0"))
                .collect(Collectors.joining("+"));
    }
}
