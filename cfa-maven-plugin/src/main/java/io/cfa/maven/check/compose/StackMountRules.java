package io.cfa.maven.check.compose;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.model.compose.BundlePath;
import io.cfa.maven.model.compose.ComposeService;
import io.cfa.maven.model.compose.Mount;
import io.cfa.maven.model.compose.StackExtensions.Placement;
import io.cfa.maven.model.env.Interpolation;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;

/** What a task mounts must be there on whichever node it runs: a volume is pinned to its node, and a file comes from the bundle and is only read. */
final class StackMountRules {

    private static final String TMPFS =
            "(?:/[^:,]*)(?::(?:(?:size=[0-9]+[kmgKMG]?[bB]?|mode=0?1777|rw|nosuid|nodev),?)*)?";

    private final Findings findings;
    private final Interpolation variables;

    StackMountRules(Findings findings, Interpolation variables) {
        this.findings = findings;
        this.variables = variables;
    }

    void check(ComposeService service, Placement placement) {
        for (YamlNode node : items(service.body(), "volumes")) {
            Mount mount = node.at(() -> Mount.of(node, text -> variables.replace(text, node.place())));
            if (mount.isNamedVolume()) {
                volume(service, placement, node, mount);
            } else if (mount.isBind() && !BundlePath.isOfHost(mount.source())) {
                bind(service, node, mount);
            } else if (!List.of("bind", "volume", "tmpfs").contains(mount.type())) {
                lost(
                        node,
                        "a mount of type " + mount.type() + " of " + service.name(),
                        "mount a volume, or a file of the bundle");
            }
        }
        items(service.body(), "tmpfs").stream()
                .filter(node -> !variables.replace(node.text(), node.place()).matches(TMPFS))
                .forEach(node -> lost(
                        node,
                        "tmpfs " + node.text() + " of " + service.name(),
                        "write a path with size=… and mode=1777: a stack has no word for more"));
    }

    private void volume(ComposeService service, Placement placement, YamlNode node, Mount mount) {
        if (placement.eachNode()) {
            return;
        }
        if (placement.pin().isEmpty()) {
            lost(
                    node,
                    "the volume " + mount.source() + " of " + service.name() + ", which is on one node only",
                    "say with x-cfa: {pin: NAME} that its node is the one with the label cfa.NAME=true");
        } else if (placement.replicas() > 1) {
            lost(
                    node,
                    "the volume " + mount.source() + " of " + service.name() + ", into which " + placement.replicas()
                            + " replicas would write",
                    "remove replicas");
        }
    }

    private void bind(ComposeService service, YamlNode node, Mount mount) {
        boolean readOnly = node.isMapping()
                ? node.get("read_only")
                        .filter(word -> word.text().equals("true"))
                        .isPresent()
                : node.text().matches(".*:([a-zA-Z,]+,)?ro(,.*)?");
        if (BundlePath.within(mount.source()).isEmpty()) {
            lost(
                    node,
                    mount.source() + " of " + service.name() + ", which each node would have its own of",
                    "mount a file of the bundle: its content goes to each node");
        } else if (!readOnly) {
            lost(
                    node,
                    mount.source() + " of " + service.name() + ", which may be written",
                    "mount it with :ro, as what goes to each node cannot be changed there; or mount a volume");
        }
    }

    static List<YamlNode> items(YamlNode body, String key) {
        return body.get(key)
                .map(node -> node.isList() ? node.items() : List.of(node))
                .orElse(List.of());
    }

    private void lost(YamlNode node, String observed, String next) {
        findings.add(node.place(), observed, "what a stack has too, as CFA_ENGINE is swarm", next);
    }
}
