package io.cfa.compliance.screening;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/**
 * When two names may mean the same: each word of the shorter one has its own like word in the longer one. Words are like if they are the same
 * but for a misspelling (one in a word of four letters or more, two from eight on; two letters that changed places are one), Cyrillic letters
 * counting as the Latin ones that they are transcribed to. What kind of company it is does not count, and one word alone is like one word only:
 * not everybody called Ivan is like Ivan Petrov.
 */
final class FuzzyNameMatcher {

    private static final Set<String> KINDS_OF_COMPANY = Set.of(
            "ag", "ao", "co", "corp", "gmbh", "inc", "ip", "jsc", "llc", "ltd", "oao", "ooo", "oy", "pao", "pjsc",
            "plc", "zao");

    /** а to я, as passports have them (ICAO Doc 9303); most of what differs in other customs is within a misspelling. */
    private static final String[] LATIN =
            "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y  e iu ia".split(" ");

    private static final List<DamerauLevenshteinDistance> WITHIN = List.of(
            new DamerauLevenshteinDistance(0), new DamerauLevenshteinDistance(1), new DamerauLevenshteinDistance(2));

    private final String[] words;

    /**
     * Names like this one.
     *
     * @param words the name's, as {@link NameNormalizer} gives them
     */
    FuzzyNameMatcher(String words) {
        this.words = split(words);
    }

    boolean include(String otherWords) {
        String[] other = split(otherWords);
        String[] fewer = words.length <= other.length ? words : other;
        String[] more = fewer == words ? other : words;
        if (fewer.length == 0 || fewer.length == 1 && more.length > 1) {
            return false;
        }
        int[] partner = new int[more.length];
        Arrays.fill(partner, -1);
        for (int word = 0; word < fewer.length; word++) {
            if (!finds(word, fewer, more, partner, new boolean[more.length])) {
                return false;
            }
        }
        return true;
    }

    /** Finds a partner for a word, where need be one whose own word finds another: the augmenting paths of a bipartite matching. */
    private static boolean finds(int word, String[] fewer, String[] more, int[] partner, boolean[] tried) {
        for (int candidate = 0; candidate < more.length; candidate++) {
            if (!tried[candidate] && alike(fewer[word], more[candidate])) {
                tried[candidate] = true;
                if (partner[candidate] < 0 || finds(partner[candidate], fewer, more, partner, tried)) {
                    partner[candidate] = word;
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean alike(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int misspellings = shorter < 4 ? 0 : shorter < 8 ? 1 : 2;
        return one.equals(other)
                || Math.abs(one.length() - other.length()) <= misspellings
                        && WITHIN.get(misspellings).apply(one, other) >= 0;
    }

    private static String[] split(String words) {
        return Arrays.stream(words.split(" "))
                .map(FuzzyNameMatcher::latin)
                .filter(word -> !word.isEmpty() && !KINDS_OF_COMPANY.contains(word))
                .map(FuzzyNameMatcher::whateverTheCustom)
                .toArray(String[]::new);
    }

    private static String latin(String word) {
        StringBuilder latin = new StringBuilder(word.length() + 4);
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            if (letter >= 'а' && letter <= 'я') {
                latin.append(LATIN[letter - 'а']);
            } else {
                latin.append(letter);
            }
        }
        return latin.toString();
    }

    /** The customs of transcription differ most in i, j and y, and in letters that are doubled. */
    private static String whateverTheCustom(String word) {
        StringBuilder letters = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i) == 'j' || word.charAt(i) == 'y' ? 'i' : word.charAt(i);
            if (letters.isEmpty() || letters.charAt(letters.length() - 1) != letter) {
                letters.append(letter);
            }
        }
        return letters.toString();
    }
}
