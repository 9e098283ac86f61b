package io.cfa.maven.rollout.rehearsal;

import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.DatabaseAddress;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.host.state.LocalImage;
import io.cfa.maven.host.token.TokenRequest;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.compose.ComposeExtensions;
import io.cfa.maven.remote.Command;
import io.cfa.maven.rollout.plan.DataSteps;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.rollout.plan.Step;
import io.cfa.maven.schema.InstalledSchema;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the steps that try each migration of a release on a copy of its database before anything is replaced: a dump of the live database, which
 * stays as that of the release, a copy of it in a server of its own, the new image on that, then the one that runs. Asks and changes nothing itself.
 */
public final class RehearsalPlanner {

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration DUMP = Duration.ofMinutes(30);
    private static final Duration COPY = Duration.ofMinutes(20);
    private static final String UNTOUCHED = "No container was changed, and no database.";

    private final RolloutRequest request;
    private final ContainerSnapshot now;
    private final RehearsalOptions options;
    private final String id;
    private final SchemaChanges schemas;
    private final List<ServiceMigration> changes;
    private final RehearsalProgram program;
    private final ComposeExtensions extensions;

    /** Plans what a release changes, for a rollout that begins now. */
    public RehearsalPlanner(RolloutRequest request, ContainerSnapshot now, RehearsalOptions options, Instant begin) {
        this.request = request;
        this.schemas = SchemaChanges.of(request, now);
        this.now = now;
        this.options = options;
        this.id = ID.format(begin);
        this.changes = options.wanted()
                ? schemas.changes().stream()
                        .filter(change -> obstacle(change).isEmpty())
                        .toList()
                : List.of();
        this.program = new RehearsalProgram(request.project(), request.stack().projectName());
        this.extensions = request.stack().extensions();
    }

    /** What the dumps of this release are called; absent where there are none. */
    public Optional<String> dump() {
        return changes.isEmpty() ? Optional.empty() : Optional.of(id);
    }

    /** The manifest digest of what runs of a service, where it has one. */
    Optional<Digest> running(ServiceMigration change) {
        return now.digests(change.running()).stream().findFirst();
    }

    /** The directory of compose and env. */
    String directory() {
        return request.project().directory();
    }

    /** What is rehearsed. */
    public List<ServiceMigration> changes() {
        return changes;
    }

    /** What the rollout does for data. */
    public DataSteps steps() {
        return new DataSteps(Stream.concat(schemas.lines().stream(), lines()).toList(), before(), undo());
    }

    /** A line for each service, for people: that it is rehearsed, or why not. */
    private Stream<String> lines() {
        return schemas.changes().stream()
                .map(change -> change.service().name() + "  data: "
                        + (options.wanted()
                                ? obstacle(change)
                                        .map(why -> "not rehearsed, and no dump: " + why)
                                        .orElse("dumped as .cfa/dumps/" + id + "/"
                                                + change.service().name() + ".dump, and rehearsed on a copy")
                                : "not rehearsed, and no dump: -Dcfa.rehearse=false"));
    }

    private Optional<String> obstacle(ServiceMigration change) {
        Container running = change.running();
        if (!running.isRunning() || running.healthCheck().isEmpty()) {
            return Optional.of("what runs of it has no health check, or does not run");
        }
        return running.database()
                .map(address -> now.isUp(address.host())
                        ? Optional.<String>empty()
                        : Optional.of("its database server " + address.host() + " is no service that runs here"))
                .orElse(Optional.of("no variable of its container says where its database is"));
    }

    /** What is done when the images lie on the host, and before a container is replaced. */
    private List<Step> before() {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        steps.add(program.install(UNTOUCHED));
        String part = ".cfa/dumps/" + id + ".part/";
        changes.forEach(change -> steps.add(Step.of(
                "dump the database of " + change.service().name() + ", and read the dump",
                program.call(
                        DUMP,
                        "dump",
                        part + change.service().name() + ".dump",
                        server(change),
                        address(change).name()),
                UNTOUCHED + " Next: make free disk space on the host; or, having a backup, add -Dcfa.rehearse=false")));
        changes.forEach(change -> steps.add(rehearsal(change, part)));
        steps.add(Step.of(
                "keep the dumps of this release, and the last " + options.kept(),
                program.call(
                        Duration.ofMinutes(5),
                        "keep",
                        id,
                        Integer.toString(options.kept()),
                        Integer.toString(options.megabytes())),
                UNTOUCHED));
        changes.forEach(change -> steps.add(Step.of(
                "stop and dump " + change.service().name() + " again, if it cannot live with the new schema",
                program.call(
                        DUMP,
                        "final_dump",
                        ".cfa/dumps/" + id,
                        change.service().name(),
                        change.running().id(),
                        server(change),
                        address(change).name(),
                        change.narrows() ? "narrows" : "widens"),
                UNTOUCHED + " Next: see with cfa:status that "
                        + change.service().name() + " runs")));
        return steps;
    }

    /** Starts again what was stopped for its last dump, where no container was replaced after that; nothing where that runs. */
    private List<Step> undo() {
        return changes.isEmpty()
                ? List.of()
                : List.of(Step.of(
                        "see that what was stopped runs",
                        Command.of("docker", "start")
                                .with(changes.stream()
                                        .map(change -> change.running().id())
                                        .toArray(String[]::new)),
                        "Next: `docker compose up --detach` on the host"));
    }

    private Step rehearsal(ServiceMigration change, String part) {
        Service service = change.service();
        String revision = change.running().revision().orElse("what runs");
        Command command = program.call(
                        COPY.plus(options.limit().multipliedBy(2)),
                        "rehearse",
                        program.rehearsed(),
                        part + service.name(),
                        service.name(),
                        server(change),
                        address(change).host(),
                        address(change).name(),
                        LocalImage.pin(service.image(), change.image()).toString(),
                        change.running().imageId().toString(),
                        Long.toString(options.limit().toSeconds()),
                        reachable(),
                        token(),
                        String.join(" ", extensions.reads().getOrDefault(service.name(), List.of())))
                .with(change.running().healthCheck().toArray(String[]::new))
                .env("QUERY", InstalledSchema.QUERY)
                .env("TOKEN_SCRIPT", TokenRequest.script());
        return Step.told(
                "rehearse " + service.name() + " on a copy: migrate it with " + request.revision() + ", start "
                        + revision + " on that",
                command,
                result -> RehearsalVerdict.problem(change, result),
                RehearsalVerdict::told,
                UNTOUCHED
                        + " Next: mend the migration in a commit of its own; or, knowing better, add -Dcfa.rehearse=false");
    }

    private DatabaseAddress address(ServiceMigration change) {
        return change.running().database().orElseThrow();
    }

    private String server(ServiceMigration change) {
        return now.of(address(change).host()).get(0).id();
    }

    private String reachable() {
        return extensions.reachable().stream()
                .flatMap(service -> now.of(service).stream()
                        .filter(Container::isRunning)
                        .map(container -> container.id() + "=" + service))
                .collect(Collectors.joining(" "));
    }

    /** The container that gives tokens, and what it is asked with; nothing where none runs. */
    private String token() {
        return extensions
                .token()
                .flatMap(source -> now.of(source.service()).stream()
                        .filter(Container::isRunning)
                        .map(container -> container.id() + " " + String.join(" ", TokenRequest.arguments(source)))
                        .findFirst())
                .orElse("");
    }
}
