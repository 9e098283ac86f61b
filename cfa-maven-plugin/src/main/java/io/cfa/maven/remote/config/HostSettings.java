package io.cfa.maven.remote.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the ssh configuration says of one host: of each keyword the first value, which is the one that counts, of some all. */
final class HostSettings {

    private static final Set<String> EACH_COUNTS = Set.of("identityfile", "certificatefile");
    private static final Map<String, String> RIVALS = Map.of("proxyjump", "proxycommand", "proxycommand", "proxyjump");

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** Adds a value if it counts; says whether it does. */
    boolean add(String keyword, String value) {
        List<String> known = values.get(keyword);
        if (values.containsKey(RIVALS.getOrDefault(keyword, "")) || known != null && !EACH_COUNTS.contains(keyword)) {
            return false;
        }
        if (known == null || !known.contains(value)) {
            values.computeIfAbsent(keyword, any -> new ArrayList<>()).add(value);
        }
        return true;
    }

    /** The value as it is written, without its comment and quotes where it is one word. */
    Optional<String> first(String keyword) {
        return all(keyword).stream().findFirst();
    }

    /** The value as it stands in the line, for those that a shell reads. */
    Optional<String> line(String keyword) {
        return values.getOrDefault(keyword.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    List<String> all(String keyword) {
        return values.getOrDefault(keyword.toLowerCase(Locale.ROOT), List.of()).stream()
                .map(line -> ConfigWords.of(line).stream().findFirst().orElse(""))
                .toList();
    }

    List<String> words(String keyword) {
        return line(keyword).map(ConfigWords::of).orElse(List.of());
    }

    boolean isYes(String keyword) {
        return first(keyword).filter("yes"::equalsIgnoreCase).isPresent();
    }
}
