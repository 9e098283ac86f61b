package io.cfa.compliance.name;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/**
 * When two names may mean the same: each word of the shorter one has its own like word in the longer one, or all words of one, glued together,
 * are all words of the other. Words are like if they sound the same, or are the same but for a misspelling (one in a word of four letters or
 * more, two from eight on; two letters that changed places are one). What kind of company it is does not count, and one word alone is like one
 * word only: not everybody called Ivan is like Ivan Petrov.
 */
public final class FuzzyNameMatcher {

    private static final Set<String> KINDS_OF_COMPANY = Set.of(
            "ag", "ao", "co", "corp", "gmbh", "inc", "ip", "jsc", "llc", "ltd", "oao", "ooo", "oy", "pao", "pjsc",
            "plc", "zao");

    private static final int MOST_PARTS = 4;

    private static final List<DamerauLevenshteinDistance> WITHIN = List.of(
            new DamerauLevenshteinDistance(0), new DamerauLevenshteinDistance(1), new DamerauLevenshteinDistance(2));

    /** One word, in all ways to read it, each with how it sounds. */
    private record Word(String[] spellings, String[] sounds) {

        static Word of(String word) {
            List<String> read = Spelling.of(word);
            String[] sounds = read.stream().map(SoundKey::of).distinct().toArray(String[]::new);
            String[] spellings = Stream.concat(read.stream().map(FuzzyNameMatcher::whateverTheCustom), read.stream())
                    .distinct()
                    .toArray(String[]::new);
            return new Word(spellings, sounds);
        }

        String letters() {
            return spellings[0];
        }
    }

    private final Word[] words;

    /**
     * Names like this one.
     *
     * @param words the name's, as {@link NameNormalizer} gives them
     */
    public FuzzyNameMatcher(String words) {
        this.words = split(words);
    }

    /** Whether another name, as {@link NameNormalizer} gives it, may mean the same. */
    public boolean include(String otherWords) {
        Word[] other = split(otherWords);
        return wordByWord(other) || glued(other);
    }

    private boolean wordByWord(Word[] other) {
        Word[] fewer = words.length <= other.length ? words : other;
        Word[] more = fewer == words ? other : words;
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
    private static boolean finds(int word, Word[] fewer, Word[] more, int[] partner, boolean[] tried) {
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

    private static boolean alike(Word one, Word other) {
        return any(one.spellings(), other.spellings(), FuzzyNameMatcher::alike)
                || any(one.sounds(), other.sounds(), FuzzyNameMatcher::soundAlike);
    }

    private static boolean any(String[] ones, String[] others, BiPredicate<String, String> alike) {
        for (String one : ones) {
            for (String other : others) {
                if (alike.test(one, other)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What sounds the same, but for one sound in a word of six or more: the keys are coarse, so less is forgiven than in letters. */
    private static boolean soundAlike(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        return shorter > 1 && one.equals(other)
                || shorter > 5
                        && Math.abs(one.length() - other.length()) <= 1
                        && WITHIN.get(1).apply(one, other) >= 0;
    }

    private static boolean alike(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int misspellings = shorter < 4 ? 0 : shorter < 8 ? 1 : 2;
        return one.equals(other)
                || Math.abs(one.length() - other.length()) <= misspellings
                        && WITHIN.get(misspellings).apply(one, other) >= 0;
    }

    /** Whether both are the same letters, divided into words otherwise: IvanPetrov, I v a n Petrov, Petrovivan. */
    private boolean glued(Word[] other) {
        Word[] fewer = words.length <= other.length ? words : other;
        Word[] more = fewer == words ? other : words;
        if (fewer.length == more.length || fewer.length == 0) {
            return false;
        }
        if (more.length <= MOST_PARTS) {
            String whole = glued(List.of(fewer));
            return isMadeOf(whole, List.of(more));
        }
        // a letter here, a letter there: whatever their order
        return letters(fewer).equals(letters(more));
    }

    /** Whether a whole is made of these parts in some order, but for a misspelling in the last one. */
    private static boolean isMadeOf(String whole, List<Word> parts) {
        if (parts.size() == 1) {
            String last = parts.get(0).letters();
            return whole.equals(last) || last.length() > 3 && WITHIN.get(1).apply(whole, last) >= 0;
        }
        for (Word part : parts) {
            String letters = part.letters();
            List<Word> others = parts.stream().filter(each -> each != part).toList();
            if (!letters.isEmpty()
                    && whole.startsWith(letters)
                    && isMadeOf(whole.substring(letters.length()), others)) {
                return true;
            }
        }
        return false;
    }

    private static String glued(List<Word> words) {
        return words.stream().map(Word::letters).collect(Collectors.joining());
    }

    private static String letters(Word[] words) {
        char[] letters = glued(List.of(words)).toCharArray();
        Arrays.sort(letters);
        return new String(letters);
    }

    private static Word[] split(String words) {
        return Stream.of(words.split(" "))
                .filter(word -> !word.isEmpty() && !isKindOfCompany(word))
                .map(Word::of)
                .filter(word -> word.spellings().length > 0)
                .toArray(Word[]::new);
    }

    private static boolean isKindOfCompany(String word) {
        return Spelling.of(word).stream().anyMatch(KINDS_OF_COMPANY::contains);
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
