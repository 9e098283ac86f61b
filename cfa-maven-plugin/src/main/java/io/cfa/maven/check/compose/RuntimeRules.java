package io.cfa.maven.check.compose;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ServiceEntry;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What each service needs to run unattended: a health check, a memory limit, a restart policy. */
final class RuntimeRules {

    private static final Pattern MEMORY =
            Pattern.compile("(?i)([1-9][0-9]*(\\.[0-9]+)?|0?\\.[0-9]*[1-9][0-9]*) ?(b|[kmgtp]i?b?)?|\\$.+");
    private static final Set<String> COMES_BACK = Set.of("always", "unless-stopped");

    private final Findings findings;

    RuntimeRules(Findings findings) {
        this.findings = findings;
    }

    void check(ServiceEntry service) {
        String name = service.name();
        YamlNode body = service.body();
        if (!isChecked(body.get("healthcheck"))) {
            findings.add(
                    service.place(),
                    name + " has no healthcheck",
                    "one that works in its image",
                    "add it: without one a crash loop looks healthy");
        }
        Optional<YamlNode> memory = body.get("mem_limit").or(() -> body.get("deploy")
                .flatMap(deploy -> deploy.get("resources"))
                .flatMap(resources -> resources.get("limits"))
                .flatMap(limits -> limits.get("memory")));
        if (memory.isEmpty()) {
            findings.add(
                    service.place(),
                    name + " has no mem_limit",
                    "a memory limit",
                    "add it, so that one service cannot starve the others");
        } else if (!MEMORY.matcher(memory.get().text()).matches()) {
            findings.add(
                    memory.get().place(),
                    "mem_limit " + memory.get().text() + " of " + name,
                    "a memory limit such as 384m",
                    "mend it");
        }
        Optional<YamlNode> restart = body.get("restart");
        if (restart.isEmpty() || !COMES_BACK.contains(restart.get().text())) {
            findings.add(
                    restart.map(YamlNode::place).orElse(service.place()),
                    restart.map(policy -> "restart: " + policy.text() + " of " + name)
                            .orElse(name + " has no restart policy"),
                    "restart: unless-stopped",
                    "write that, so that it comes back after a reboot");
        }
        for (String elsewhere : List.of("extends", "env_file")) {
            body.get(elsewhere)
                    .ifPresent(node -> findings.add(
                            node.place(),
                            elsewhere + " of " + name,
                            "everything in this one static file",
                            "write it here: only this file and " + Stack.ENV_FILE + " are checked"));
        }
    }

    private static boolean isChecked(Optional<YamlNode> healthcheck) {
        if (healthcheck
                .flatMap(check -> check.get("disable"))
                .filter(off -> off.text().equals("true"))
                .isPresent()) {
            return false;
        }
        return healthcheck
                .flatMap(check -> check.get("test"))
                .map(test -> test.isList()
                        ? test.items().stream().findFirst().map(YamlNode::text).orElse("NONE")
                        : test.text())
                .filter(first -> !first.equals("NONE") && !first.isBlank())
                .isPresent();
    }
}
