package io.cfa.maven.remote.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ~/.ssh/config}, and after it {@code /etc/ssh/ssh_config}, say of a host, read as ssh reads them: from top to bottom, the
 * first value of a keyword counts, a condition is asked where it stands.
 *
 * <p>What of them is not done is kept, so that it can be said. jsch's own reader puts the settings of a Match block on the host before
 * it, and knows no Include and no quotes. Source: ssh_config(5).
 */
public final class SshConfig {

    private static final Pattern SETTING = Pattern.compile("\\s*(\\w+)(?:\\s*=\\s*|\\s+)(.*?)\\s*");
    private static final int DEEPEST_INCLUDE = 16;

    private final SshEnvironment user;
    private final Set<String> notices = new LinkedHashSet<>();

    private SshConfig(SshEnvironment user) {
        this.user = user;
    }

    /** The configuration of this machine and its user. */
    public static SshConfig of(SshEnvironment user) {
        return new SshConfig(user);
    }

    /** What of the settings asked for so far is not done here, each with its place. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /** What it says of a host. */
    HostSettings of(String alias, Optional<String> userName) {
        HostSettings settings = new HostSettings();
        userName.ifPresent(name -> settings.add("user", name));
        if (new Reading(alias, alias, settings, false).all()) {
            String hostName = settings.first("hostname")
                    .map(name -> name.replace("%h", alias))
                    .orElse(alias);
            new Reading(alias, hostName, settings, true).all();
        }
        return settings;
    }

    private static List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** One way through the files for one host. */
    private final class Reading {

        private final String alias;
        private final String host;
        private final HostSettings settings;
        private final boolean last;
        private boolean wantsLast;

        Reading(String alias, String host, HostSettings settings, boolean last) {
            this.alias = alias;
            this.host = host;
            this.settings = settings;
            this.last = last;
        }

        /** Reads all files; whether a block wants them to be read once more, when the host's name is known. */
        boolean all() {
            read(user.ssh("config"), user.ssh(""), true, 0);
            read(user.system("ssh_config"), user.system(""), true, 0);
            return wantsLast;
        }

        private void read(Path file, Path base, boolean outer, int depth) {
            boolean active = outer;
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                Matcher matcher = SETTING.matcher(lines.get(i));
                if (lines.get(i).strip().startsWith("#") || !matcher.matches()) {
                    continue;
                }
                String keyword = matcher.group(1).toLowerCase(Locale.ROOT);
                String place = "line " + (i + 1) + " of " + file;
                List<String> words = ConfigWords.of(matcher.group(2));
                switch (keyword) {
                    case "host" -> active = outer && HostPatterns.match(words, host);
                    case "match" -> active = outer && matches(words, place);
                    case "include" -> include(words, base, active, depth);
                    default -> set(active, keyword, matcher.group(2), place);
                }
            }
        }

        private void set(boolean active, String keyword, String value, String place) {
            if (active && settings.add(keyword, value)) {
                KnownKeywords.notice(keyword, value, place).ifPresent(notices::add);
            }
        }

        private boolean matches(List<String> words, String place) {
            wantsLast |= words.stream().anyMatch("final"::equalsIgnoreCase);
            Optional<Boolean> holds = new MatchCondition(tokens(), last).holds(words);
            if (holds.isEmpty()) {
                notices.add(place + ": Match " + String.join(" ", words)
                        + " is not known here, and the block counts for no host");
            }
            return holds.orElse(false);
        }

        private ConfigTokens tokens() {
            String hostName = settings.first("hostname")
                    .map(name -> name.replace("%h", host))
                    .orElse(host);
            int port = settings.first("port")
                    .filter(text -> text.matches("[0-9]{1,5}"))
                    .map(Integer::valueOf)
                    .orElse(22);
            return new ConfigTokens(
                    user, alias, hostName, port, settings.first("user").orElse(user.name()));
        }

        private void include(List<String> patterns, Path base, boolean active, int depth) {
            if (depth == DEEPEST_INCLUDE) {
                throw new IllegalArgumentException("Include of ~/.ssh/config goes deeper than " + DEEPEST_INCLUDE
                        + " files, or in a circle. Next: mend it");
            }
            for (String pattern : patterns) {
                Path path = pattern.startsWith("~") ? user.path(pattern) : base.resolve(pattern);
                for (Path file : IncludedFiles.matching(path.toAbsolutePath())) {
                    read(file, base, active, depth + 1);
                }
            }
        }
    }
}
