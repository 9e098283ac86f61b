package io.cfa.maven.docker.swarm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.docker.Query;
import io.cfa.maven.remote.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The services, tasks and nodes of a stack at one moment, as a manager knows them.
 *
 * @param services of the stack
 * @param tasks    of these services, those that ended too, as far back as the swarm remembers
 * @param nodes    of the swarm
 */
public record SwarmState(List<SwarmService> services, List<SwarmTask> tasks, List<SwarmNode> nodes) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Three JSON arrays. A task that is forgotten between two questions makes the second fail; the next look does not know it any more. */
    private static final String SCRIPT = "for look in 1 2 3; do s=$(docker stack services --quiet \"$1\") || exit;"
            + " [ -n \"$s\" ] || { services='[]' tasks='[]'; break; };"
            + " services=$(docker service inspect $s) || continue;"
            + " t=$(docker stack ps --quiet --no-trunc \"$1\") || continue; [ -n \"$t\" ] || { tasks='[]'; break; };"
            + " tasks=$(docker inspect --type task $t) && break; tasks=; done;"
            + " [ -n \"$tasks\" ] || { echo \"the tasks of $1 change too quickly to be read\" >&2; exit 1; };"
            + " printf '%s\\n%s\\n' \"$services\" \"$tasks\"; docker node inspect $(docker node ls --quiet)";

    /** Copies. */
    public SwarmState {
        services = List.copyOf(services);
        tasks = List.copyOf(tasks);
        nodes = List.copyOf(nodes);
    }

    /** Asks a manager for all of it with one command. */
    public static Query<SwarmState> of(String project) {
        Command command = Command.of("sh", "-c", SCRIPT, "sh", project).within(Duration.ofMinutes(1));
        return new Query<>(command, output -> parse(output, project));
    }

    static SwarmState parse(String output, String project) {
        List<SwarmService> services = new ArrayList<>();
        List<SwarmTask> tasks = new ArrayList<>();
        List<SwarmNode> nodes = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(output)) {
            each(parser, service -> services.add(SwarmService.of(service, project)));
            each(parser, task -> tasks.add(SwarmTask.of(task)));
            each(parser, node -> nodes.add(SwarmNode.of(node)));
        } catch (IOException e) {
            throw new IllegalStateException("docker inspect printed no JSON", e);
        }
        return new SwarmState(services, tasks, nodes);
    }

    private static void each(JsonParser parser, Consumer<JsonNode> reader) throws IOException {
        JsonNode list = JSON.readTree(parser);
        if (list == null || !list.isArray()) {
            throw new IllegalStateException("three JSON arrays were expected: services, tasks and nodes");
        }
        list.forEach(reader);
    }

    /** How each service is configured. */
    public Map<String, ServiceConfiguration> configurations() {
        return services.stream().collect(Collectors.toMap(SwarmService::name, SwarmService::configuration));
    }

    /** The service of a name. */
    public Optional<SwarmService> service(String name) {
        return services.stream().filter(service -> service.name().equals(name)).findFirst();
    }

    /** The tasks of a service that were not replaced. */
    public List<SwarmTask> wanted(SwarmService service) {
        return tasks.stream()
                .filter(task -> task.service().equals(service.id()) && task.shallRun())
                .toList();
    }

    /** The image of a service that is on each node, for jobs: whichever node one comes to has it. */
    public Optional<String> imageOfEachNode() {
        return services.stream().filter(SwarmService::isOnEachNode).findFirst().map(SwarmService::image);
    }

    /** The node of a task, if it has one. */
    public Optional<SwarmNode> node(SwarmTask task) {
        return nodes.stream().filter(node -> node.id().equals(task.node())).findFirst();
    }

    /** The tasks of a service that run on nodes that are up, as the service is now. */
    public List<SwarmTask> ready(SwarmService service) {
        return wanted(service).stream()
                .filter(task -> task.isRunning()
                        && task.isAsWanted(service)
                        && node(task).filter(SwarmNode::isUp).isPresent())
                .toList();
    }

    /** How many tasks of a service shall run. */
    public int count(SwarmService service) {
        return service.isOnEachNode()
                ? (int) nodes.stream().filter(SwarmNode::takesTasks).count()
                : service.replicas();
    }

    /**
     * How many tasks of a service run that nobody wants: two in one place, as Swarm leaves them where a deploy came in the middle of an update that starts tasks first. It
     * ends them with the service's next update.
     */
    public int surplus(SwarmService service) {
        return service.isOnEachNode() ? 0 : Math.max(0, ready(service).size() - count(service));
    }

    /** Whether all tasks of a service run as it is now, none too many, and none of an earlier one does. */
    public boolean isConverged(SwarmService service) {
        int ready = ready(service).size();
        long running = wanted(service).stream()
                .filter(task -> node(task).filter(SwarmNode::isUp).isPresent())
                .count();
        return !service.isUpdating()
                && !service.hasFailed()
                && ready >= count(service)
                && surplus(service) == 0
                && running == ready;
    }

    /**
     * The task that the update of a service waits for and that never comes: it was on its way to a node that is gone since, and Swarm has given it up. Its updater waits for that
     * one task without an end, also where another has come in its place. Source: moby/swarmkit, {@code manager/orchestrator/update/updater.go}, "consider adding
     * a timeout here".
     *
     * <p>Nothing where anything else of the service is on its way: it may still come, and a task that waits for a node would be forgotten by whoever touches the service then (moby issue
     * 53722).
     */
    public Optional<SwarmTask> abandoned(SwarmService service) {
        boolean allRun = wanted(service).stream().allMatch(task -> task.isRunning() || isAway(task));
        return tasks.stream()
                .filter(task -> service.isUpdating() && allRun)
                .filter(task -> task.service().equals(service.id()) && !task.shallRun())
                .filter(task -> task.isOnItsWay() && isAway(task) && task.isAsWanted(service))
                .findFirst();
    }

    /** Whether it has a node, and that is not up as far as the managers know. */
    private boolean isAway(SwarmTask task) {
        return !task.node().isEmpty() && node(task).filter(SwarmNode::isUp).isEmpty();
    }

    /** What keeps a service from being as it shall be, and is no error of a task: node, task and why. */
    public List<String> obstacles(SwarmService service) {
        return tasks.stream()
                .filter(task -> task.service().equals(service.id())
                        && task.status().error().isEmpty())
                .filter(task -> task.shallRun()
                        ? !task.isRunning() || !task.isAsWanted(service) || isAway(task)
                        : task.isOnItsWay() && isAway(task) && task.isAsWanted(service))
                .map(task -> named(task) + " "
                        + (task.isRunning() && !task.isAsWanted(service)
                                ? "runs as it was before"
                                : task.status().state())
                        + node(task)
                                .filter(node -> !node.takesTasks())
                                .map(node -> ", and its node is " + node.state() + ", " + node.availability())
                                .orElse(""))
                .toList();
    }

    private String named(SwarmTask task) {
        return node(task).map(SwarmNode::name).orElse("no node") + ": task "
                + task.id().substring(0, Math.min(8, task.id().length()));
    }

    /** What went wrong with tasks of a service that were not there at an earlier moment: node, task and error, each once. */
    public List<String> errors(SwarmService service, SwarmState earlier) {
        List<String> before = earlier.tasks().stream().map(SwarmTask::id).toList();
        return tasks.stream()
                .filter(task -> task.service().equals(service.id()) && !before.contains(task.id()))
                .filter(task -> !task.status().error().isEmpty())
                .map(task -> named(task) + " " + task.status().state() + ": "
                        + task.status().error())
                .distinct()
                .toList();
    }
}
