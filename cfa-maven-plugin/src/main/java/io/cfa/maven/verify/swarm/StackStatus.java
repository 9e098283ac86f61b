package io.cfa.maven.verify.swarm;

import io.cfa.maven.docker.Durations;
import io.cfa.maven.docker.swarm.SwarmNode;
import io.cfa.maven.docker.swarm.SwarmService;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.docker.swarm.SwarmTask;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.release.SwarmReleaseLog;
import io.cfa.maven.model.Stack;
import io.cfa.maven.verify.inspect.StatusReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says what a swarm runs on which node, and what was released there, without judging it. */
public final class StackStatus {

    private static final List<String> COLUMNS =
            List.of("SERVICE", "NODE", "STATE", "SINCE", "UPDATE", "REVISION", "DIGEST");
    private static final List<String> TROUBLE = List.of("SUBJECT", "FOUND", "NEXT");
    private static final List<String> RELEASE = List.of("AT", "REVISION", "OUTCOME", "BY", "PIPELINE");
    private static final int SHOWN = 10;
    private static final String NONE = "-";

    private final HostContext context;

    /** Asks a manager. */
    public StackStatus(HostContext context) {
        this.context = context;
    }

    /** Looks at the swarm once. */
    public StatusReport.Tables tables(Stack stack, String directory) {
        SwarmState now = SwarmState.of(stack.projectName()).ask(context.host());
        List<List<String>> releases = new ArrayList<>(List.of(RELEASE));
        SwarmReleaseLog.parse(stack.projectName(), context.host().run(SwarmReleaseLog.read(stack.projectName())))
                .log()
                .last(SHOWN)
                .forEach(release -> releases.add(List.of(
                        release.when().toString(),
                        release.revision(),
                        release.outcome().toString(),
                        release.who(),
                        release.pipeline().orElse(NONE))));
        return new StatusReport.Tables(services(stack, now), troubles(now), releases, List.of(), directory);
    }

    private List<List<String>> services(Stack stack, SwarmState now) {
        List<List<String>> rows = new ArrayList<>(List.of(COLUMNS));
        stack.services().stream()
                .map(service -> service.name())
                .filter(name -> now.service(name).isEmpty())
                .forEach(name -> rows.add(List.of(name, NONE, "missing", NONE, NONE, NONE, NONE)));
        for (SwarmService service : now.services()) {
            now.wanted(service).forEach(task -> rows.add(row(service, task, now)));
            if (now.wanted(service).isEmpty()) {
                rows.add(List.of(service.name(), NONE, "no task", NONE, word(service.update()), NONE, NONE));
            }
        }
        return rows;
    }

    private List<String> row(SwarmService service, SwarmTask task, SwarmState now) {
        return List.of(
                service.name(),
                now.node(task).map(SwarmNode::name).orElse(NONE),
                task.status().state(),
                Durations.describe(Duration.between(
                        task.status().since(), context.sleeper().now())),
                word(service.update()),
                word(service.labels().getOrDefault("io.cfa.revision", "")),
                DigestByNodeProbe.digest(task)
                        .map(digest -> digest.shortForm().replaceFirst("sha256:", ""))
                        .orElse(NONE));
    }

    private static List<List<String>> troubles(SwarmState now) {
        List<List<String>> rows = new ArrayList<>(List.of(TROUBLE));
        now.nodes().stream()
                .filter(node -> !node.takesTasks())
                .forEach(node -> rows.add(List.of(
                        node.name(),
                        node.state() + ", " + node.availability(),
                        node.isUp()
                                ? "`docker node update --availability active " + node.name() + "` at a manager"
                                : "start it, or `docker node rm --force " + node.name()
                                        + "` at a manager if it is gone for good")));
        for (SwarmService service : now.services()) {
            now.wanted(service).stream()
                    .filter(task -> !task.status().error().isEmpty())
                    .forEach(task -> rows.add(
                            List.of(service.name(), task.status().error(), "cfa:verify says what else is wrong")));
        }
        return rows;
    }

    private static String word(String text) {
        return text.isEmpty() ? NONE : text;
    }
}
