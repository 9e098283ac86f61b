package io.cfa.maven.check.compose;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.model.Orchestrator;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.compose.ComposeService;
import io.cfa.maven.model.compose.PortBinding;
import io.cfa.maven.model.compose.StackExtensions;
import io.cfa.maven.model.compose.StackExtensions.Placement;
import io.cfa.maven.model.compose.StackSupport;
import io.cfa.maven.model.env.Interpolation;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Set;

/**
 * With {@code CFA_ENGINE=swarm}: each construct of the compose file that a stack would refuse, pass over or drop, and that nothing can be written for
 * instead; so that none is lost in silence.
 */
final class StackRules {

    private static final Set<String> ACROSS_NODES = Set.of("bridge", "overlay");

    private final Findings findings;
    private final Interpolation variables;

    StackRules(Findings findings, Interpolation variables) {
        this.findings = findings;
        this.variables = variables;
    }

    /** Says nothing where the file is for Docker Compose, but of words under {@code x-cfa} that have another form. */
    void check(ComposeFile compose, Orchestrator orchestrator) {
        StackExtensions extensions = StackExtensions.of(compose);
        if (orchestrator != Orchestrator.SWARM) {
            return;
        }
        for (ComposeService service :
                compose.services().stream().filter(this::isOn).toList()) {
            Placement placement = extensions.of(service.name());
            service.body().entries().stream()
                    .filter(entry -> StackSupport.of(entry.getKey().text()) == StackSupport.Treatment.LOST)
                    .forEach(entry -> lost(
                            entry.getKey(),
                            entry.getKey().text() + " of " + service.name(),
                            StackSupport.next(entry.getKey().text())));
            StackMountRules.items(service.body(), "security_opt").stream()
                    .filter(option -> !StackSupport.isOfEachNode(option.text()))
                    .forEach(option -> lost(
                            option,
                            "security_opt " + option.text() + " of " + service.name(),
                            "remove it; no-new-privileges alone can be told each node's engine"));
            service.ports().forEach(port -> port(service, placement, port));
            new StackMountRules(findings, variables).check(service, placement);
            options(service);
            live(service, placement);
        }
        networks(compose);
        compose.root().get("configs").stream()
                .flatMap(configs -> configs.entries().stream())
                .filter(config -> config.getValue().get("file").isEmpty()
                        && config.getValue().get("external").isEmpty())
                .forEach(config -> lost(
                        config.getKey(),
                        "the config " + config.getKey().text() + ", which is no file",
                        "write its content into a file of the bundle, and file: with its path here"));
    }

    /** What a profile switches off is in no stack. */
    private boolean isOn(ComposeService service) {
        List<String> on = List.of(variables
                .replace("${" + Stack.PROFILES + ":-}", service.place())
                .split(","));
        return service.profiles().isEmpty() || service.profiles().stream().anyMatch(on::contains);
    }

    private void port(ComposeService service, Placement placement, YamlNode node) {
        PortBinding port = node.at(() -> PortBinding.of(node, variables));
        String shown =
                "port " + (node.isMapping() ? node.require("target").text() : node.text()) + " of " + service.name();
        if (port.isLoopback()) {
            findings.warn(
                    node.place(),
                    shown + " is left out of the stack",
                    "none: a stack would open 127.0.0.1 to the world",
                    "nothing; who needs it asks by a container on the stack's network");
        } else if (port.address()
                .filter(address -> !address.matches("0\\.0\\.0\\.0|::"))
                .isPresent()) {
            lost(node, "the address of " + shown, "publish it on all addresses, or on 127.0.0.1, where it is left out");
        } else if (!port.isFixed() || port.container().size() > 1) {
            lost(node, shown + ", which is not one port of the node's", "publish one port by its number");
        } else if (!placement.eachNode() && placement.pin().isEmpty()) {
            lost(
                    node,
                    shown + ", which would be at whichever node its task runs on",
                    "say with x-cfa: {nodes: each} that it enters at each node, or pin it to one with x-cfa: {pin: NAME}");
        }
    }

    private void options(ComposeService service) {
        service.body().get("networks").filter(YamlNode::isMapping).ifPresent(networks -> networks.entries().stream()
                .filter(network -> network.getValue().isMapping())
                .flatMap(network -> network.getValue().keys().stream())
                .filter(option -> !option.text().equals("aliases"))
                .forEach(option -> lost(
                        option,
                        option.text() + " of " + service.name() + " on a network",
                        "remove it, and call the service by its name")));
        service.body()
                .get("deploy")
                .flatMap(deploy -> deploy.get("mode"))
                .filter(mode -> mode.text().equals("global"))
                .ifPresent(mode -> lost(
                        mode, "deploy.mode global of " + service.name(), "write x-cfa: {nodes: each} instead of it"));
    }

    private void live(ComposeService service, Placement placement) {
        boolean asksWhetherReady = service.body()
                .get("healthcheck")
                .flatMap(check -> check.get("test"))
                .filter(test -> test.scalars().anyMatch(word -> word.text().contains("/health/ready")))
                .isPresent();
        if (placement.live().isPresent() && !asksWhetherReady) {
            lost(
                    service.key(),
                    "x-cfa live of " + service.name() + ", whose health check does not ask /health/ready",
                    "ask /health/ready in the health check, or remove live");
        }
    }

    private void networks(ComposeFile compose) {
        compose.root().get("networks").stream()
                .flatMap(networks -> networks.entries().stream())
                .filter(network -> network.getValue().isMapping())
                .flatMap(network -> network.getValue().get("driver").stream())
                .filter(driver -> !ACROSS_NODES.contains(driver.text()))
                .forEach(driver -> lost(
                        driver,
                        "the network driver " + driver.text() + ", which does not go over several nodes",
                        "remove the driver"));
    }

    private void lost(YamlNode node, String observed, String next) {
        findings.add(node.place(), observed, "what a stack has too, as CFA_ENGINE is swarm", next);
    }
}
