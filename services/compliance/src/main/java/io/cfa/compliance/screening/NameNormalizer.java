package io.cfa.compliance.screening;

import static java.util.stream.Collectors.joining;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** When two spellings are the same name: the same words, whatever their order, case, accents and punctuation; ё is е. */
final class NameNormalizer {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private NameNormalizer() {}

    static String of(String name) {
        // й is a letter of its own, though it decomposes
        String letters = MARKS.matcher(
                        Normalizer.normalize(name.replace('й', '\u0001').replace('Й', '\u0001'), Normalizer.Form.NFKD))
                .replaceAll("")
                .replace('\u0001', 'й');
        return BETWEEN_WORDS
                .splitAsStream(letters.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .sorted()
                .collect(joining(" "));
    }
}
