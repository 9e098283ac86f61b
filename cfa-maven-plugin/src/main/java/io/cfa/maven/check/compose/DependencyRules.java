package io.cfa.maven.check.compose;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ServiceEntry;
import io.cfa.maven.check.rules.Suggestion;
import io.cfa.maven.model.source.YamlNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What a service refers to by its name is there and on: other services without a circle, networks, configs. */
final class DependencyRules {

    private static final List<String> NAMESPACES = List.of("network_mode", "ipc", "pid", "uts", "cgroup");
    private static final String OF_SERVICE = "service:";

    private final Findings findings;
    private final UnaryOperator<String> resolved;
    private final Map<String, ServiceEntry> services = new HashMap<>();

    /** The rules; a name's variables are replaced by the second. */
    DependencyRules(Findings findings, UnaryOperator<String> resolved) {
        this.findings = findings;
        this.resolved = resolved;
    }

    /** A name of another service, and whether it is written that it may be off. */
    private record Dependency(YamlNode name, String service, boolean optional) {}

    void check(YamlNode compose, List<ServiceEntry> entries) {
        entries.forEach(entry -> services.put(entry.name(), entry));
        for (ServiceEntry service : entries) {
            dependencies(service).forEach(dependency -> isThere(service, dependency));
            listed(service, "networks", compose);
            listed(service, "configs", compose);
        }
        entries.forEach(this::circle);
    }

    private List<Dependency> dependencies(ServiceEntry service) {
        List<Dependency> all = new ArrayList<>();
        Optional<YamlNode> depends = service.body().get("depends_on");
        if (depends.filter(YamlNode::isList).isPresent()) {
            depends.get().items().forEach(name -> all.add(new Dependency(name, resolved.apply(name.text()), false)));
        } else if (depends.isPresent()) {
            depends.get()
                    .entries()
                    .forEach(entry -> all.add(new Dependency(
                            entry.getKey(),
                            entry.getKey().text(),
                            entry.getValue().isMapping()
                                    && entry.getValue()
                                            .get("required")
                                            .filter(required -> required.text().equals("false"))
                                            .isPresent())));
        }
        Stream.of("links", "volumes_from")
                .flatMap(key -> service.body().get(key).stream())
                .flatMap(list -> list.items().stream())
                .filter(link -> !link.text().startsWith("container:"))
                .forEach(link ->
                        all.add(new Dependency(link, resolved.apply(link.text()).replaceFirst(":.*", ""), false)));
        NAMESPACES.stream()
                .flatMap(key -> service.body().get(key).stream())
                .filter(mode -> resolved.apply(mode.text()).startsWith(OF_SERVICE))
                .forEach(mode -> all.add(
                        new Dependency(mode, resolved.apply(mode.text()).substring(OF_SERVICE.length()), false)));
        return all;
    }

    private void isThere(ServiceEntry service, Dependency dependency) {
        ServiceEntry other = services.get(dependency.service);
        if (dependency.service.contains("$")) {
            return;
        }
        if (other == null) {
            findings.add(
                    dependency.name.place(),
                    service.name() + " depends on " + dependency.service,
                    Suggestion.of(dependency.service, services.keySet())
                            .map(name -> "the service " + name)
                            .orElse("a service of this file"),
                    "mend the name");
        } else if (!dependency.optional && !profiles(other).isEmpty() && !isOnOnlyWith(service, other)) {
            findings.add(
                    dependency.name.place(),
                    service.name() + " depends on " + dependency.service + ", which the profile "
                            + String.join(", ", profiles(other)) + " switches off",
                    "a service that is on whenever " + service.name() + " is",
                    "write required: false, give " + service.name() + " the same profiles, or take those of "
                            + dependency.service + " away");
        }
    }

    /** Whether each profile that switches the one on switches the other on too. */
    private static boolean isOnOnlyWith(ServiceEntry service, ServiceEntry other) {
        Set<String> own = profiles(service);
        return !own.isEmpty() && profiles(other).containsAll(own);
    }

    private static Set<String> profiles(ServiceEntry service) {
        Set<String> profiles = new HashSet<>();
        service.body().get("profiles").ifPresent(list -> list.items().forEach(item -> profiles.add(item.text())));
        return profiles;
    }

    /** Looks through what a service depends on, level by level, for the service itself. */
    private void circle(ServiceEntry service) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(service.name()));
        while (!open.isEmpty()) {
            ServiceEntry next = services.get(open.poll());
            for (Dependency dependency : next == null ? List.<Dependency>of() : dependencies(next)) {
                if (dependency.service.equals(service.name())) {
                    findings.add(
                            service.place(),
                            service.name() + " depends on itself"
                                    + (next == service ? "" : ", by way of " + next.name()),
                            "dependencies without a circle",
                            "remove one of them");
                    return;
                }
                if (seen.add(dependency.service)) {
                    open.add(dependency.service);
                }
            }
        }
    }

    private void listed(ServiceEntry service, String key, YamlNode compose) {
        Set<String> names = new HashSet<>(key.equals("networks") ? Set.of("default") : Set.of());
        compose.get(key).ifPresent(all -> all.keys().forEach(name -> names.add(name.text())));
        Optional<YamlNode> used = service.body().get(key);
        List<YamlNode> nodes = used.isEmpty()
                ? List.of()
                : used.get().isList() ? used.get().items() : used.get().keys();
        for (YamlNode node : nodes) {
            YamlNode place = node.isMapping() ? node.require("source") : node;
            String name = resolved.apply(place.text());
            if (!names.contains(name) && !name.contains("$")) {
                findings.add(
                        place.place(),
                        "the " + key.replaceFirst("s$", "") + " " + name,
                        Suggestion.of(name, names)
                                .map(other -> other + ", which the top-level " + key + " have")
                                .orElse("an entry under the top-level " + key),
                        "mend the name, or add it there");
            }
        }
    }
}
