package io.cfa.maven.rollout.rehearsal;

import io.cfa.maven.host.lock.HostCommandLock;
import io.cfa.maven.remote.Command;
import io.cfa.maven.rollout.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Makes the steps that put dumps in the place of databases: the services stopped, what they wrote until then dumped too, the dumps restored. */
public final class DumpRestorePlanner {

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final String STOPPED =
            "The services whose data is restored are stopped; their databases are whole, and as they were or as the dump has them. Next: run it"
                    + " again, or `docker compose up --detach` on the host";
    private static final String EVERYTHING = "1000000";

    private final RehearsalProgram program;
    private final String directory;

    /** For the directory of compose and env. */
    public DumpRestorePlanner(RehearsalProgram program, String directory) {
        this.program = program;
        this.directory = directory;
    }

    /** The steps, for a return that begins now; nothing where there is nothing to restore. */
    public List<Step> steps(List<DumpedDatabase> databases, Instant now) {
        if (databases.isEmpty()) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        steps.add(program.install("Nothing was changed."));
        steps.add(Step.of(
                "stop "
                        + String.join(
                                ", ",
                                databases.stream().map(DumpedDatabase::service).toList()),
                HostCommandLock.toItsEnd(
                        directory,
                        Command.of("docker", "stop")
                                .with(databases.stream()
                                        .map(DumpedDatabase::container)
                                        .toArray(String[]::new))
                                .within(Duration.ofMinutes(3))),
                STOPPED));
        String present = ID.format(now);
        databases.forEach(each -> steps.add(Step.of(
                "dump the present state of " + each.service() + " as .cfa/dumps/" + present,
                program.call(
                        LIMIT,
                        "dump",
                        ".cfa/dumps/" + present + ".part/" + each.service() + ".dump",
                        each.server(),
                        each.database()),
                STOPPED)));
        // which is as good as any other: none is removed for it
        steps.add(Step.of("keep that", program.call(LIMIT, "keep", present, EVERYTHING, EVERYTHING), STOPPED));
        databases.forEach(each -> steps.add(Step.of(
                "restore the database of " + each.service() + " from " + each.directory(),
                program.call(LIMIT, "restore", each.directory(), each.service(), each.server(), each.database()),
                STOPPED)));
        return steps;
    }
}
