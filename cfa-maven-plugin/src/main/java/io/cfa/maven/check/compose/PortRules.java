package io.cfa.maven.check.compose;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.ServiceEntry;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.model.PublishedPort;
import io.cfa.maven.model.compose.PortBinding;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold of published ports: each a variable, none twice, and open to the world only where people are meant to come in. */
final class PortRules {

    /** Infrastructure that people reach from outside: browsers log in at Keycloak, and the edge takes what comes for the others. */
    private static final Set<String> PUBLIC_INFRASTRUCTURE = Set.of("keycloak", "edge");

    /** What each of ours listens on in its container. */
    private static final String CONTAINER_PORT = "8080";

    /** The variable that a port of the host comes from, with an address before it or without, and with a default or without. */
    private static final Pattern VARIABLE =
            Pattern.compile("(?:.*:)?\\$(?:[A-Za-z_]|\\{[A-Za-z_]\\w*(?::?[-?].*)?}):?.*");

    private static final Pattern NAME = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");

    private final Findings findings;
    private final Optional<Variables> variables;
    private final List<Published> taken = new ArrayList<>();
    private final Map<String, List<String>> byService = new LinkedHashMap<>();

    PortRules(Findings findings, Optional<Variables> variables) {
        this.findings = findings;
        this.variables = variables;
    }

    private record Published(String service, String text, SourceLocation place, PublishedPort port) {

        /** Whether the engine could not bind both: the same number on the same address, or on all of one kind. */
        boolean clashes(Published other) {
            boolean all = port.isOnAllAddresses() || other.port.isOnAllAddresses();
            return port.hostPort() == other.port.hostPort()
                    && port.protocol().equals(other.port.protocol())
                    && (all || port.hostAddress().equals(other.port.hostAddress()));
        }
    }

    Map<String, List<String>> byService() {
        return byService;
    }

    void check(ServiceEntry service) {
        service.body()
                .get("network_mode")
                .filter(mode -> mode.text().equals("host"))
                .ifPresent(mode -> findings.add(
                        mode.place(),
                        service.name() + " is on the host's own network",
                        "published ports only",
                        "remove network_mode"));
        List<YamlNode> ports = service.body().get("ports").map(YamlNode::items).orElse(List.of());
        if (ports.isEmpty() && service.builtHere() && edgePort(service).isEmpty()) {
            findings.add(
                    service.place(),
                    service.name() + " publishes no port",
                    ourForm(service.name()),
                    "add it under ports");
        }
        if (ports.isEmpty()) {
            byService.put(service.name(), new ArrayList<>());
        }
        ports.forEach(port -> port(service, port));
    }

    /**
     * What {@code x-cfa: {edge: …}} says: of ours the service's own variable, and of everybody a port that some service publishes. It counts as the
     * port of the service that is reached there, not of the one that publishes it.
     */
    void ingress(List<ServiceEntry> services) {
        List<String> published = services.stream()
                .flatMap(service -> service.body().get("ports").map(YamlNode::items).orElse(List.of()).stream())
                .map(port -> (port.isMapping() ? shortForm(port) : port.text()).replaceFirst(":[0-9]+(/tcp)?$", ""))
                .toList();
        for (ServiceEntry service : services) {
            edgePort(service).ifPresent(port -> ingress(service, port, published));
        }
    }

    private static Optional<YamlNode> edgePort(ServiceEntry service) {
        return service.body().get("x-cfa").flatMap(extension -> extension.get("edge"));
    }

    private void ingress(ServiceEntry service, YamlNode port, List<String> published) {
        String variable = "${" + ProjectLayout.portVariable(service.name()) + "}";
        if (service.builtHere() && !port.text().equals(variable)) {
            findings.add(port.place(), "x-cfa edge " + port.text() + " of " + service.name(), variable, "mend it");
        } else if (!published.contains(port.text())) {
            findings.add(
                    port.place(),
                    "x-cfa edge " + port.text() + " of " + service.name() + ", which no service publishes",
                    "\"" + port.text() + ":…\" under ports of the edge",
                    "add it there");
        }
        variables.filter(known -> !isUnknown(port.text())).ifPresent(known -> {
            String number = known.scope().replace(port.text(), port.place());
            byService.values().forEach(numbers -> numbers.remove(number));
            byService.computeIfAbsent(service.name(), name -> new ArrayList<>()).add(number);
        });
    }

    private static String ourForm(String service) {
        return "${" + ProjectLayout.portVariable(service) + "}:" + CONTAINER_PORT;
    }

    private void port(ServiceEntry service, YamlNode port) {
        String text = port.isMapping() ? shortForm(port) : port.text();
        if (service.builtHere() && !text.equals(ourForm(service.name()))) {
            findings.add(port.place(), "port " + text + " of " + service.name(), ourForm(service.name()), "mend it");
        }
        Optional<PortBinding> binding = binding(service.name(), port, text);
        if (binding.isEmpty()) {
            return;
        }
        if (!service.builtHere()) {
            infrastructure(service.name(), port.place(), text, binding.get());
        }
        PublishedPort.of(binding.get()).forEach(published -> clash(service.name(), port.place(), text, published));
    }

    /** As compose reads it; empty where a variable is not known, which is a finding of its own. */
    private Optional<PortBinding> binding(String service, YamlNode port, String text) {
        if (variables.isEmpty() || isUnknown(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(PortBinding.of(port, variables.get().scope()));
        } catch (IllegalArgumentException e) {
            List<String> wrong = names(text).stream()
                    .map(name -> variables.get().get(name).orElse(""))
                    .filter(value -> !value.matches("[1-9][0-9]{0,4}") || Integer.parseInt(value) > 65_535)
                    .toList();
            if (!wrong.isEmpty()) {
                // found where the variable is set
                byService.computeIfAbsent(service, name -> new ArrayList<>()).addAll(wrong);
                return Optional.empty();
            }
            String[] parts = e.getMessage().split(": expected ", 2);
            findings.add(
                    port.place(),
                    "port " + text + ", where " + parts[0],
                    parts.length == 2 ? parts[1] : "[address:]${VARIABLE}:containerPort",
                    "mend it: compose refuses it");
            return Optional.empty();
        }
    }

    private boolean isUnknown(String text) {
        boolean[] unknown = {false};
        Variables.uses(
                text,
                use -> unknown[0] |=
                        !use.mayBeUnset() && variables.get().get(use.name()).isEmpty());
        return unknown[0];
    }

    private void infrastructure(String service, SourceLocation place, String text, PortBinding binding) {
        String host = text.replaceFirst("/[a-zA-Z]+$", "").replaceFirst(":[0-9-]+$", "");
        if (!binding.isFixed()) {
            findings.add(
                    place,
                    "port " + text + ", of which the engine chooses the host's",
                    "[address:]${VARIABLE}:containerPort",
                    "publish it by a variable of .env.cfa2");
            return;
        }
        if (!binding.isLoopback() && !PUBLIC_INFRASTRUCTURE.contains(service)) {
            findings.add(
                    place,
                    service + " is published to the world",
                    "127.0.0.1:" + text.replaceFirst("^(\\$\\{[^:}]*}|[0-9.]+|\\[[^\\]]*]):(?=.*:)", ""),
                    "bind it to 127.0.0.1");
        }
        if (!VARIABLE.matcher(host).matches()) {
            findings.add(
                    place,
                    "the literal port " + PublishedPort.of(binding).get(0).hostPort(),
                    "a variable of .env.cfa2",
                    "give it a name there");
        }
    }

    private void clash(String service, SourceLocation place, String text, PublishedPort port) {
        String number = String.valueOf(port.hostPort());
        byService.computeIfAbsent(service, name -> new ArrayList<>()).add(number);
        Published now = new Published(service, text, place, port);
        Optional<Published> other = taken.stream().filter(now::clashes).findFirst();
        taken.add(now);
        // two variables with one number are found where the second is set
        if (other.isPresent()
                && (names(other.get().text).equals(names(text))
                        || names(text).isEmpty()
                        || names(other.get().text).isEmpty())) {
            findings.add(
                    place,
                    "port " + number + " of the host, which " + other.get().service + " at line "
                            + other.get().place.line() + " has too",
                    "a port of its own",
                    "choose a free one");
        }
    }

    private static List<String> names(String text) {
        return NAME.matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(name -> name.endsWith("_PORT"))
                .toList();
    }

    private static String shortForm(YamlNode port) {
        return port.get("host_ip")
                        .map(YamlNode::text)
                        .map(ip -> (ip.contains(":") && !ip.startsWith("[") && !ip.contains("$") ? "[" + ip + "]" : ip)
                                + ":")
                        .orElse("")
                + port.get("published").map(published -> published.text() + ":").orElse("")
                + port.require("target").text()
                + port.get("protocol")
                        .filter(name -> !name.text().equals("tcp"))
                        .map(name -> "/" + name.text())
                        .orElse("");
    }
}
