package io.cfa.maven.remote.ssh;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The line that makes any login shell run a script in {@code /bin/sh}: sshd hands a command to the user's own shell, and that may be
 * fish, tcsh or zsh, whose quotes are not those of a POSIX shell.
 *
 * <p>The script travels in words of single quotes that hold none of {@code ' \ !} nor a line end, which is where the shells differ: these
 * go as the octal escapes of printf's {@code %b}. A word is short, as csh takes no long ones.
 *
 * @param script what {@code /bin/sh} runs
 */
record LoginShellLine(String script) {

    private static final String RUN = "exec /bin/sh -c 'eval \"$(printf %b \"$@\")\"' sh";

    /** What start files may set for docker compose: it would win over the project's own files, in every command alike. */
    private static final String FORGET = "unset COMPOSE_FILE COMPOSE_PROFILES COMPOSE_PROJECT_NAME COMPOSE_ENV_FILES; ";

    private static final String SPECIAL = "\\'!";
    private static final int LONGEST_WORD = 1000;
    private static final int DELETE = 0x7f;

    /** A script that first says, on both outputs, where its own words begin, and that the login's own variables do not lead to another project. */
    static LoginShellLine marked(String mark, String script) {
        return new LoginShellLine("echo " + mark + "; echo " + mark + " >&2; " + FORGET + script);
    }

    /** The line as it is sent. */
    String text() {
        return RUN + words().stream().map(word -> " '" + word + "'").collect(Collectors.joining());
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (byte each : script.getBytes(StandardCharsets.UTF_8)) {
            String sent = sent(each & 0xff);
            if (word.length() + sent.length() > LONGEST_WORD) {
                words.add(word.toString());
                word.setLength(0);
            }
            word.append(sent);
        }
        words.add(word.toString());
        return words;
    }

    private static String sent(int value) {
        return value >= ' ' && value < DELETE && SPECIAL.indexOf(value) < 0
                ? String.valueOf((char) value)
                : String.format(Locale.ROOT, "\\0%03o", value);
    }
}
