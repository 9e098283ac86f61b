package io.cfa.maven.check.rules;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every key of a file is one that its reader knows, with a value of the kind that it wants there; extensions may hold anything. */
public final class ShapeRules {

    private static final int LONGEST = 60;

    private final Findings findings;
    private final Shapes shapes;

    /** The rules of one kind of file. */
    public ShapeRules(Findings findings, Shapes shapes) {
        this.findings = findings;
        this.shapes = shapes;
    }

    /** Checks a whole file. */
    public void check(YamlNode file) {
        value(file, List.of("@file"), "the file");
    }

    /** Checks the value that a part's key has. */
    public void value(String part, String key, YamlNode value) {
        value(value, shapes.part(part).keys().get(key), key);
    }

    /** Checks one key of a part that is called so in findings, and its value where that can be told. */
    public void key(String part, YamlNode key, Optional<YamlNode> value, String what) {
        if (value.isPresent() || !shapes.part(part).keys().containsKey(key.text())) {
            key(shapes.part(part), key, value.orElse(key), what);
        }
    }

    private void value(YamlNode node, List<String> wanted, String what) {
        // !reset and !override are for files that are merged over others
        if (wanted.contains("any") || node.tag().startsWith("!")) {
            return;
        }
        if (node.isMapping()) {
            mapping(node, wanted, what);
        } else if (node.isList()) {
            Optional<String> list = first(wanted, "[");
            if (list.isEmpty()) {
                wrong(node, wanted, what, "a list");
            } else {
                List<String> items = inner(list.get());
                node.items().forEach(item -> value(item, items, what));
            }
        } else if (!ScalarKind.fits(node, wanted)) {
            wrong(node, wanted, what, node.isNothing() ? "nothing" : scalar(node, wanted));
        }
    }

    private void mapping(YamlNode node, List<String> wanted, String what) {
        Optional<String> part = first(wanted, "@");
        Optional<String> map = first(wanted, "{");
        if (part.isPresent()) {
            part(node, shapes.part(part.get().substring(1)), what);
        } else if (map.isPresent()) {
            List<String> values = inner(map.get());
            for (Map.Entry<YamlNode, YamlNode> entry : node.entries()) {
                if (!isExtension(entry.getKey())) {
                    value(entry.getValue(), values, entry.getKey().text());
                }
            }
        } else {
            wrong(node, wanted, what, "a mapping");
        }
    }

    private void part(YamlNode node, Shapes.Part part, String what) {
        required(node, part, what);
        node.entries().forEach(entry -> key(part, entry.getKey(), entry.getValue(), what));
    }

    private void key(Shapes.Part part, YamlNode key, YamlNode value, String what) {
        List<String> wanted = part.keys().get(key.text());
        if (wanted != null) {
            value(value, wanted, key.text());
        } else if (!part.open() && !isExtension(key)) {
            Shapes.Dialect dialect = shapes.dialect();
            findings.add(
                    key.place(),
                    "the " + dialect.key() + " " + shown(key.text()) + " of " + what + ", which " + dialect.reader()
                            + " does not know",
                    Suggestion.of(key.text(), part.keys().keySet()).orElse(dialect.known()),
                    dialect.extension());
        }
    }

    private void required(YamlNode node, Shapes.Part part, String what) {
        part.required().stream()
                .filter(key -> node.get(key).isEmpty())
                .forEach(key -> findings.add(
                        node.place(),
                        what + " has no " + key,
                        key + ", which " + shapes.dialect().reader() + " requires",
                        "add it"));
    }

    private static boolean isExtension(YamlNode key) {
        return key.text().startsWith("x-");
    }

    private static Optional<String> first(List<String> wanted, String begin) {
        return wanted.stream().filter(each -> each.startsWith(begin)).findFirst();
    }

    private static List<String> inner(String brackets) {
        return Shapes.alternatives(brackets.substring(1, brackets.length() - 1), '/');
    }

    /** Where settings are due, a text may be one of them, with a password. */
    private static String scalar(YamlNode node, List<String> wanted) {
        return first(wanted, "{").isPresent() ? "a text" : shown(node.text());
    }

    private static String shown(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    private void wrong(YamlNode node, List<String> wanted, String what, String found) {
        findings.add(
                node.place(),
                what + " is " + found,
                wanted.stream().map(ShapeRules::words).distinct().collect(Collectors.joining(" or ")),
                "mend it: " + shapes.dialect().reader() + " refuses it");
    }

    private static String words(String wanted) {
        return switch (wanted.charAt(0)) {
            case '@', '{' -> "a mapping";
            case '[' -> "a list";
            default ->
                switch (wanted) {
                    case "string" -> "a text";
                    case "integer", "number" -> "a number";
                    case "boolean" -> "true or false";
                    case "null" -> "nothing";
                    case "duration" -> "a duration such as 30s";
                    case "bytes" -> "a size such as 384m";
                    default ->
                        "one of " + wanted.substring(5, wanted.length() - 1).replace(",", ", ");
                };
        };
    }
}
