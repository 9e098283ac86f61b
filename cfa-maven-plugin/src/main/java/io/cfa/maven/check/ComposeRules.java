package io.cfa.maven.check;

import io.cfa.maven.model.EnvFile;
import io.cfa.maven.model.Place;
import io.cfa.maven.model.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold of the compose file. */
final class ComposeRules {

    /** Infrastructure that people reach from outside: browsers log in at Keycloak. */
    private static final Set<String> PUBLIC_INFRASTRUCTURE = Set.of("keycloak");

    private static final Pattern PINNED = Pattern.compile(".*(:[^/:]*[0-9][^/:]*|@sha256:[0-9a-f]{64})");
    private static final Pattern PORT =
            Pattern.compile("(?:(.+):)?(\\$\\{?[A-Za-z_][A-Za-z0-9_]*}?|[0-9]+):([0-9]+)(?:/(?:tcp|udp))?");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)}?");

    private final Checkout checkout;
    private final Findings findings;
    private final Map<String, Place> hostPorts = new HashMap<>();

    ComposeRules(Checkout checkout, Findings findings) {
        this.checkout = checkout;
        this.findings = findings;
    }

    void check(YamlNode compose, Optional<EnvFile> env) {
        if (compose.get("name").isEmpty()) {
            findings.add(
                    compose.place(),
                    "no top-level \"name\"",
                    "name: cfa",
                    "add it, so that the project is called the same everywhere");
        }
        compose.scalars()
                .filter(scalar -> scalar.text().contains("CI_REGISTRY_IMAGE"))
                .forEach(scalar -> findings.add(
                        scalar.place(),
                        "CI_REGISTRY_IMAGE",
                        "${REGISTRY_IMAGE}",
                        "the pipeline's own variable is not known on the host"));
        YamlNode services = compose.require("services");
        for (Map.Entry<YamlNode, YamlNode> entry : services.entries()) {
            service(entry.getKey(), entry.getValue(), env);
        }
        for (String module : checkout.services()) {
            if (services.get(module).isEmpty()) {
                findings.add(
                        services.place(), "no service " + module, "one for the module services/" + module, "add it");
            }
        }
    }

    private void service(YamlNode key, YamlNode body, Optional<EnvFile> env) {
        String name = key.text();
        boolean ours = checkout.services().contains(name);
        image(key, body.get("image"), ours);
        if (body.get("healthcheck").isEmpty()
                || body.get("healthcheck")
                        .flatMap(check -> check.get("disable"))
                        .filter(off -> off.text().equals("true"))
                        .isPresent()) {
            findings.add(
                    key.place(),
                    name + " has no healthcheck",
                    "one that works in its image",
                    "add it: without one a crash loop looks healthy");
        }
        if (body.get("mem_limit").isEmpty()
                && body.get("deploy")
                        .flatMap(d -> d.get("resources"))
                        .flatMap(r -> r.get("limits"))
                        .flatMap(l -> l.get("memory"))
                        .isEmpty()) {
            findings.add(
                    key.place(),
                    name + " has no mem_limit",
                    "a memory limit",
                    "add it, so that one service cannot starve the others");
        }
        Optional<String> restart = body.get("restart").map(YamlNode::text);
        if (restart.isEmpty() || restart.get().equals("no")) {
            findings.add(
                    key.place(),
                    name + " has no restart policy",
                    "restart: unless-stopped",
                    "add it, so that it comes back after a reboot");
        }
        body.get("ports").filter(YamlNode::isList).ifPresent(ports -> ports.items()
                .forEach(port -> port(name, ours, port, env)));
        body.get("environment").ifPresent(this::environment);
    }

    private void image(YamlNode key, Optional<YamlNode> image, boolean ours) {
        String name = key.text();
        if (image.isEmpty()) {
            findings.add(key.place(), name + " has no image", "an image", "add it: nothing is built on the host");
            return;
        }
        String reference = image.get().text();
        Place place = image.get().place();
        String expected = "${REGISTRY_IMAGE}/" + name + ":${TAG}";
        if (ours) {
            if (!reference.equals(expected)) {
                findings.add(place, "image " + reference, expected, "name the image as its module is named");
            }
        } else if (reference.contains("REGISTRY_IMAGE")) {
            findings.add(
                    place,
                    "image " + reference + " of no module",
                    "a module services/" + name,
                    "add the module, or remove the service");
        } else if (!PINNED.matcher(reference).matches()) {
            findings.add(
                    place,
                    "image " + reference + " is not pinned",
                    "a version behind the colon",
                    "name the version that was tried");
        }
    }

    private void port(String service, boolean ours, YamlNode port, Optional<EnvFile> env) {
        String text = port.isMapping() ? longForm(port) : port.text();
        Matcher matcher = PORT.matcher(text);
        if (!matcher.matches()) {
            findings.add(
                    port.place(),
                    "port " + text,
                    "[address:]${VARIABLE}:containerPort",
                    "publish it by a variable of .env.cfa2");
            return;
        }
        boolean loopback = matcher.group(1) != null && matcher.group(1).startsWith("127.");
        if (!ours && !loopback && !PUBLIC_INFRASTRUCTURE.contains(service)) {
            findings.add(
                    port.place(), service + " is published to the world", "127.0.0.1:" + text, "bind it to 127.0.0.1");
        }
        Matcher variable = VARIABLE.matcher(matcher.group(2));
        if (!variable.matches()) {
            findings.add(
                    port.place(),
                    "the literal port " + matcher.group(2),
                    "a variable of .env.cfa2",
                    "give it a name there");
        }
        String number = variable.matches()
                ? env.flatMap(file -> file.get(variable.group(1))).orElse(matcher.group(2))
                : matcher.group(2);
        Place other = hostPorts.putIfAbsent(number, port.place());
        if (other != null) {
            findings.add(
                    port.place(),
                    "port " + number + " of the host, which stands at line " + other.line() + " too",
                    "a port of its own",
                    "choose a free one");
        }
    }

    private static String longForm(YamlNode port) {
        return port.get("host_ip").map(ip -> ip.text() + ":").orElse("")
                + port.get("published").map(published -> published.text() + ":").orElse("")
                + port.require("target").text();
    }

    private void environment(YamlNode environment) {
        List<Map.Entry<YamlNode, String[]>> pairs = environment.isList()
                ? environment.items().stream()
                        .map(item -> Map.entry(item, (item.text() + "=").split("=", 2)))
                        .toList()
                : environment.entries().stream()
                        .map(entry -> Map.entry(entry.getValue(), new String[] {
                            entry.getKey().text(), entry.getValue().text()
                        }))
                        .toList();
        for (Map.Entry<YamlNode, String[]> pair : pairs) {
            String value = pair.getValue()[1].replaceFirst("=$", "");
            if (SecretLook.of(pair.getValue()[0], value)) {
                findings.add(
                        pair.getKey().place(),
                        pair.getValue()[0] + " looks like a secret",
                        "a file under secrets:",
                        "read it from /run/secrets; its value is in git now, so change it");
            }
        }
    }
}
