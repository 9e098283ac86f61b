package io.cfa.maven.model.compose;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code docker stack deploy} makes of each key of a compose file's service.
 *
 * <p>Source: docker/cli 26.1, {@code cli/compose/types} (what it passes over or forbids) and its schema 3.13 (what it knows); and what was tried with
 * dockerd 26.1, as decision 86 tells.
 */
public final class StackSupport {

    /** A stack means by it what Compose means. */
    private static final Set<String> TAKEN = Set.of(
            "cap_add",
            "cap_drop",
            "command",
            "dns",
            "dns_search",
            "entrypoint",
            "environment",
            "extra_hosts",
            "hostname",
            "image",
            "init",
            "isolation",
            "labels",
            "logging",
            "read_only",
            "stdin_open",
            "stop_grace_period",
            "stop_signal",
            "sysctls",
            "tty",
            "ulimits",
            "user",
            "working_dir");

    /** It is written in another way. */
    private static final Set<String> REPLACED = Set.of(
            "configs",
            "cpus",
            "deploy",
            "healthcheck",
            "mem_limit",
            "mem_reservation",
            "networks",
            "pids_limit",
            "ports",
            "restart",
            "scale",
            "secrets",
            "security_opt",
            "shm_size",
            "tmpfs",
            "volumes");

    /** Nothing is lost without it: services wait by themselves, profiles were applied before, and images come by digest. */
    private static final Set<String> NEEDLESS = Set.of("attach", "depends_on", "expose", "profiles", "pull_policy");

    /** What helps instead of some that a stack refuses, passes over, or drops in silence. */
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("build", "name an image that each node can pull"),
            Map.entry("container_name", "call the service by its own name: a stack gives each task another"),
            Map.entry("cpu_shares", "write cpus"),
            Map.entry("cpuset", "write cpus"),
            Map.entry("devices", "run what needs a device of one machine there, beside the stack"),
            Map.entry("env_file", "write the variables under environment"),
            Map.entry("external_links", "put both on one network"),
            Map.entry("links", "call the other service by its name"),
            Map.entry("memswap_limit", "remove it: mem_limit stays"),
            Map.entry("network_mode", "publish ports, or name networks"),
            Map.entry("platform", "pin the service to nodes of that kind with x-cfa: {pin: NAME}"),
            Map.entry("privileged", "add the capabilities that it needs with cap_add"),
            Map.entry("volumes_from", "name the volumes under volumes"));

    private StackSupport() {}

    /** What becomes of a key. */
    public enum Treatment {
        /** It is handed on. */
        TAKEN,
        /** It is written in another way. */
        REPLACED,
        /** It is left out, and nothing is lost. */
        NEEDLESS,
        /** A stack would refuse it, pass it over or drop it: what it asks for would be lost. */
        LOST
    }

    /** What becomes of a service's key; extensions are for others than Docker. */
    public static Treatment of(String key) {
        if (TAKEN.contains(key)) {
            return Treatment.TAKEN;
        }
        if (REPLACED.contains(key)) {
            return Treatment.REPLACED;
        }
        return NEEDLESS.contains(key) || key.startsWith("x-") ? Treatment.NEEDLESS : Treatment.LOST;
    }

    /** What helps where a key is lost. */
    public static String next(String key) {
        return Optional.ofNullable(INSTEAD.get(key)).orElse("remove it, or stay on one host with CFA_ENGINE=compose");
    }

    /** Whether a stack can have an entry of {@code security_opt}: only the one that each node's engine may be told for all of its containers. */
    public static boolean isOfEachNode(String securityOption) {
        return securityOption.matches("no-new-privileges([:=]true)?");
    }
}
