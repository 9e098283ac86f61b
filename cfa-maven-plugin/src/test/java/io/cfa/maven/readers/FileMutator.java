package io.cfa.maven.readers;

import java.util.List;
import java.util.Random;

/** Makes broken files out of good ones: cut, doubled, put together, with tokens of the formats thrown in; the same ones for the same seed. */
final class FileMutator {

    private static final int LONGEST = 8_000;
    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ": ",
            ",",
            "- ",
            "\n",
            "\n  ",
            "\t",
            "\"",
            "'",
            "\\",
            "#",
            " #",
            "$",
            "$$",
            "${",
            "${A",
            "${A:-",
            "${A:?",
            "}",
            "|",
            ">",
            "&a ",
            "*a",
            "<<: ",
            "<<: *a",
            "!!str ",
            "!reference [a, b]",
            "!x ",
            "---\n",
            "...\n",
            "%YAML 1.1\n",
            "? ",
            "~",
            "null",
            "true",
            "0",
            "-1",
            "65536",
            "99999999999999999999",
            "1e9",
            "0x7f",
            "80-90",
            "::1",
            "[::1]",
            "/",
            "..",
            "../",
            "@",
            "sha256:",
            "\u0000",
            "\u00a0",
            "\u2028",
            "\uFEFF",
            "\uD83D\uDE00",
            "\uD800",
            "=",
            "export ",
            "A=",
            "A=$A",
            "==",
            "=~ /(a*)*/",
            "&&",
            "||",
            "(",
            ")",
            "services:",
            "image:",
            "ports:",
            "volumes:",
            "extends:",
            "rules:",
            "needs:",
            "if:",
            "depends_on:",
            "name:",
            "secrets:");

    private final Random random;
    private final List<String> seeds;

    FileMutator(long seed, List<String> seeds) {
        this.random = new Random(seed);
        this.seeds = seeds;
    }

    String next() {
        String text = any(seeds);
        int mutations = 1 + random.nextInt(4);
        for (int i = 0; i < mutations && text.length() < LONGEST; i++) {
            text = mutated(text);
        }
        return text;
    }

    private String mutated(String text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(30));
        return switch (random.nextInt(8)) {
            case 0 -> text.substring(0, from) + text.substring(to);
            case 1 -> text.substring(0, from) + any(TOKENS) + text.substring(from);
            case 2 -> text.substring(0, from) + any(TOKENS) + text.substring(to);
            case 3 -> text.substring(0, from) + any(TOKENS).repeat(random.nextInt(200)) + text.substring(from);
            case 4 ->
                text.substring(0, from) + text.substring(from, to).repeat(1 + random.nextInt(40)) + text.substring(to);
            case 5 -> text.substring(0, from);
            case 6 -> text.substring(0, from) + any(seeds) + text.substring(from);
            default -> text.substring(0, from) + (char) random.nextInt(0x250) + text.substring(to);
        };
    }

    private String any(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
