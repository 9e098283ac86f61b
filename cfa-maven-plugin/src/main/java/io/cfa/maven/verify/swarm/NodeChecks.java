package io.cfa.maven.verify.swarm;

import io.cfa.maven.docker.swarm.NodeProbe;
import io.cfa.maven.docker.swarm.SwarmNode;
import io.cfa.maven.host.check.CheckResult;
import io.cfa.maven.report.Finding;
import io.cfa.maven.verify.inspect.OutgoingPortsCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What each node says of itself: its disk, its clock, whether containers can gain privileges there, which ports its kernel gives away, and which registries it reaches. One line where all nodes
 * are well, else one for each that is not.
 *
 * @param nodes of the swarm
 * @param probe what they said
 * @param entry the ports that enter on each node
 */
record NodeChecks(List<SwarmNode> nodes, NodeProbe probe, List<Integer> entry) {

    private static final long TOLERANCE = 5;
    private static final long LEAST_MEGABYTES = 200;
    private static final long COMFORT_MEGABYTES = 3_000;

    List<CheckResult> results() {
        List<CheckResult> results = new ArrayList<>();
        results.addAll(silent());
        results.addAll(each("disk of each node", this::disk, this::leastDisk));
        results.addAll(each(
                "clock of each node",
                this::clock,
                all -> "within " + Math.max(1, probe.end() - probe.begin()) + " s of the manager's"));
        results.addAll(each("privileges", this::privileges, all -> "none to gain on " + all.size() + " nodes"));
        results.addAll(each("outgoing ports", this::outgoing, all -> "none that enters on a node"));
        results.addAll(each("registry from each node", this::registries, all -> registryWords(all)));
        return results;
    }

    private List<SwarmNode> answered() {
        return nodes.stream()
                .filter(node -> probe.facts().containsKey(node.id()))
                .toList();
    }

    private NodeProbe.Facts facts(SwarmNode node) {
        return probe.facts().get(node.id());
    }

    private List<CheckResult> silent() {
        return nodes.stream()
                .filter(node -> node.takesTasks() && !probe.facts().containsKey(node.id()))
                .map(node -> CheckResult.unknown(
                        "node " + node.name(),
                        new Finding(
                                node.name(),
                                Optional.ofNullable(probe.errors().get(node.id()))
                                        .orElse("the job that asks each node was not ended there in time"),
                                "an answer about its disk, its clock and its registries",
                                "see `docker node ps " + node.name() + "` at a manager, and the engine's log there")))
                .toList();
    }

    private List<CheckResult> each(
            String subject,
            BiFunction<String, SwarmNode, Optional<CheckResult>> judge,
            Function<List<SwarmNode>, String> well) {
        List<SwarmNode> all = answered();
        List<CheckResult> bad = all.stream()
                .flatMap(node -> judge.apply(subject, node).stream())
                .toList();
        return !bad.isEmpty() || all.isEmpty() ? bad : List.of(CheckResult.passed(subject, well.apply(all)));
    }

    private Optional<CheckResult> disk(String subject, SwarmNode node) {
        Optional<Long> megabytes = facts(node).free().map(kilobytes -> kilobytes * 1024 / 1_000_000);
        if (megabytes.isEmpty()) {
            return Optional.of(CheckResult.unknown(
                    subject,
                    new Finding(node.name(), "`df` told no free disk space", "a number", "run `df -h` there by hand")));
        }
        if (megabytes.get() >= COMFORT_MEGABYTES) {
            return Optional.empty();
        }
        String observed = megabytes.get() + " MB free on " + node.name();
        boolean refused = megabytes.get() < LEAST_MEGABYTES;
        Finding finding = new Finding(
                node.name(),
                observed,
                (refused ? LEAST_MEGABYTES : COMFORT_MEGABYTES) + " MB or more",
                "free disk space, for example with `docker image prune` there, or get a larger disk");
        return Optional.of(
                refused
                        ? CheckResult.refused(subject, observed, finding)
                        : CheckResult.warning(subject, observed, finding));
    }

    private String leastDisk(List<SwarmNode> all) {
        return all.stream()
                .min((one, other) -> Long.compare(
                        facts(one).free().orElse(0L), facts(other).free().orElse(0L)))
                .map(node ->
                        "at least " + facts(node).free().orElse(0L) * 1024 / 1_000_000 + " MB free, on " + node.name())
                .orElse("");
    }

    private Optional<CheckResult> clock(String subject, SwarmNode node) {
        long skew = probe.skew(facts(node));
        if (Math.abs(skew) <= TOLERANCE && facts(node).clock().isPresent()) {
            return Optional.empty();
        }
        String observed = Math.abs(skew) + " s " + (skew < 0 ? "behind" : "ahead of") + " the manager's";
        return Optional.of(CheckResult.warning(
                subject,
                observed,
                new Finding(
                        node.name(),
                        "its clock is " + observed,
                        "at most " + TOLERANCE + " s between nodes, or tokens and certificates are refused",
                        "`timedatectl set-ntp true` there")));
    }

    private Optional<CheckResult> privileges(String subject, SwarmNode node) {
        return facts(node).privileges().filter(none -> none).isPresent()
                ? Optional.empty()
                : Optional.of(
                        CheckResult.warning(
                                subject,
                                "to gain on " + node.name(),
                                new Finding(
                                        node.name(),
                                        "a container there can gain privileges: a stack has no security_opt",
                                        "no-new-privileges for all containers of the node",
                                        "`{\"no-new-privileges\": true}` in /etc/docker/daemon.json there, and restart its engine")));
    }

    private Optional<CheckResult> outgoing(String subject, SwarmNode node) {
        return facts(node).ports().flatMap(ports -> OutgoingPortsCheck.advice(subject, node.name(), ports, entry));
    }

    private Optional<CheckResult> registries(String subject, SwarmNode node) {
        List<String> unreached = facts(node).reach().entrySet().stream()
                .filter(each -> !each.getValue())
                .map(Map.Entry::getKey)
                .toList();
        return unreached.isEmpty()
                ? Optional.empty()
                : Optional.of(CheckResult.refused(
                        subject,
                        "not from " + node.name(),
                        new Finding(
                                node.name(),
                                "no connection to " + String.join(", ", unreached),
                                "one, as each node pulls for itself",
                                "`curl -i https://" + unreached.get(0)
                                        + "/v2/` there; check its DNS, its proxy and its firewall")));
    }

    private String registryWords(List<SwarmNode> all) {
        return facts(all.get(0)).reach().keySet().stream().collect(Collectors.joining(", ")) + " from " + all.size()
                + " nodes";
    }
}
