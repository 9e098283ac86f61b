package io.cfa.maven.remote.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code ~/.ssh/config} says: blocks of settings, each for the hosts that a condition holds for.
 *
 * <p>Host and Include are understood; a Match block counts for no host, and what cannot be read is as if it were not there. jsch's own
 * reader puts the settings of a Match block on the host before it, and knows no Include and no quotes. Source: ssh_config(5).
 */
public final class SshConfig {

    private static final Pattern SETTING = Pattern.compile("\\s*(\\w+)(?:\\s*=\\s*|\\s+)(.*?)\\s*");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final int DEEPEST_INCLUDE = 8;

    private final SshEnvironment user;
    private final List<Setting> settings = new ArrayList<>();

    private SshConfig(SshEnvironment user) {
        this.user = user;
    }

    /** Reads {@code ~/.ssh/config}. */
    public static SshConfig of(SshEnvironment user) {
        SshConfig config = new SshConfig(user);
        config.read(user.ssh("config"), host -> true, 0);
        return config;
    }

    /** The first value of a keyword for a host, which is the one that counts. */
    Optional<String> first(String host, String keyword) {
        return all(host, keyword).stream().findFirst();
    }

    /** All values of a keyword for a host. */
    List<String> all(String host, String keyword) {
        return settings.stream()
                .filter(setting ->
                        setting.keyword.equals(keyword.toLowerCase(Locale.ROOT)) && setting.condition.test(host))
                .map(Setting::value)
                .toList();
    }

    /** The words of a value; quotes hold a word together. */
    public static List<String> words(String value) {
        return WORD.matcher(value)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
    }

    /** Whether a name matches one of the patterns and none of those that begin with {@code !}. */
    public static boolean matches(List<String> patterns, String name) {
        return patterns.stream().filter(pattern -> !pattern.startsWith("!")).anyMatch(pattern -> glob(pattern, name))
                && patterns.stream()
                        .filter(pattern -> pattern.startsWith("!"))
                        .noneMatch(pattern -> glob(pattern.substring(1), name));
    }

    private static boolean glob(String pattern, String name) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(name).matches();
    }

    private void read(Path file, Predicate<String> outer, int depth) {
        Predicate<String> condition = outer;
        for (String line : lines(file)) {
            Matcher matcher = SETTING.matcher(line);
            if (line.strip().startsWith("#") || !matcher.matches()) {
                continue;
            }
            String keyword = matcher.group(1).toLowerCase(Locale.ROOT);
            List<String> words = words(matcher.group(2));
            switch (keyword) {
                case "host" -> condition = outer.and(host -> matches(words, host));
                case "match" -> condition = outer.and(host -> words.equals(List.of("all")));
                case "include" -> include(words, condition, depth);
                default -> settings.add(new Setting(condition, keyword, matcher.group(2)));
            }
        }
    }

    private void include(List<String> patterns, Predicate<String> condition, int depth) {
        for (String pattern : depth < DEEPEST_INCLUDE ? patterns : List.<String>of()) {
            Path path = pattern.startsWith("~") ? user.path(pattern) : user.ssh(pattern);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(
                    path.getParent(), path.getFileName().toString())) {
                Stream.Builder<Path> found = Stream.builder();
                files.forEach(found);
                found.build().sorted().forEach(file -> read(file, condition, depth + 1));
            } catch (IOException | RuntimeException e) {
                // as ssh does: what is not there is not included
            }
        }
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

    private record Setting(Predicate<String> condition, String keyword, String value) {}
}
