package io.cfa.maven.check.compose;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ServiceEntry;
import io.cfa.maven.model.source.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is said twice is the same: compose refuses two sizes of one thing, and takes one of two sources of a secret in silence. */
final class ConflictRules {

    /** What stands under a service, and under its {@code deploy}. */
    private static final Map<String, List<String>> TWINS = Map.of(
            "mem_limit", List.of("resources", "limits", "memory"),
            "cpus", List.of("resources", "limits", "cpus"),
            "pids_limit", List.of("resources", "limits", "pids"),
            "mem_reservation", List.of("resources", "reservations", "memory"),
            "scale", List.of("replicas"));

    private static final Pattern SIZE = Pattern.compile("([0-9.]+) ?([kmgtp]?)i?b?");
    private static final BigDecimal KILO = BigDecimal.valueOf(1024);

    private final Findings findings;
    private final UnaryOperator<String> resolved;

    /** The rules; a text's variables are replaced by the second. */
    ConflictRules(Findings findings, UnaryOperator<String> resolved) {
        this.findings = findings;
        this.resolved = resolved;
    }

    void check(YamlNode compose, List<ServiceEntry> services) {
        services.forEach(this::service);
        for (String kind : List.of("volumes", "networks", "secrets", "configs")) {
            compose.get(kind).map(YamlNode::entries).orElse(List.of()).forEach(entry -> {
                if (entry.getValue().isMapping()) {
                    external(kind, entry.getKey(), entry.getValue());
                }
            });
        }
    }

    private void service(ServiceEntry service) {
        YamlNode body = service.body();
        TWINS.forEach((key, path) -> {
            Optional<YamlNode> one = body.get(key).filter(ConflictRules::isValue);
            Optional<YamlNode> other = deployed(body, path);
            if (one.isPresent()
                    && other.isPresent()
                    && !size(one.get()).equals(size(other.get()))
                    && !size(one.get()).equals("0")) {
                findings.add(
                        one.get().place(),
                        key + " " + one.get().text() + " of " + service.name() + ", and "
                                + other.get().text() + " at line "
                                + other.get().place().line() + " under deploy",
                        "one of them, or the same",
                        "remove one: compose refuses both");
            }
        });
        body.get("container_name").ifPresent(name -> Stream.of(body.get("scale"), deployed(body, List.of("replicas")))
                .flatMap(Optional::stream)
                .filter(count -> !List.of("0", "1").contains(size(count)))
                .findFirst()
                .ifPresent(count -> findings.add(
                        name.place(),
                        "the container name " + name.text() + " of " + service.name() + ", which runs "
                                + resolved.apply(count.text()) + " times",
                        "no container_name, or one container",
                        "remove container_name: two cannot have one name")));
    }

    private static Optional<YamlNode> deployed(YamlNode body, List<String> path) {
        Optional<YamlNode> at = body.get("deploy");
        for (String step : path) {
            at = at.filter(YamlNode::isMapping).flatMap(node -> node.get(step));
        }
        return at.filter(ConflictRules::isValue);
    }

    private static boolean isValue(YamlNode node) {
        return !node.isMapping() && !node.isList() && !node.isNothing();
    }

    /** The same for the same size, whatever its unit. */
    private String size(YamlNode node) {
        String text = resolved.apply(node.text()).toLowerCase(Locale.ROOT);
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return text;
        }
        try {
            BigDecimal number = new BigDecimal(size.group(1));
            int power = size.group(2).isEmpty() ? 0 : "kmgtp".indexOf(size.group(2)) + 1;
            return number.signum() == 0
                    ? "0"
                    : number.multiply(KILO.pow(power)).stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private void external(String kind, YamlNode name, YamlNode body) {
        Optional<YamlNode> external = body.get("external");
        if (external.filter(value ->
                        value.isMapping() || resolved.apply(value.text()).equals("true"))
                .isEmpty()) {
            return;
        }
        Optional<String> inner = external.filter(YamlNode::isMapping)
                .flatMap(value -> value.get("name"))
                .map(YamlNode::text);
        List<String> others = new ArrayList<>(body.keys().stream()
                .map(YamlNode::text)
                .filter(key -> !List.of("external", "name").contains(key) && !key.startsWith("x-"))
                .toList());
        body.get("name")
                .filter(outer ->
                        inner.filter(other -> !other.equals(outer.text())).isPresent())
                .ifPresent(outer -> others.add("name"));
        if (!others.isEmpty()) {
            findings.add(
                    name.place(),
                    kind.replaceFirst("s$", "") + " " + name.text() + " is external, and has "
                            + String.join(" and ", others),
                    "external and name alone",
                    "remove one: what is external is made elsewhere, and the rest is refused or passed over");
        }
    }
}
