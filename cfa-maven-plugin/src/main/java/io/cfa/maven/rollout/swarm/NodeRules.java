package io.cfa.maven.rollout.swarm;

import io.cfa.maven.docker.stack.StackDocument;
import io.cfa.maven.docker.swarm.SwarmNode;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.model.compose.StackExtensions;
import io.cfa.maven.model.compose.StackExtensions.Placement;
import io.cfa.maven.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a stack asks of the nodes before it is deployed: what is pinned has its one node, which takes tasks; what is on each node can be replaced there. */
record NodeRules(StackExtensions extensions, List<String> services, SwarmState state) {

    List<Finding> findings(StackDocument document) {
        List<Finding> findings = new ArrayList<>();
        extensions.placements().forEach((service, placement) -> {
            if (services.contains(service)) {
                placement
                        .label()
                        .flatMap(label -> pinned(service, placement, label))
                        .ifPresent(findings::add);
                if (placement.eachNode()) {
                    findings.addAll(paused(service, document));
                }
            }
        });
        return findings;
    }

    /** A service that is pinned has one node, where its volume is, and nothing comes of it where that takes no tasks. */
    private Optional<Finding> pinned(String service, Placement placement, String label) {
        List<SwarmNode> nodes = state.nodes().stream()
                .filter(node -> "true".equals(node.labels().get(label)))
                .toList();
        List<String> names = nodes.stream().map(SwarmNode::name).toList();
        if (nodes.isEmpty() || nodes.size() > 1 && !placement.eachNode()) {
            return Optional.of(new Finding(
                    service,
                    nodes.isEmpty()
                            ? "no node has the label " + label + "=true, to which it is pinned"
                            : "the nodes " + String.join(", ", names) + " have the label " + label + "=true",
                    "one, which keeps its volume",
                    "docker node update "
                            + (nodes.isEmpty()
                                    ? "--label-add " + label + "=true NODE"
                                    : "--label-rm " + label + " OTHER")
                            + " at a manager"));
        }
        return nodes.stream()
                .filter(node -> !placement.eachNode() && !node.takesTasks())
                .findFirst()
                .map(node -> new Finding(
                        service,
                        "its node " + node.name() + " is " + node.state() + ", " + node.availability(),
                        "ready, active: it has its volume, and no other node can run it",
                        node.isUp()
                                ? "`docker node update --availability active " + node.name() + "` at a manager"
                                : "start it; where it is gone for good, restore a backup on another node"));
    }

    /** On a node that is paused Swarm leaves a task as it is, and the others are never of one release. */
    private List<Finding> paused(String service, StackDocument document) {
        boolean stays = state.service(service)
                .filter(there -> document.isOf(service, there.labels()))
                .isPresent();
        return stays
                ? List.of()
                : state.nodes().stream()
                        .filter(node -> node.isUp() && node.availability().equals("pause"))
                        .map(node -> new Finding(
                                service,
                                "it is on each node, it changes, and " + node.name() + " is paused",
                                "active, or drained: Swarm leaves what runs on a paused node as it is",
                                "`docker node update --availability active " + node.name()
                                        + "` at a manager, or `--availability drain`"))
                        .toList();
    }
}
