package io.cfa.maven.verify.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.DockerCommands;
import io.cfa.maven.docker.Durations;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.PublishedPort;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.report.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what runs on the host and what was released there, without judging it. */
public final class StatusReport {

    private static final List<String> COLUMNS =
            List.of("SERVICE", "STATE", "HEALTH", "SINCE", "REVISION", "DIGEST", "RESTARTS", "MEMORY", "PORTS");
    private static final List<String> RELEASE = List.of("at", "revision", "outcome", "by", "pipeline");
    private static final String RELEASE_LOG = "/.cfa/releases.jsonl";
    private static final int SHOWN_RELEASES = 10;
    private static final int SHORT_REVISION = 8;
    private static final String NONE = "-";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RemoteHost host;
    private final Sleeper sleeper;

    /** Asks a host. */
    public StatusReport(RemoteHost host, Sleeper sleeper) {
        this.host = host;
        this.sleeper = sleeper;
    }

    /** A table of the services, in the stack's order, then containers of others; and one of the last releases. */
    public List<String> lines(Stack stack, String directory) {
        List<String> lines = new ArrayList<>(services(stack));
        List<List<String>> releases = releases(directory);
        lines.add("");
        if (releases.isEmpty()) {
            lines.add("No release is recorded in " + directory + RELEASE_LOG + ".");
        } else {
            releases.add(
                    0,
                    RELEASE.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
            lines.addAll(TextTable.lines(releases, 1));
        }
        return lines;
    }

    private List<String> services(Stack stack) {
        ContainerSnapshot now = ContainerSnapshot.of(host, stack.projectName());
        Map<String, Digest> digests = digests(now.containers());
        List<String> running = now.containers().stream()
                .filter(Container::isRunning)
                .map(Container::id)
                .toList();
        Map<String, String> memory =
                running.isEmpty() ? Map.of() : DockerCommands.memory(running).ask(host);
        List<List<String>> rows = new ArrayList<>();
        rows.add(COLUMNS);
        Stream.concat(
                        stack.services().stream().map(Service::name),
                        now.containers().stream().map(Container::service))
                .distinct()
                .forEach(service -> {
                    List<Container> containers = now.of(service);
                    containers.forEach(container -> rows.add(row(container, digests, memory)));
                    if (containers.isEmpty()) {
                        rows.add(List.of(service, "missing", NONE, NONE, NONE, NONE, NONE, NONE, NONE));
                    }
                });
        return TextTable.lines(rows, 1);
    }

    private Map<String, Digest> digests(List<Container> containers) {
        List<String> images = containers.stream()
                .map(container -> container.imageId().toString())
                .distinct()
                .toList();
        Map<String, Digest> digests = new LinkedHashMap<>();
        if (!images.isEmpty()) {
            List<List<Digest>> answers = DockerCommands.manifestDigests(images).ask(host);
            for (int i = 0; i < images.size(); i++) {
                String image = images.get(i);
                answers.get(i).stream().findFirst().ifPresent(digest -> digests.put(image, digest));
            }
        }
        return digests;
    }

    private List<String> row(Container container, Map<String, Digest> digests, Map<String, String> memory) {
        String since = Durations.describe(Duration.between(container.startedAt(), sleeper.now()));
        return List.of(
                container.service(),
                container.isRunning() ? container.state() : container.describe(),
                container.health().orElse(NONE),
                container.state().equals("created") ? NONE : since,
                container.revision().map(StatusReport::shortRevision).orElse(NONE),
                Optional.ofNullable(digests.get(container.imageId().toString()))
                        .map(digest -> digest.shortForm().replaceFirst("sha256:", ""))
                        .orElse("local"),
                Integer.toString(container.restarts()),
                memory.getOrDefault(container.id(), NONE),
                ports(container.ports()));
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
    private List<List<String>> releases(String directory) {
        Command tail = Command.of("tail", "-n", Integer.toString(SHOWN_RELEASES), directory + RELEASE_LOG);
        List<List<String>> releases = new ArrayList<>();
        host.run(tail).output().lines().forEach(line -> {
            try {
                JsonNode release = JSON.readTree(line);
                if (release != null && release.isObject()) {
                    releases.add(
                            0,
                            new ArrayList<>(RELEASE.stream()
                                    .map(name -> release.path(name).asText().isEmpty()
                                            ? NONE
                                            : release.path(name).asText())
                                    .toList()));
                }
            } catch (JsonProcessingException e) {
                // the line that is being written right now
            }
        });
        return releases;
    }

    private static String shortRevision(String revision) {
        return revision.substring(0, Math.min(SHORT_REVISION, revision.length()));
    }
}
