package io.cfa.maven.check.compose;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ServiceEntry;
import io.cfa.maven.model.source.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Lists of a service whose entries compose wants once, and hosts that have an address. */
final class RepetitionRules {

    /** Others, such as ports, it puts together itself. */
    private static final List<String> EACH_ONCE = List.of(
            "depends_on",
            "networks",
            "group_add",
            "security_opt",
            "extra_hosts",
            "external_links",
            "volumes_from",
            "device_cgroup_rules");

    private final Findings findings;
    private final UnaryOperator<String> resolved;

    /** The rules; a text's variables are replaced by the second. */
    RepetitionRules(Findings findings, UnaryOperator<String> resolved) {
        this.findings = findings;
        this.resolved = resolved;
    }

    void check(List<ServiceEntry> services) {
        for (ServiceEntry service : services) {
            EACH_ONCE.forEach(key -> once(service, key));
            items(service, "extra_hosts").stream()
                    .filter(host -> !resolved.apply(host.text()).matches("[^:=]+[:=].*"))
                    .forEach(host -> findings.add(
                            host.place(),
                            "the extra host " + host.text() + " of " + service.name(),
                            "a name and an address, as in host.docker.internal:host-gateway",
                            "mend it: compose refuses it"));
        }
    }

    private void once(ServiceEntry service, String key) {
        Set<String> seen = new HashSet<>();
        items(service, key).stream()
                .filter(item -> !seen.add(resolved.apply(item.text())))
                .forEach(item -> findings.add(
                        item.place(),
                        item.text() + " stands twice in " + key + " of " + service.name(),
                        "each once",
                        "remove one: compose refuses both"));
    }

    private static List<YamlNode> items(ServiceEntry service, String key) {
        return service.body().get(key).filter(YamlNode::isList).map(YamlNode::items).orElse(List.of()).stream()
                .filter(item -> !item.isMapping() && !item.isList())
                .toList();
    }
}
