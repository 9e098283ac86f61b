package io.cfa.compliance.name;

import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a word may be read in Latin letters: as its script is transcribed, and as it looks. Russian goes by the table of passports (ICAO Doc 9303);
 * every other script by ICU's transliterators, and what looks like a letter by the confusables of Unicode Technical Standard 39.
 */
final class Spelling {

    /** а to я. */
    private static final String[] LATIN =
            "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y  e iu ia".split(" ");

    private static final Transliterator ANY_TO_LATIN = Transliterator.getInstance("Any-Latin; Latin-ASCII; Lower()");
    private static final SpoofChecker LOOKS = new SpoofChecker.Builder().build();

    private Spelling() {}

    /** All ways to read a word in lower case, the likeliest first. */
    static List<String> of(String word) {
        if (isPlain(word, 'a', 'z')) {
            return List.of(word);
        }
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(latin(word));
        spellings.add(looks(word));
        spellings.remove("");
        return new ArrayList<>(spellings);
    }

    /** As it is transcribed. */
    private static String latin(String word) {
        return isPlain(word, 'а', 'я') ? passport(word) : letters(ANY_TO_LATIN.transliterate(word));
    }

    private static String passport(String word) {
        StringBuilder latin = new StringBuilder(word.length() + 4);
        for (int i = 0; i < word.length(); i++) {
            latin.append(LATIN[word.charAt(i) - 'а']);
        }
        return latin.toString();
    }

    /** As it looks: а of Cyrillic is a, 0 is o, and so on; nothing where that is no word of Latin letters. */
    private static String looks(String word) {
        StringBuilder looks = new StringBuilder(word.length());
        word.codePoints().mapToObj(Character::toString).map(Spelling::look).forEach(looks::append);
        return isPlain(looks.toString(), 'a', 'z') ? looks.toString() : "";
    }

    private static String look(String letter) {
        return switch (letter) {
            // not among the confusables of Unicode, and often used so
            case "1" -> "i";
            case "3" -> "e";
            case "4" -> "a";
            case "5" -> "s";
            default -> {
                String look = LOOKS.getSkeleton(letter).toLowerCase(Locale.ROOT);
                yield isPlain(letter, 'a', 'z') ? letter : look;
            }
        };
    }

    private static String letters(String latin) {
        return latin.replaceAll("[^a-z0-9]", "");
    }

    private static boolean isPlain(String word, char first, char last) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < first || word.charAt(i) > last) {
                return false;
            }
        }
        return true;
    }
}
