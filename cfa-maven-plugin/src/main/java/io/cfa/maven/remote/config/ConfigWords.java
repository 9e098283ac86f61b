package io.cfa.maven.remote.config;

import java.util.ArrayList;
import java.util.List;

/** The words of a line of ssh_config(5): quotes hold a word together, a backslash saves a quote or a space, {@code #} ends the line. */
final class ConfigWords {

    private ConfigWords() {}

    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char each = line.charAt(i);
            if (quote == 0 && word == null && each == '#') {
                break;
            }
            if (quote == 0 && Character.isWhitespace(each)) {
                add(words, word);
                word = null;
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (each == '\\' && i + 1 < line.length() && isSaved(line.charAt(i + 1), quote)) {
                word.append(line.charAt(++i));
            } else if (quote == 0 && (each == '"' || each == '\'')) {
                quote = each;
            } else if (each == quote) {
                quote = 0;
            } else {
                word.append(each);
            }
        }
        add(words, word);
        return words;
    }

    private static boolean isSaved(char next, char quote) {
        return next == '\\' || next == '"' || next == '\'' || next == ' ' && quote == 0;
    }

    private static void add(List<String> words, StringBuilder word) {
        if (word != null) {
            words.add(word.toString());
        }
    }
}
