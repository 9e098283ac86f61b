package io.cfa.maven.check.rules;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.model.compose.ComposeVersion;
import io.cfa.maven.model.source.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Every key of a file is one that its reader knows, with a value of the kind that it wants there; extensions may hold anything. */
public final class ShapeRules {

    private static final int LONGEST = 60;

    private final Findings findings;
    private final Shapes shapes;
    private final Optional<ComposeVersion> version;
    private final UnaryOperator<String> resolved;

    /** The rules of a kind of file that one program reads in all its versions. */
    public ShapeRules(Findings findings, Shapes shapes) {
        this(findings, shapes, Optional.empty(), UnaryOperator.identity());
    }

    /**
     * The rules of one kind of file.
     *
     * @param version  of its program; it may pass over what came later, in silence
     * @param resolved replaces the variables of a text
     */
    public ShapeRules(
            Findings findings, Shapes shapes, Optional<ComposeVersion> version, UnaryOperator<String> resolved) {
        this.findings = findings;
        this.shapes = shapes;
        this.version = version;
        this.resolved = resolved;
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
        if (node.tag().equals("!reset")) {
            findings.add(
                    node.place(),
                    what + " is !reset, which takes it away",
                    "what should be there",
                    "remove it: it is for a file that is put over another");
            return;
        }
        // of a pipeline it stands for what is elsewhere
        if (wanted.contains("any") || node.tag().equals("!reference")) {
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
        } else {
            scalar(node, wanted, what);
        }
    }

    /** What a text with variables becomes is a text. */
    private void scalar(YamlNode node, List<String> wanted, String what) {
        String written = node.isNothing() ? "" : node.text();
        String text = resolved.apply(written);
        if (text.equals(written) && text.contains("$")) {
            // it cannot be told, or is no variable
            return;
        }
        ScalarKind kind = text.equals(written) ? ScalarKind.of(node) : ScalarKind.TEXT;
        if (!ScalarKind.fits(kind, text, wanted)) {
            wrong(node, wanted, what, node.isNothing() ? "nothing" : scalar(node, wanted));
        } else if (!shapes.dialect().numbers().keeps(node, wanted)) {
            findings.add(
                    node.place(),
                    what + " is " + node.text() + ", which " + shapes.dialect().reader() + " writes in another way",
                    "a text in quotes, or a plain number",
                    "write \"" + node.text() + "\" if it is no number");
        } else {
            later(node, what + ": " + shown(text), ScalarKind.since(text, wanted));
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
            later(
                    key,
                    "the " + shapes.dialect().key() + " " + shown(key.text()) + " of " + what,
                    Optional.ofNullable(part.since().get(key.text())));
            value(value, wanted, key.text());
        } else if (!part.open() && !isExtension(key)) {
            Shapes.Dialect dialect = shapes.dialect();
            findings.add(
                    key.place(),
                    "the " + dialect.key() + " " + shown(key.text()) + " of " + what + ", which " + dialect.reader()
                            + " does not know",
                    meant(key.text(), part).orElse(dialect.known()),
                    dialect.extension());
        }
    }

    /** What the version knows is meant rather than what came later. */
    private Optional<String> meant(String misspelt, Shapes.Part part) {
        Set<String> later = new HashSet<>(part.keys().keySet());
        later.removeIf(key ->
                Optional.ofNullable(part.since().get(key)).filter(this::isLater).isEmpty());
        Set<String> known = new HashSet<>(part.keys().keySet());
        known.removeAll(later);
        return Suggestion.of(misspelt, known).or(() -> Suggestion.of(misspelt, later)
                .map(key ->
                        key + ", which came with Docker Compose " + part.since().get(key)));
    }

    private boolean isLater(ComposeVersion since) {
        return version.filter(known -> since.compareTo(known) > 0).isPresent();
    }

    private void later(YamlNode node, String what, Optional<ComposeVersion> since) {
        since.filter(this::isLater)
                .ifPresent(newer -> findings.add(
                        node.place(),
                        what + ", which came with Docker Compose " + newer,
                        "what Docker Compose " + version.orElseThrow() + " knows, as cfa.composeVersion says",
                        "remove it, or, where the host has a newer one, say so: cfa.composeVersion=" + newer));
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
                    case "integer" -> "a whole number";
                    case "natural" -> "a whole number from 0 on";
                    case "number" -> "a number";
                    case "mode" -> "an access mode such as 0440";
                    case "boolean" -> "true or false";
                    case "null" -> "nothing";
                    case "every" -> "a time such as every_12h";
                    case "duration" -> "a duration such as 30s";
                    case "bytes" -> "a size such as 384m";
                    default ->
                        wanted.startsWith("range(")
                                ? "a whole number from "
                                        + wanted.substring(6, wanted.length() - 1)
                                                .replace(",", " to ")
                                : ScalarKind.words(wanted)
                                        .map(word -> word[0])
                                        .collect(Collectors.joining(", ", "one of ", ""));
                };
        };
    }
}
