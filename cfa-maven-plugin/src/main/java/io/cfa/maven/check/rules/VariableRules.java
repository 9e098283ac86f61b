package io.cfa.maven.check.rules;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.SecretDetector;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Orchestrator;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.TlsMode;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What must hold between the env file and the compose file: every variable is set once, used, and what its name says. */
public final class VariableRules {

    private static final List<String> REQUIRED = List.of("REGISTRY_IMAGE", "TAG");

    /** A use of these, where they are not set, is a part of another finding. */
    private static final Set<String> HAVE_THEIR_OWN = Set.of("REGISTRY_IMAGE", "TAG", "CI_REGISTRY_IMAGE");

    /** A variable of the environment wins over the file, on the host as everywhere. */
    private static final Set<String> OF_EVERY_SESSION =
            Set.of("HOME", "PATH", "USER", "LOGNAME", "SHELL", "PWD", "SHLVL", "LANG", "TERM", "MAIL", "HOSTNAME");

    private final Findings findings;
    private final Set<String> used = new TreeSet<>();
    private final Map<String, Port> ports = new HashMap<>();

    /** The rules whose findings are collected there. */
    public VariableRules(Findings findings) {
        this.findings = findings;
    }

    private record Port(String name, SourceLocation place) {}

    public void check(Variables variables, YamlNode compose) {
        compose.scalars().forEach(scalar -> uses(scalar.text(), scalar.place(), variables));
        lines(variables);
        variables.file().entries().forEach(this::entry);
        new TlsRules(findings, variables.file()).check();
        for (String required : REQUIRED) {
            if (!variables.sets(required)) {
                findings.add(
                        new SourceLocation(variables.file().path(), 1),
                        "no " + required,
                        required + "=…",
                        "add it: a plain `docker compose ps` needs it");
            }
        }
    }

    private void lines(Variables variables) {
        Path path = variables.file().path();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < variables.lines().size(); i++) {
            String line = variables.lines().get(i);
            SourceLocation place = new SourceLocation(path, i + 1);
            Variables.set(line).ifPresent(name -> {
                Integer earlier = seen.putIfAbsent(name, place.line());
                if (earlier != null) {
                    findings.add(
                            place,
                            name + ", which line " + earlier + " sets too",
                            "one line for each variable",
                            "remove one");
                }
                if (!line.contains("'")) {
                    Variables.uses(line.replaceFirst("\\s#.*", ""), use -> used.add(use.name()));
                }
            });
        }
    }

    private void uses(String text, SourceLocation place, Variables variables) {
        Variables.uses(text, use -> {
            used.add(use.name());
            if (!use.mayBeUnset() && !variables.sets(use.name()) && !HAVE_THEIR_OWN.contains(use.name())) {
                findings.add(
                        place,
                        "the variable " + use.name() + ", which " + Stack.ENV_FILE + " does not set",
                        use.name() + "=… there",
                        "add the line");
            }
        });
    }

    private void entry(String name, EnvFile.Entry entry) {
        if (OF_EVERY_SESSION.contains(name)) {
            findings.add(
                    entry.place(),
                    name + ", which every session of a host sets: that wins over this line",
                    "a name of your own",
                    "rename it");
        }
        if (entry.value().startsWith("#") || entry.value().contains("\t#")) {
            findings.add(
                    entry.place(),
                    "a comment of " + name + " that compose takes for a part of its value",
                    "a space before the #, and something before the space",
                    "write the comment above the line, or the value in quotes");
        }
        if (name.equals(Orchestrator.VARIABLE)) {
            orchestrator(entry);
        } else if (!used.contains(name) && !REQUIRED.contains(name) && !name.equals(Stack.PROFILES)) {
            findings.add(
                    entry.place(),
                    name + ", which nothing uses",
                    "a variable of docker-compose.yml",
                    "remove it, or use it");
        }
        if (SecretDetector.of(name, entry.value())) {
            new SecretRules(findings.of("secret")).add(entry.place(), name);
        } else if (name.equals("TAG")) {
            tag(entry);
        } else if (name.equals("REGISTRY_IMAGE") && !isRepository(entry.value())) {
            findings.add(
                    entry.place(),
                    "REGISTRY_IMAGE=" + entry.value(),
                    "registry[:port]/path in lower case, without a tag",
                    "mend it");
        } else if (name.equals(TlsMode.VARIABLE) && TlsMode.of(entry.value()).isEmpty()) {
            findings.add(
                    entry.place(),
                    TlsMode.VARIABLE + "=" + entry.value(),
                    String.join(" or ", TlsMode.words()),
                    "mend it: the edge does not start with another");
        } else if (name.endsWith("_PORT")) {
            port(name, entry);
        }
    }

    private void orchestrator(EnvFile.Entry entry) {
        if (Orchestrator.of(entry.value()).isEmpty()) {
            findings.add(
                    entry.place(),
                    Orchestrator.VARIABLE + "=" + entry.value(),
                    "compose or swarm",
                    "write one of them, or remove the line: compose is meant then");
        }
    }

    private void tag(EnvFile.Entry tag) {
        if (tag.value().equals("latest") || !tag.value().matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")) {
            findings.add(tag.place(), "TAG=" + tag.value(), "the tag that promote moves, such as dev", "name it");
        }
    }

    private static boolean isRepository(String value) {
        try {
            return !value.isBlank()
                    && value.length() < 256
                    && ImageReference.of(value + "/x:1").name().equals(value + "/x");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void port(String name, EnvFile.Entry entry) {
        String value = entry.value();
        if (!value.matches("[1-9][0-9]{0,4}") || Integer.parseInt(value) > 65535) {
            findings.of("port").add(entry.place(), name + "=" + value, "a number from 1 to 65535", "mend it");
            return;
        }
        Port other = ports.putIfAbsent(value, new Port(name, entry.place()));
        if (other != null) {
            findings.of("port")
                    .add(
                            entry.place(),
                            name + "=" + value + ", which is " + other.name + " of line " + other.place.line() + " too",
                            "a port of its own",
                            "choose a free one");
        }
    }
}
