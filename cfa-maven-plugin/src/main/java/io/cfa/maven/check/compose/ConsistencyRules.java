package io.cfa.maven.check.compose;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ServiceEntry;
import io.cfa.maven.model.source.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What compose refuses though each part has its shape: parts that exclude each other, names that stand twice or are none. */
final class ConsistencyRules {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]+");
    private static final Set<String> TESTS = Set.of("CMD", "CMD-SHELL", "NONE");

    private final Findings findings;
    private final Map<String, String> containers = new HashMap<>();

    ConsistencyRules(Findings findings) {
        this.findings = findings;
    }

    void check(YamlNode compose, List<ServiceEntry> services) {
        services.forEach(this::service);
        sources(compose, "config", List.of("file", "content", "environment", "external"), 1);
        // that one has none at all is told by the rule of mounts, which wants a file
        sources(compose, "secret", List.of("file", "environment"), 0);
    }

    private void sources(YamlNode compose, String kind, List<String> all, int least) {
        for (Map.Entry<YamlNode, YamlNode> entry :
                compose.get(kind + "s").map(YamlNode::entries).orElse(List.of())) {
            List<String> sources = all.stream()
                    .filter(key -> entry.getValue().get(key).isPresent())
                    .toList();
            if (sources.size() > 1 || sources.size() < least) {
                findings.add(
                        entry.getKey().place(),
                        "the " + kind + " " + entry.getKey().text() + " has "
                                + (sources.isEmpty() ? "no source" : String.join(" and ", sources)),
                        "one of " + String.join(", ", all),
                        sources.isEmpty() ? "add one" : "leave one");
            }
        }
    }

    private void service(ServiceEntry service) {
        if (!NAME.matcher(service.name()).matches()) {
            findings.add(
                    service.place(),
                    "the service " + service.name(),
                    "a name of letters, digits, dots, hyphens and underscores",
                    "rename it");
        }
        YamlNode body = service.body();
        Optional<YamlNode> mode = body.get("network_mode");
        if (mode.isPresent() && body.get("networks").isPresent()) {
            findings.add(
                    mode.get().place(),
                    service.name() + " has both network_mode and networks",
                    "one of them",
                    "remove network_mode");
        }
        body.get("healthcheck")
                .flatMap(check -> check.get("test"))
                .filter(YamlNode::isList)
                .flatMap(test -> test.items().stream().findFirst())
                .filter(first -> !TESTS.contains(first.text()))
                .ifPresent(first -> findings.add(
                        first.place(),
                        "a test of " + service.name() + " that begins with " + first.text(),
                        "CMD, CMD-SHELL or NONE first",
                        "write CMD before it"));
        body.get("container_name").ifPresent(name -> {
            String other = containers.putIfAbsent(name.text(), service.name());
            if (other != null) {
                findings.add(
                        name.place(),
                        "the container name " + name.text() + ", which " + other + " has too",
                        "a name of its own",
                        "remove it: compose names containers itself");
            }
        });
    }
}
