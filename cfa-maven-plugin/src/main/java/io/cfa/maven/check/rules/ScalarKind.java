package io.cfa.maven.check.rules;

import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a single value is to compose, which knows YAML 1.2 and fewer words than version 1.1: {@code yes} is a text. */
enum ScalarKind {
    TEXT,
    NUMBER,
    TRUTH,
    NOTHING,

    /** A date, which compose takes nowhere. */
    DATE;

    private static final Pattern A_NUMBER = Pattern.compile(
            "[-+]?[0-9][0-9_]*|0x[0-9a-fA-F_]+|0o?[0-7_]+|0b[01_]+|[-+]?(\\.[0-9]+|[0-9]+\\.?[0-9]*)([eE][-+]?[0-9]+)?");
    private static final Pattern NUMBER_AS_TEXT = Pattern.compile("[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?");
    private static final Pattern A_DATE = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?");
    private static final Pattern BYTES = Pattern.compile("-?[0-9]+(\\.[0-9]+)* ?[kKmMgGtTpP]?[iI]?[bB]?");
    private static final Set<String> TRUTHS = Set.of("true", "True", "TRUE", "false", "False", "FALSE");
    private static final Set<String> TRUTHS_AS_TEXT = Set.of("true", "false", "yes", "no", "on", "off", "y", "n");
    private static final Set<String> NOTHINGS = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern DURATION = Pattern.compile("([0-9]+(\\.[0-9]+)?(ns|us|µs|μs|ms|s|m|h))+|0");

    static ScalarKind of(YamlNode node) {
        if (node.isNothing()) {
            return NOTHING;
        }
        String text = node.text();
        if (node.isQuoted() || node.tag().equals("tag:yaml.org,2002:str") && !NOTHINGS.contains(text)) {
            return node.isQuoted() || !A_NUMBER.matcher(text).matches() && !TRUTHS.contains(text) ? TEXT : kind(text);
        }
        return kind(text);
    }

    private static ScalarKind kind(String text) {
        if (NOTHINGS.contains(text)) {
            return NOTHING;
        }
        if (A_DATE.matcher(text).matches()) {
            return DATE;
        }
        return TRUTHS.contains(text) ? TRUTH : A_NUMBER.matcher(text).matches() ? NUMBER : TEXT;
    }

    /** Whether a value may stand where one of the kinds is wanted; one with a variable may be anything. */
    static boolean fits(YamlNode node, List<String> wanted) {
        ScalarKind kind = of(node);
        String text = kind == NOTHING ? "" : node.text();
        return text.contains("$") && kind == TEXT
                || wanted.stream().anyMatch(each -> switch (each) {
                    case "any" -> true;
                    case "null" -> kind == NOTHING;
                    case "string" -> kind == TEXT;
                    case "boolean" ->
                        kind == TRUTH || kind == TEXT && TRUTHS_AS_TEXT.contains(text.toLowerCase(Locale.ROOT));
                    case "integer", "number" ->
                        kind == NUMBER
                                || kind == TEXT && NUMBER_AS_TEXT.matcher(text).matches();
                    case "bytes" ->
                        kind == NUMBER || kind == TEXT && BYTES.matcher(text).matches();
                    case "duration" -> kind == TEXT && DURATION.matcher(text).matches();
                    default ->
                        each.startsWith("enum(")
                                && List.of(each.substring(5, each.length() - 1).split(","))
                                        .contains(text);
                });
    }
}
