package io.cfa.maven.remote.key;

import io.cfa.maven.remote.Secret;
import io.cfa.maven.remote.config.SshEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text as a CI variable gives it: the variable holds the text, or the path of a file with it, and on its way it may have been quoted,
 * indented, put into base64, or have lost its line ends.
 *
 * <p>It may be a key, so no message shows it.
 *
 * @param origin where it comes from, for messages
 * @param text   the text, repaired: line ends are {@code \n}, unless they were lost altogether
 * @param file   the file that it stands in, if it does
 */
public record CiVariableText(String origin, String text, Optional<Path> file) {

    private static final Pattern UNEXPANDED = Pattern.compile("\\$\\w+|\\$\\{\\w+}|%\\w+%");
    private static final Pattern LIKE_A_PATH = Pattern.compile("(/|~/|\\./|\\.\\./|[A-Za-z]:\\\\)[^\\s]{1,200}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{64,}={0,2}");
    private static final int LONGEST_PATH = 4096;
    private static final long LONGEST_FILE = 4 << 20;

    /**
     * Reads a variable.
     *
     * @throws IllegalArgumentException if it is empty or not expanded, or names a file that cannot be read
     */
    public static CiVariableText of(String variable, String value, SshEnvironment user) {
        String bare = bare(value);
        if (bare.isEmpty()) {
            throw new IllegalArgumentException(
                    variable + " is set, but empty. Next: give the CI variable its value, or remove it");
        }
        if (UNEXPANDED.matcher(bare).matches()) {
            throw new IllegalArgumentException(
                    variable + " holds the words " + bare + " in the place of a value: the variable was not"
                            + " expanded. GitLab gives a protected variable to protected branches only. Next: protect the branch"
                            + " (Settings > Repository > Protected branches), or take the protection off the variable");
        }
        Path file = file(bare, user);
        if (file != null && Files.exists(file)) {
            return of(variable + " (the file " + file + ")", file);
        }
        if (LIKE_A_PATH.matcher(bare).matches()) {
            throw new IllegalArgumentException(variable + " names the file " + bare
                    + ", which does not exist. Next: make it a CI variable of type file, or mend the path");
        }
        return new CiVariableText(variable, repaired(bare), Optional.empty());
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it cannot be read, or is empty
     */
    public static CiVariableText of(String origin, Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new IllegalArgumentException(
                        origin + " is larger than 4 MiB. Next: name the file of the key, or of the host keys");
            }
            String text = repaired(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            if (text.isEmpty()) {
                throw new IllegalArgumentException(origin + " is empty. Next: give it its content");
            }
            return new CiVariableText(origin, text, Optional.of(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(origin + " cannot be read ("
                    + e.getClass().getSimpleName() + "). Next: make it a file that this user may read");
        }
    }

    /** How much there is, for messages that must not show it. */
    public String size() {
        return text.length() + " characters on " + text.lines().count() + " lines";
    }

    @Override
    public String toString() {
        return origin + ": " + Secret.MASK;
    }

    private static Path file(String bare, SshEnvironment user) {
        try {
            return bare.length() > LONGEST_PATH || bare.contains("\n") ? null : user.path(bare);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static String repaired(String text) {
        String repaired = bare(text.replace("\\r", "")
                .replace("\\n", "\n")
                .replace("\r\n", "\n")
                .replace('\r', '\n'));
        String solid = repaired.replaceAll("\\s", "");
        if (!BASE64.matcher(solid).matches()) {
            return repaired;
        }
        try {
            String decoded = new String(Base64.getDecoder().decode(solid), StandardCharsets.UTF_8);
            return decoded.chars().allMatch(c -> c >= ' ' && c != '\ufffd' || c == '\n' || c == '\r' || c == '\t')
                    ? repaired(decoded)
                    : repaired;
        } catch (IllegalArgumentException e) {
            return repaired;
        }
    }

    private static String bare(String text) {
        String bare = text.strip();
        bare = bare.startsWith("\ufeff") ? bare.substring(1).strip() : bare;
        boolean quoted = bare.length() > 1
                && (bare.charAt(0) == '"' || bare.charAt(0) == '\'')
                && bare.charAt(0) == bare.charAt(bare.length() - 1);
        return quoted ? bare(bare.substring(1, bare.length() - 1)) : bare;
    }
}
