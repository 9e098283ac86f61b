package io.cfa.maven.model.compose;

import io.cfa.maven.model.env.Interpolation;
import io.cfa.maven.model.source.YamlNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a second container of a service can run beside its first, so that it is replaced by starting the new one before the old one is stopped.
 *
 * @param obstacle what of its configuration keeps it from that; empty where nothing does
 * @param memory   the bytes that a container of it takes at most; 0 where there is an obstacle
 */
public record StartFirst(Optional<String> obstacle, long memory) {

    /** Source: the Compose specification, byte values: {@code b}, {@code k} or {@code kb}, {@code m} or {@code mb}, {@code g} or {@code gb}. */
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,15})([bkmgBKMG]?)[bB]?");

    private static final String UNITS = "bkmg";

    /** Of a service that cannot. */
    public static StartFirst no(String obstacle) {
        return new StartFirst(Optional.of(obstacle), 0);
    }

    /** Of one that can, and takes so many bytes at most. */
    public static StartFirst yes(long memory) {
        return new StartFirst(Optional.empty(), memory);
    }

    /** Of a service of the file. */
    public static StartFirst of(ComposeService service, Interpolation variables) {
        return obstacle(service, variables).map(StartFirst::no).orElseGet(() -> memory(service, variables)
                .map(StartFirst::yes)
                .orElseGet(() -> no("it has no mem_limit, so that nobody knows what a second one takes")));
    }

    /** Whether it can. */
    public boolean isPossible() {
        return obstacle.isEmpty();
    }

    private static Optional<String> obstacle(ComposeService service, Interpolation variables) {
        if (!service.ports().isEmpty()) {
            return Optional.of("it publishes a port of the host, which only one can have");
        }
        for (String key : new String[] {"container_name", "network_mode", "hostname", "mac_address", "devices"}) {
            if (service.body().get(key).isPresent()) {
                return Optional.of("it has " + key + ", which is of one container");
            }
        }
        if (service.body().get("networks").stream()
                .filter(YamlNode::isMapping)
                .flatMap(networks -> networks.entries().stream())
                .anyMatch(network -> network.getValue().get("ipv4_address").isPresent()
                        || network.getValue().get("ipv6_address").isPresent())) {
            return Optional.of("it has a fixed address, which is of one container");
        }
        if (service.body()
                .get("healthcheck")
                .flatMap(check -> check.get("test"))
                .isEmpty()) {
            return Optional.of("it has no health check, which says when the new one is ready");
        }
        return service.mounts().stream()
                .filter(mount -> isWritten(mount, variables))
                .findFirst()
                .map(mount -> "two would write to what it mounts");
    }

    private static boolean isWritten(YamlNode mount, Interpolation variables) {
        if (mount.isMapping()) {
            String type = mount.get("type").map(YamlNode::text).orElse("");
            return !type.equals("tmpfs")
                    && mount.get("read_only")
                            .filter(flag -> flag.text().equals("true"))
                            .isEmpty();
        }
        return !variables.replace(mount.text(), mount.place()).matches(".*:(?:[^:]*,)?ro(?:,[^:]*)?");
    }

    private static Optional<Long> memory(ComposeService service, Interpolation variables) {
        return service.body()
                .get("mem_limit")
                .or(() -> service.body()
                        .get("deploy")
                        .flatMap(deploy -> deploy.get("resources"))
                        .flatMap(resources -> resources.get("limits"))
                        .flatMap(limits -> limits.get("memory")))
                .map(limit -> variables.replace(limit.text(), limit.place()))
                .flatMap(StartFirst::bytes)
                .filter(bytes -> bytes > 0);
    }

    private static Optional<Long> bytes(String text) {
        Matcher form = BYTES.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        int unit = form.group(2).isEmpty()
                ? 0
                : UNITS.indexOf(Character.toLowerCase(form.group(2).charAt(0)));
        return Optional.of(Long.parseLong(form.group(1)) * (1L << 10 * unit)).filter(bytes -> bytes < 1L << 50);
    }
}
