package io.cfa.maven.host.schema;

import io.cfa.maven.docker.Container;
import io.cfa.maven.host.release.ReleaseData.Rehearsed;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Digest;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.schema.InstalledSchema;
import io.cfa.maven.schema.RequiredSchema;
import io.cfa.maven.schema.SchemaComparison;
import io.cfa.maven.schema.SchemaComparison.State;
import java.util.List;
import java.util.Optional;

/** What the host's release log says was seen when an image ran on a copy with a newer schema: that stands above what the statements look like. */
final class RehearsalEvidence {

    private static final String LOG =
            "d=$(docker container inspect --format '{{index .Config.Labels \"com.docker.compose.project.working_dir\"}}' \"$1\") && tail -c 1000000 \"$d/.cfa/releases.jsonl\"";

    private final ReleaseLog log;

    private RehearsalEvidence(ReleaseLog log) {
        this.log = log;
    }

    /** Reads the log of the project that a container is of. */
    static RehearsalEvidence of(RemoteHost host, Container container) {
        return new RehearsalEvidence(ReleaseLog.parse(
                host.run(Command.of("sh", "-c", LOG, "sh", container.id())).output()));
    }

    /**
     * The comparison in the light of what was seen; the same where nothing was.
     *
     * @param image  that runs, or would run
     * @param has    what its database has
     * @param known  the schemas of the images that lie on the host: which of them the database has is what the rehearsal must have been of
     */
    SchemaComparison weigh(
            SchemaComparison comparison,
            String service,
            Digest image,
            InstalledSchema has,
            List<RequiredSchema> known) {
        Optional<Rehearsed> seen = log.last(log.attempts().size()).stream()
                .flatMap(release -> release.data().stream())
                .flatMap(data -> Optional.ofNullable(data.rehearsed().get(service)).stream())
                .filter(each -> each.from().equals(image))
                .filter(each -> known.stream()
                        .filter(schema -> ObservedState.sha256(schema.toJson()).equals(each.schema()))
                        .anyMatch(schema -> SchemaComparison.of(schema, has, Optional.empty())
                                        .state()
                                == State.EQUAL))
                .findFirst();
        return seen.map(each -> each.lives()
                        ? new SchemaComparison(
                                State.AHEAD_READABLE, comparison.detail() + ", and ran with in a rehearsal")
                        : new SchemaComparison(
                                State.AHEAD,
                                comparison.detail() + ", and did not live with in a rehearsal: " + each.why()))
                .orElse(comparison);
    }
}
