package io.cfa.maven.check.rules;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.model.source.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a service mounts is there: volumes in the file's list of them, files beneath the bundle. */
final class MountRules {

    private static final Pattern VOLUME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

    private final ProjectLayout checkout;
    private final Findings findings;

    MountRules(ProjectLayout checkout, Findings findings) {
        this.checkout = checkout;
        this.findings = findings;
    }

    void check(YamlNode compose, List<ServiceEntry> services) {
        List<YamlNode> listed = compose.get("volumes").map(YamlNode::keys).orElse(List.of());
        Set<String> used = new TreeSet<>();
        for (ServiceEntry service : services) {
            for (YamlNode mount :
                    service.body().get("volumes").map(YamlNode::items).orElse(List.of())) {
                String source = source(mount);
                if (source.startsWith(".")) {
                    file(service, mount, source);
                } else if (VOLUME.matcher(source).matches()) {
                    used.add(source);
                    if (listed.stream().noneMatch(key -> key.text().equals(source))) {
                        findings.add(
                                mount.place(),
                                "the volume " + source,
                                "an entry under the top-level volumes",
                                "add it there");
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

    private static String source(YamlNode mount) {
        if (mount.isMapping()) {
            return mount.get("source").map(YamlNode::text).orElse("");
        }
        // one path alone is a nameless volume at that path
        return mount.text().contains(":") ? mount.text().replaceFirst(":.*", "") : "";
    }

    private void file(ServiceEntry service, YamlNode mount, String source) {
        Path path = checkout.bundle().resolve(source).normalize();
        if (!Files.exists(path)) {
            findings.add(
                    mount.place(), service.name() + " mounts " + source + ", which is not there", "a file", "add it");
        } else if (!isBeneathBundle(path)) {
            findings.add(
                    mount.place(),
                    service.name() + " mounts " + source,
                    "a file beneath " + findings.cited(checkout.bundle()),
                    "move it there: only that is brought to the host");
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
