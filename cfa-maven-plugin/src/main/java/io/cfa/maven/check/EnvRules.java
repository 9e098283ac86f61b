package io.cfa.maven.check;

import io.cfa.maven.model.EnvFile;
import io.cfa.maven.model.Place;
import io.cfa.maven.model.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold of the env file, alone and beside the compose file. */
final class EnvRules {

    /** A variable that compose replaces; {@code $$} is a dollar, and a form with a default or an alternative may be unset. */
    private static final Pattern USE =
            Pattern.compile("\\$(?:(\\$)|\\{([A-Za-z_][A-Za-z0-9_]*)(:?[-+?][^}]*)?}|([A-Za-z_][A-Za-z0-9_]*))");

    private static final Pattern SETS = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=.*");

    private final Findings findings;
    private final Set<String> used = new TreeSet<>();

    EnvRules(Findings findings) {
        this.findings = findings;
    }

    void check(EnvFile env, String text, YamlNode compose) {
        compose.scalars().forEach(scalar -> uses(scalar.text(), scalar.place(), env));
        List<String> lines = text.lines().toList();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher sets = SETS.matcher(lines.get(i));
            if (!sets.matches()) {
                continue;
            }
            Integer earlier = seen.putIfAbsent(sets.group(1), i + 1);
            if (earlier != null) {
                findings.add(
                        new Place(env.path(), i + 1),
                        sets.group(1) + ", which line " + earlier + " sets too",
                        "one line for each variable",
                        "remove one");
            }
            if (!lines.get(i).contains("'")) {
                uses(lines.get(i), new Place(env.path(), i + 1), env);
            }
        }
        env.entries().forEach((name, entry) -> entry(name, entry));
        for (String required : List.of("REGISTRY_IMAGE", "TAG")) {
            if (env.get(required).filter(value -> !value.isBlank()).isEmpty()) {
                findings.add(
                        new Place(env.path(), 1),
                        "no " + required,
                        required + "=…",
                        "add it: a plain `docker compose ps` needs it");
            }
        }
    }

    private void uses(String text, Place place, EnvFile env) {
        Matcher use = USE.matcher(text);
        while (use.find()) {
            if (use.group(1) != null) {
                continue;
            }
            String name = use.group(2) != null ? use.group(2) : use.group(4);
            used.add(name);
            boolean mayBeUnset = use.group(3) != null && !use.group(3).contains("?");
            if (!mayBeUnset && env.get(name).isEmpty()) {
                findings.add(
                        place,
                        "the variable " + name + ", which .env.cfa2 does not set",
                        name + "=… there",
                        "add the line");
            }
        }
    }

    private void entry(String name, EnvFile.Entry entry) {
        if (!used.contains(name)) {
            findings.add(
                    entry.place(),
                    name + ", which nothing uses",
                    "a variable of docker-compose.yml",
                    "remove it, or use it");
        }
        if (SecretLook.of(name, entry.value())) {
            findings.add(
                    entry.place(),
                    name + " looks like a secret",
                    "a file under secrets/",
                    "read it from /run/secrets; its value is in git now, so change it");
        }
        if (name.equals("TAG") && entry.value().equals("latest")) {
            findings.add(entry.place(), "TAG=latest", "the tag that promote moves, such as dev", "name it");
        }
        if (name.endsWith("_PORT") && !entry.value().matches("[1-9][0-9]{0,4}")) {
            findings.add(entry.place(), name + "=" + entry.value(), "a number from 1 to 65535", "mend it");
        } else if (name.endsWith("_PORT") && Integer.parseInt(entry.value()) > 65535) {
            findings.add(entry.place(), name + "=" + entry.value(), "a number from 1 to 65535", "mend it");
        }
    }
}
