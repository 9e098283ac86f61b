package io.cfa.maven.remote.config;

import java.util.List;
import java.util.regex.Pattern;

/** Patterns of host names, as ssh_config(5) and sshd(8) write them: {@code *}, {@code ?}, and {@code !} before one that excludes. */
public final class HostPatterns {

    private HostPatterns() {}

    /** Whether a name matches one of the patterns and none of those that begin with {@code !}. */
    public static boolean match(List<String> patterns, String name) {
        return patterns.stream().filter(pattern -> !pattern.startsWith("!")).anyMatch(pattern -> glob(pattern, name))
                && patterns.stream()
                        .filter(pattern -> pattern.startsWith("!"))
                        .noneMatch(pattern -> glob(pattern.substring(1), name));
    }

    /** Whether a name matches one pattern. */
    static boolean glob(String pattern, String name) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(name).matches();
    }
}
