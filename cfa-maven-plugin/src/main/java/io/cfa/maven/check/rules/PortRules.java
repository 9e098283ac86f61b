package io.cfa.maven.check.rules;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold of published ports: each a variable, none twice, and open to the world only where people are meant to come in. */
final class PortRules {

    /** Infrastructure that people reach from outside: browsers log in at Keycloak. */
    private static final Set<String> PUBLIC_INFRASTRUCTURE = Set.of("keycloak");

    /** What each of ours listens on in its container. */
    private static final String CONTAINER_PORT = "8080";

    private static final Pattern PORT = Pattern.compile(
            "(?:(?<address>.+):)?(?<host>\\$\\{?[A-Za-z_][A-Za-z0-9_]*}?|[0-9]+):[0-9]+(?<protocol>/(?:tcp|udp))?");
    private static final Pattern LOOPBACK = Pattern.compile("127\\.[0-9.]+|\\[::1]|localhost");

    private final Findings findings;
    private final Optional<Variables> variables;
    private final Map<String, Published> taken = new HashMap<>();
    private final Map<String, List<String>> byService = new LinkedHashMap<>();

    PortRules(Findings findings, Optional<Variables> variables) {
        this.findings = findings;
        this.variables = variables;
    }

    private record Published(String service, String host, SourceLocation place) {}

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
        if (ports.isEmpty() && service.builtHere()) {
            findings.add(
                    service.place(),
                    service.name() + " publishes no port",
                    ourForm(service.name()),
                    "add it under ports");
        }
        if (ports.isEmpty()) {
            byService.put(service.name(), List.of());
        }
        ports.forEach(port -> port(service, port));
    }

    private static String ourForm(String service) {
        return "${" + ProjectLayout.portVariable(service) + "}:" + CONTAINER_PORT;
    }

    private void port(ServiceEntry service, YamlNode port) {
        String text = port.isMapping() ? shortForm(port) : port.text();
        Matcher matcher = PORT.matcher(text);
        if (service.builtHere() && !text.equals(ourForm(service.name()))) {
            findings.add(port.place(), "port " + text + " of " + service.name(), ourForm(service.name()), "mend it");
        } else if (!matcher.matches()) {
            findings.add(
                    port.place(),
                    "port " + text,
                    "[address:]${VARIABLE}:containerPort",
                    "publish it by a variable of .env.cfa2");
        } else if (!service.builtHere()) {
            infrastructure(service.name(), port.place(), text, matcher);
        }
        if (matcher.matches()) {
            clash(service.name(), port.place(), matcher);
        }
    }

    private void infrastructure(String service, SourceLocation place, String text, Matcher port) {
        String address = port.group("address") == null ? "" : resolved(port.group("address"));
        String rest = text.substring(port.group("address") == null ? 0 : port.end("address") + 1);
        if (!LOOPBACK.matcher(address).matches() && !PUBLIC_INFRASTRUCTURE.contains(service)) {
            findings.add(place, service + " is published to the world", "127.0.0.1:" + rest, "bind it to 127.0.0.1");
        }
        if (!port.group("host").startsWith("$")) {
            findings.add(
                    place, "the literal port " + port.group("host"), "a variable of .env.cfa2", "give it a name there");
        }
    }

    private void clash(String service, SourceLocation place, Matcher port) {
        String host = port.group("host");
        String number = resolved(host);
        if (!number.startsWith("$")) {
            byService.computeIfAbsent(service, name -> new ArrayList<>()).add(number);
        }
        String protocol = Optional.ofNullable(port.group("protocol")).orElse("/tcp");
        Published other = taken.putIfAbsent(number + protocol, new Published(service, host, place));
        // two variables with one number are found where the second is set
        if (other != null && (other.host.equals(host) || !(other.host + host).matches("\\$.*_PORT}?\\$.*_PORT}?"))) {
            findings.add(
                    place,
                    "port " + number + " of the host, which " + other.service + " at line " + other.place.line()
                            + " has too",
                    "a port of its own",
                    "choose a free one");
        }
    }

    private String resolved(String text) {
        return variables.map(known -> known.replace(text)).orElse(text);
    }

    private static String shortForm(YamlNode port) {
        return port.get("host_ip").map(ip -> ip.text() + ":").orElse("")
                + port.get("published").map(published -> published.text() + ":").orElse("")
                + port.require("target").text()
                + port.get("protocol")
                        .filter(name -> !name.text().equals("tcp"))
                        .map(name -> "/" + name.text())
                        .orElse("");
    }
}
