package io.cfa.maven.check.compose;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.model.compose.BundlePath;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.compose.ComposeService;
import io.cfa.maven.model.compose.FileReference;
import io.cfa.maven.model.compose.Mount;
import io.cfa.maven.model.source.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a container mounts or reads is there: volumes in the file's list of them, files beneath the bundle, secrets beneath secrets/. */
final class MountRules {

    private final ProjectLayout checkout;
    private final Findings findings;
    private final Variables variables;

    MountRules(ProjectLayout checkout, Findings findings, Variables variables) {
        this.checkout = checkout;
        this.findings = findings;
        this.variables = variables;
    }

    void check(ComposeFile compose) {
        volumes(compose);
        FileReference.of(compose, variables.scope()).forEach(this::file);
        compose.root()
                .get("secrets")
                .map(YamlNode::entries)
                .orElse(List.of())
                .forEach(secret -> secret(secret.getKey(), secret.getValue()));
    }

    private void volumes(ComposeFile compose) {
        List<YamlNode> listed =
                compose.root().get("volumes").map(YamlNode::keys).orElse(List.of());
        Set<String> used = new TreeSet<>();
        for (ComposeService service : compose.services()) {
            for (YamlNode node :
                    service.body().get("volumes").map(YamlNode::items).orElse(List.of())) {
                Mount mount =
                        node.at(() -> Mount.of(node, text -> variables.scope().replace(text, node.place())));
                if (mount.isNamedVolume()) {
                    used.add(mount.source());
                    if (listed.stream().noneMatch(key -> key.text().equals(mount.source()))) {
                        findings.of("dependency")
                                .add(
                                        node.place(),
                                        "the volume " + mount.source(),
                                        "an entry under the top-level volumes",
                                        "add it there, or write ./" + mount.source() + " for a file beside compose");
                    }
                }
            }
        }
        listed.stream()
                .filter(key -> !used.contains(key.text()))
                .forEach(key -> findings.add(
                        key.place(),
                        "the volume " + key.text() + ", which no service mounts",
                        "one that does",
                        "remove it, or mount it"));
    }

    private void file(FileReference reference) {
        if (BundlePath.isOfHost(reference.source()) || BundlePath.isSecret(reference.source())) {
            return;
        }
        Optional<Path> path = BundlePath.within(reference.source())
                .map(within -> checkout.bundle().resolve(within));
        String observed = reference.user() + " " + reference.source();
        if (path.isEmpty() || Files.exists(path.get()) && !isBeneathBundle(path.get())) {
            findings.add(
                    reference.place(),
                    observed,
                    "a file beneath " + findings.cited(checkout.bundle()),
                    "move it there: only that is brought to the host");
        } else if (!Files.exists(path.get())) {
            findings.add(reference.place(), observed + ", which is not there", "a file", "add it");
        }
    }

    private void secret(YamlNode name, YamlNode body) {
        Optional<YamlNode> file = body.get("file");
        if (file.isEmpty()) {
            findings.add(
                    name.place(),
                    "the secret " + name.text() + " has no file",
                    "file: ./secrets/" + name.text(),
                    "add it: a secret is a file that cfa:sync makes on the host");
        } else if (!BundlePath.isSecret(file.get().text())) {
            findings.add(
                    file.get().place(),
                    "the secret " + name.text() + " is read from " + file.get().text(),
                    "a path strictly beneath secrets/, without variables",
                    "write ./secrets/" + name.text());
        }
    }

    /** Also where it is a link. */
    private boolean isBeneathBundle(Path path) {
        try {
            return path.toRealPath().startsWith(checkout.bundle().toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
