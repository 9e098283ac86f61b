package io.cfa.maven.check.rules;

import io.cfa.maven.model.compose.ComposeVersion;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
    private static final Pattern BYTES = Pattern.compile("[0-9]+(\\.[0-9]+)? ?[kKmMgGtTpP]?[iI]?[bB]?");
    private static final Set<String> TRUTHS = Set.of("true", "True", "TRUE", "false", "False", "FALSE");
    private static final Set<String> TRUTHS_AS_TEXT = Set.of("true", "false", "yes", "no", "on", "off", "y", "n");
    private static final Set<String> NOTHINGS = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern EVERY = Pattern.compile("every_(?:[0-9]++[wdhms])++");
    private static final Optional<ComposeVersion> EVERY_SINCE = ComposeVersion.parse("2.34.0");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern FRACTION = Pattern.compile("\\.0*[1-9]");

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

    /** Whether a value of a kind may stand where one of the kinds is wanted. */
    static boolean fits(ScalarKind kind, String text, List<String> wanted) {
        return wanted.stream().anyMatch(each -> switch (each) {
            case "any" -> true;
            case "null" -> kind == NOTHING;
            case "string" -> kind == TEXT;
            case "boolean" -> kind == TRUTH || kind == TEXT && TRUTHS_AS_TEXT.contains(text.toLowerCase(Locale.ROOT));
            case "number" -> isNumber(kind, text);
            case "integer" -> isNumber(kind, text) && !FRACTION.matcher(text).find();
            case "natural" ->
                isNumber(kind, text)
                        && !text.startsWith("-")
                        && !FRACTION.matcher(text).find();
            case "bytes" ->
                kind == NUMBER || kind == TEXT && BYTES.matcher(text).matches();
            case "size" ->
                kind == NUMBER && !text.startsWith("-")
                        || kind == TEXT && BYTES.matcher(text).matches();
            case "mode" ->
                kind == NUMBER || kind == TEXT && DIGITS.matcher(text).matches();
            case "duration" -> kind == TEXT && GoDuration.isOne(text);
            case "every" -> kind == TEXT && EVERY.matcher(text).matches();
            default ->
                each.startsWith("range(")
                        ? isWithin(each, kind, text)
                        : words(each).anyMatch(word -> word[0].equals(text));
        });
    }

    private static boolean isNumber(ScalarKind kind, String text) {
        return kind == NUMBER || kind == TEXT && NUMBER_AS_TEXT.matcher(text).matches();
    }

    /** Whether it is a whole number, not in quotes, of {@code range(least,most)}. */
    private static boolean isWithin(String range, ScalarKind kind, String text) {
        String[] ends = range.substring(6, range.length() - 1).split(",");
        return kind == NUMBER
                && text.matches("-?[0-9]{1,9}")
                && Integer.parseInt(text) >= Integer.parseInt(ends[0])
                && Integer.parseInt(text) <= Integer.parseInt(ends[1]);
    }

    /** The version that a word came with, where that is told. */
    static Optional<ComposeVersion> since(String text, List<String> wanted) {
        return wanted.contains("every") && EVERY.matcher(text).matches()
                ? EVERY_SINCE
                : wanted.stream()
                        .flatMap(ScalarKind::words)
                        .filter(word -> word.length == 2 && word[0].equals(text))
                        .findFirst()
                        .flatMap(word -> ComposeVersion.parse(word[1]));
    }

    /** The words of an {@code enum(...)}, each with the version that it came with where that stands there. */
    static Stream<String[]> words(String wanted) {
        return wanted.startsWith("enum(")
                ? Stream.of(wanted.substring(5, wanted.length() - 1).split(",")).map(word -> word.split("@"))
                : Stream.of();
    }
}
