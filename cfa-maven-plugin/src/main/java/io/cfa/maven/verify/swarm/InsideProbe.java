package io.cfa.maven.verify.swarm;

import io.cfa.maven.docker.swarm.SwarmNode;
import io.cfa.maven.docker.swarm.SwarmService;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.docker.swarm.SwarmTask;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each task of ours answers on the stack's own network, asked out of the manager's own task of a service that runs on each node. */
final class InsideProbe {

    static final String NAME = "inside";

    private static final int PORT = 8080;

    /** Arguments: the swarm's name of the service that asks, then addresses; prints each address and the status that answered. */
    private static final String SCRIPT =
            "id=$(docker ps --quiet --filter \"label=com.docker.swarm.service.name=$1\" | head -n 1); shift;"
                    + " [ -n \"$id\" ] || { echo nobody; exit; };"
                    + " docker exec \"$id\" bash -c 'port=$1; shift; for a; do (timeout 5 bash -c \"exec 3<>/dev/tcp/$a/$port &&"
                    + " printf \\\"GET /health/ready HTTP/1.0\\\\r\\\\nHost: localhost\\\\r\\\\n\\\\r\\\\n\\\" >&3 && read -r v s rest <&3 && echo $a \\$s\" 2>/dev/null || echo $a silent) & done; wait' bash "
                    + PORT + " \"$@\"";

    private final String project;
    private final SwarmState now;
    private final Map<String, List<SwarmTask>> asked = new LinkedHashMap<>();

    InsideProbe(String project, SwarmState now, List<Service> services) {
        this.project = project;
        this.now = now;
        for (Service service : services) {
            if (service.builtHere()) {
                asked.put(
                        service.name(),
                        now.service(service.name()).map(now::ready).orElse(List.of()));
            }
        }
    }

    /** What asks; nothing where nobody is to be asked, or nobody on each node asks. */
    Optional<Command> command() {
        Optional<SwarmService> asks =
                now.services().stream().filter(SwarmService::isOnEachNode).findFirst();
        String[] addresses = asked.values().stream()
                .flatMap(List::stream)
                .flatMap(task -> task.addresses().stream())
                .toArray(String[]::new);
        if (asks.isEmpty() || addresses.length == 0) {
            return Optional.empty();
        }
        return Optional.of(
                Command.of("sh", "-c", SCRIPT, "sh", project + "_" + asks.get().name())
                        .with(addresses)
                        .within(Duration.ofSeconds(30)));
    }

    /** Judges what that printed. */
    List<ProbeResult> results(Result result) {
        Map<String, String> answers = answers(result);
        List<ProbeResult> results = new ArrayList<>();
        asked.forEach((service, tasks) -> results.add(result(service, tasks, answers)));
        return results;
    }

    private static Map<String, String> answers(Result result) {
        Map<String, String> answers = new LinkedHashMap<>();
        result.output()
                .lines()
                .map(line -> line.strip().split(" ", 2))
                .filter(words -> words.length == 2)
                .forEach(words -> answers.put(words[0], words[1]));
        return answers;
    }

    private ProbeResult result(String service, List<SwarmTask> tasks, Map<String, String> answers) {
        List<String> wrong = new ArrayList<>();
        for (SwarmTask task : tasks) {
            String said = task.addresses().stream()
                    .map(address -> answers.getOrDefault(address, "not asked"))
                    .findFirst()
                    .orElse("no address");
            if (!said.equals("200")) {
                wrong.add(said + " on " + now.node(task).map(SwarmNode::name).orElse("no node"));
            }
        }
        return wrong.isEmpty() && !tasks.isEmpty()
                ? ProbeResult.passed(service, NAME, tasks.size() + "x200")
                : ProbeResult.failed(
                        service,
                        NAME,
                        wrong.isEmpty() ? "no task" : wrong.size() + " wrong",
                        new Finding(
                                service + " /health/ready on the stack's network",
                                wrong.isEmpty() ? "no task that is ready" : String.join(", ", wrong),
                                "200 of each task",
                                "see cfa:logs -Dcfa.services=" + service
                                        + "; where only other nodes' tasks are silent, let the nodes reach each other (7946, 4789/udp)"));
    }
}
