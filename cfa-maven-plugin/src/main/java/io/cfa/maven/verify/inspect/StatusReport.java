package io.cfa.maven.verify.inspect;

import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.DockerCommands;
import io.cfa.maven.docker.Durations;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.host.state.ContainerTrouble;
import io.cfa.maven.host.state.HostQuestions;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.PublishedPort;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.report.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what runs on the host and what was released there, without judging it. */
public final class StatusReport {

    private static final List<String> COLUMNS =
            List.of("SERVICE", "STATE", "HEALTH", "SINCE", "REVISION", "DIGEST", "RESTARTS", "MEMORY", "PORTS");
    private static final List<String> TROUBLE = List.of("CONTAINER", "FOUND", "NEXT");
    private static final List<String> RELEASE = List.of("AT", "REVISION", "OUTCOME", "BY", "PIPELINE");
    private static final String RELEASE_LOG = "/.cfa/releases.jsonl";
    private static final int SHOWN_RELEASES = 10;
    private static final int SHORT_REVISION = 8;
    private static final String NONE = "-";

    private final HostContext context;

    /** Asks a host. */
    public StatusReport(HostContext context) {
        this.context = context;
    }

    /**
     * What was seen: tables whose first rows are the headings.
     *
     * @param services  in the stack's order, then containers of others
     * @param troubles  containers that are not as they should be, each with what mends it
     * @param releases  the last ones, newest first
     * @param kept      backups, and dumps from before a change of a schema, newest first
     * @param directory of compose and env on the host
     */
    public record Tables(
            List<List<String>> services,
            List<List<String>> troubles,
            List<List<String>> releases,
            List<List<String>> kept,
            String directory) {

        /** All below each other, troubles and what is kept only where there is something, of lines that are not longer than a width. */
        public List<String> lines(int width) {
            List<String> lines = new ArrayList<>(TextTable.lines(services, 1, width));
            lines.add("");
            if (troubles.size() > 1) {
                // in whole: a command that is cut helps nobody
                troubles.stream()
                        .skip(1)
                        .map(row -> row.get(0) + "  " + row.get(1) + ". Next: " + row.get(2))
                        .forEach(lines::add);
                lines.add("");
            }
            if (releases.size() == 1) {
                lines.add("No release is recorded in " + directory + RELEASE_LOG + ".");
            } else {
                lines.addAll(TextTable.lines(releases, 1, width));
            }
            if (kept.size() > 1) {
                lines.add("");
                lines.addAll(TextTable.lines(kept, 1, width));
            }
            return lines;
        }

        /** All by their names. */
        public Map<String, List<List<String>>> byName() {
            Map<String, List<List<String>>> tables = new LinkedHashMap<>();
            tables.put("services", services);
            tables.put("troubles", troubles);
            tables.put("releases", releases);
            tables.put("backups", kept);
            return tables;
        }
    }

    /** Looks at the host once. */
    public Tables tables(Stack stack, String directory) {
        ObservedState observed = ObservedState.of(context.host(), HostQuestions.ofStatus(stack, directory));
        List<List<String>> releases = releases(observed.log());
        releases.add(0, RELEASE);
        List<List<String>> kept = new ArrayList<>(List.of(KeptData.COLUMNS));
        kept.addAll(KeptData.query(directory).ask(context.host()));
        ContainerSnapshot now = observed.containers();
        return new Tables(services(stack, now), troubles(stack, now), releases, kept, directory);
    }

    private static List<List<String>> troubles(Stack stack, ContainerSnapshot now) {
        List<List<String>> rows = new ArrayList<>(List.of(TROUBLE));
        ContainerTrouble.in(now, stack.services()).stream()
                .map(trouble -> List.of(trouble.container().name(), trouble.found(), trouble.next()))
                .forEach(rows::add);
        return rows;
    }

    private List<List<String>> services(Stack stack, ContainerSnapshot now) {
        List<String> running = now.containers().stream()
                .filter(Container::isRunning)
                .map(Container::id)
                .toList();
        Map<String, String> memory =
                running.isEmpty() ? Map.of() : DockerCommands.memory(running).ask(context.host());
        List<List<String>> rows = new ArrayList<>();
        rows.add(COLUMNS);
        Stream.concat(
                        stack.services().stream().map(Service::name),
                        now.containers().stream().map(Container::service))
                .distinct()
                .forEach(service -> {
                    List<Container> containers = now.of(service);
                    containers.forEach(container -> rows.add(row(container, ports(stack, container), now, memory)));
                    if (containers.isEmpty()) {
                        rows.add(List.of(service, "missing", NONE, NONE, NONE, NONE, NONE, NONE, NONE));
                    }
                });
        return rows;
    }

    /** At which ports of the host it is reached: its own, and those that the edge takes requests for it at. */
    private static String ports(Stack stack, Container container) {
        return ports(Stream.concat(
                        container.ports().stream(),
                        stack.services().stream()
                                .filter(service ->
                                        container.isRunning() && service.name().equals(container.service()))
                                .flatMap(service -> service.ingress().ports().stream()))
                .distinct()
                .toList());
    }

    private List<String> row(Container container, String ports, ContainerSnapshot now, Map<String, String> memory) {
        String since = Durations.describe(
                Duration.between(container.startedAt(), context.sleeper().now()));
        return List.of(
                container.service(),
                container.isRunning() && !container.isCutOff() ? container.state() : container.describe(),
                container.health().orElse(NONE),
                container.state().equals("created") ? NONE : since,
                container.revision().map(StatusReport::shortRevision).orElse(NONE),
                now.digests(container).stream()
                        .findFirst()
                        .map(digest -> digest.shortForm().replaceFirst("sha256:", ""))
                        .orElse(now.hasImage(container) ? "local" : "gone"),
                Integer.toString(container.restarts()),
                memory.getOrDefault(container.id(), NONE),
                ports);
    }

    /** Those that are bound to the host itself behind the word local. */
    private static String ports(List<PublishedPort> ports) {
        String open = numbers(ports, true);
        String local = numbers(ports, false);
        return ports.isEmpty() ? NONE : (open + (local.isEmpty() ? "" : " local " + local)).strip();
    }

    private static String numbers(List<PublishedPort> ports, boolean open) {
        return ports.stream()
                .filter(port -> port.reachableFromOutside() == open)
                .map(port -> Integer.toString(port.hostPort()))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** The last ones, newest first; a line that was cut off while it was written is left out. */
    private static List<List<String>> releases(ReleaseLog log) {
        return new ArrayList<>(log.last(SHOWN_RELEASES).stream()
                .map(release -> List.of(
                        release.when().toString(),
                        release.revision(),
                        release.outcome().toString(),
                        release.who(),
                        release.pipeline().orElse(NONE)))
                .toList());
    }

    private static String shortRevision(String revision) {
        return revision.substring(0, Math.min(SHORT_REVISION, revision.length()));
    }
}
