package io.cfa.maven.check;

import io.cfa.maven.model.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a service refers to is there: other services, secrets, and the files that it mounts. */
final class ReferenceRules {

    private static final String DATABASE_PASSWORD = "_db_password";

    private final Checkout checkout;
    private final Findings findings;

    ReferenceRules(Checkout checkout, Findings findings) {
        this.checkout = checkout;
        this.findings = findings;
    }

    void check(YamlNode compose, List<ComposeRules.Entry> services) {
        List<Map.Entry<YamlNode, YamlNode>> secrets =
                compose.get("secrets").map(YamlNode::entries).orElse(List.of());
        Set<String> known = names(secrets);
        Set<String> used = new TreeSet<>();
        Set<String> ofPostgres = new TreeSet<>();
        for (ComposeRules.Entry service : services) {
            for (YamlNode secret :
                    service.body().get("secrets").map(YamlNode::items).orElse(List.of())) {
                String name = secret.isMapping() ? secret.require("source").text() : secret.text();
                used.add(name);
                if (service.name().equals("postgres")) {
                    ofPostgres.add(name);
                }
                if (!known.contains(name)) {
                    findings.add(
                            secret.place(),
                            "the secret " + name,
                            "an entry under the top-level secrets",
                            "add it there");
                }
            }
            dependencies(service, services);
            service.body()
                    .get("volumes")
                    .map(YamlNode::items)
                    .orElse(List.of())
                    .forEach(mount -> mount(service, mount));
        }
        for (Map.Entry<YamlNode, YamlNode> secret : secrets) {
            String name = secret.getKey().text();
            if (!used.contains(name)) {
                findings.add(
                        secret.getKey().place(),
                        "the secret " + name + ", which no service uses",
                        "one that does",
                        "remove it, or use it");
            } else if (name.endsWith(DATABASE_PASSWORD) && !ofPostgres.contains(name)) {
                findings.add(
                        secret.getKey().place(),
                        "the secret " + name + ", which postgres has not",
                        name + " under postgres' secrets",
                        "add it there: it makes a database for each of them");
            }
        }
    }

    private static Set<String> names(List<Map.Entry<YamlNode, YamlNode>> entries) {
        Set<String> names = new TreeSet<>();
        entries.forEach(entry -> names.add(entry.getKey().text()));
        return names;
    }

    private void dependencies(ComposeRules.Entry service, List<ComposeRules.Entry> services) {
        Optional<YamlNode> depends = service.body().get("depends_on");
        List<YamlNode> others = depends.filter(YamlNode::isList).isPresent()
                ? depends.get().items()
                : depends.map(YamlNode::entries).orElse(List.of()).stream()
                        .map(Map.Entry::getKey)
                        .toList();
        for (YamlNode other : others) {
            if (services.stream().noneMatch(candidate -> candidate.name().equals(other.text()))) {
                findings.add(
                        other.place(),
                        service.name() + " depends on " + other.text(),
                        "a service of this file",
                        "mend the name");
            }
        }
    }

    private void mount(ComposeRules.Entry service, YamlNode mount) {
        String source = mount.isMapping()
                ? mount.get("source").map(YamlNode::text).orElse("")
                : mount.text().replaceFirst(":.*", "");
        if (!source.startsWith(".")) {
            return;
        }
        Path path = checkout.bundle().resolve(source).normalize();
        if (!path.startsWith(checkout.bundle())) {
            findings.add(
                    mount.place(),
                    service.name() + " mounts " + source,
                    "a file beneath " + findings.cited(checkout.bundle()),
                    "move it there: only that is brought to the host");
        } else if (!Files.exists(path)) {
            findings.add(
                    mount.place(), service.name() + " mounts " + source + ", which is not there", "a file", "add it");
        }
    }
}
