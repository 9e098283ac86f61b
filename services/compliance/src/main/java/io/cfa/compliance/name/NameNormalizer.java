package io.cfa.compliance.name;

import static java.util.stream.Collectors.joining;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** When two spellings are the same name: the same words, whatever their order, case, accents, punctuation and what cannot be seen; ё is е. */
public final class NameNormalizer {

    /** Joiners, soft hyphens, marks of direction, tags, fillers: they are in a name only to make it another one. */
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\p{Cf}\\p{Co}\\p{Cn}\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}\\x{115F}\\x{1160}\\x{3164}\\x{FFA0}\\x{34F}]+");

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private NameNormalizer() {}

    /** The words in lower case and in the order of the alphabet, with a space between them. */
    public static String of(String name) {
        return BETWEEN_WORDS
                .splitAsStream(letters(name).toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .sorted()
                .collect(joining(" "));
    }

    /** Whether a name has letters enough to be told from another: no mere signs, digits and what cannot be seen. */
    public static boolean isComparable(String name) {
        return of(name).codePoints().filter(Character::isLetter).limit(2).count() == 2;
    }

    /** A name without what cannot be seen and without accents, its case as it was. */
    static String letters(String name) {
        String visible = INVISIBLE
                .matcher(Normalizer.normalize(name, Normalizer.Form.NFKC))
                .replaceAll("");
        // й is a letter of its own, though it decomposes
        return MARKS.matcher(Normalizer.normalize(
                        visible.replace('й', '\u0001').replace('Й', '\u0002'), Normalizer.Form.NFKD))
                .replaceAll("")
                .replace('\u0001', 'й')
                .replace('\u0002', 'Й');
    }
}
