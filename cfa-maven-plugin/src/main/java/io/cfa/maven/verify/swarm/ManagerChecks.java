package io.cfa.maven.verify.swarm;

import io.cfa.maven.docker.swarm.SwarmNode;
import io.cfa.maven.host.check.CheckResult;
import io.cfa.maven.model.compose.StackExtensions;
import io.cfa.maven.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the managers themselves say of the swarm: whether more than half of them agree, with how many that may go, which engines the nodes have, and which of
 * them keeps which volume.
 *
 * @param nodes      of the swarm
 * @param extensions what the compose file pins
 * @param services   the names of those of the stack, without what a profile switches off
 */
record ManagerChecks(List<SwarmNode> nodes, StackExtensions extensions, List<String> services) {

    List<CheckResult> results() {
        List<CheckResult> results = new ArrayList<>();
        results.add(quorum());
        results.addAll(away());
        results.add(versions());
        results.addAll(pins());
        return results;
    }

    private CheckResult quorum() {
        List<SwarmNode> managers =
                nodes.stream().filter(node -> !node.manager().isEmpty()).toList();
        List<SwarmNode> gone = managers.stream()
                .filter(node -> node.manager().equals("unreachable"))
                .toList();
        int reachable = managers.size() - gone.size();
        int spare = reachable - (managers.size() / 2 + 1);
        String observed =
                reachable + " of " + managers.size() + " managers reachable, " + Math.max(0, spare) + " may go";
        if (!gone.isEmpty()) {
            return CheckResult.warning(
                    "quorum",
                    observed,
                    new Finding(
                            names(gone),
                            "unreachable",
                            "all managers reachable: with fewer than " + (managers.size() / 2 + 1)
                                    + " nothing can be changed",
                            "start it; where it is gone for good, `docker node demote` and `docker node rm` at another manager,"
                                    + " then join a new one"));
        }
        if (spare < 1) {
            return CheckResult.warning(
                    "quorum",
                    observed,
                    new Finding(
                            names(managers),
                            managers.size() + (managers.size() == 1 ? " manager" : " managers"),
                            "three or five, so that one may go",
                            "`docker node promote NODE`, or `docker swarm join-token manager` and join another host"));
        }
        return CheckResult.passed("quorum", observed);
    }

    private List<CheckResult> away() {
        return nodes.stream()
                .filter(node -> !node.takesTasks())
                .map(node -> CheckResult.warning(
                        "node " + node.name(),
                        node.state() + ", " + node.availability(),
                        new Finding(
                                node.name(),
                                node.state() + ", " + node.availability(),
                                "ready, active",
                                node.isUp()
                                        ? "`docker node update --availability active " + node.name() + "` at a manager"
                                        : "start it, or `docker node rm --force " + node.name()
                                                + "` at a manager if it is gone for good")))
                .toList();
    }

    private CheckResult versions() {
        Map<String, List<String>> byVersion = new TreeMap<>(nodes.stream()
                .collect(Collectors.groupingBy(
                        SwarmNode::engine, Collectors.mapping(SwarmNode::name, Collectors.toList()))));
        if (byVersion.size() == 1) {
            return CheckResult.passed(
                    "engines", byVersion.keySet().iterator().next() + " on " + nodes.size() + " nodes");
        }
        return CheckResult.warning(
                "engines",
                byVersion.size() + " versions",
                new Finding(
                        "the swarm's nodes",
                        byVersion.entrySet().stream()
                                .map(each -> each.getKey() + " on " + String.join(", ", each.getValue()))
                                .collect(Collectors.joining("; ")),
                        "one version of the engine",
                        "update the older ones, one node at a time: `docker node update --availability drain NODE` first"));
    }

    /** A service that is pinned has one node, where its volume is. */
    private List<CheckResult> pins() {
        List<CheckResult> results = new ArrayList<>();
        new TreeMap<>(extensions.placements()).forEach((service, placement) -> placement
                .label()
                .filter(label -> services.contains(service))
                .ifPresent(label -> {
                    List<SwarmNode> marked = nodes.stream()
                            .filter(node -> "true".equals(node.labels().get(label)))
                            .toList();
                    results.add(
                            marked.size() == 1 || placement.eachNode() && !marked.isEmpty()
                                    ? CheckResult.passed("node of " + service, names(marked))
                                    : unclear(service, label, marked));
                }));
        return results;
    }

    private static CheckResult unclear(String service, String label, List<SwarmNode> marked) {
        return CheckResult.refused(
                "node of " + service,
                marked.isEmpty() ? "none" : names(marked),
                new Finding(
                        service,
                        marked.isEmpty()
                                ? "no node has the label " + label + "=true, to which it is pinned"
                                : "the nodes " + names(marked) + " have the label " + label + "=true",
                        "one, which keeps its volume",
                        "docker node update "
                                + (marked.isEmpty()
                                        ? "--label-add " + label + "=true NODE"
                                        : "--label-rm " + label + " OTHER")
                                + " at a manager"));
    }

    private static String names(List<SwarmNode> nodes) {
        return nodes.stream().map(SwarmNode::name).sorted().collect(Collectors.joining(", "));
    }
}
