package io.cfa.maven.check.pipeline;

import com.google.re2j.Pattern;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of the same repository that a pipeline file includes; {@code *} stands for a name, {@code **} for directories too. */
public final class Includes {

    private Includes() {}

    /** Whether a file is among them. */
    public static boolean local(YamlNode file, String path) {
        List<YamlNode> entries = file.get("include")
                .map(include -> include.isList() ? include.items() : List.of(include))
                .orElse(List.of());
        return entries.stream()
                .flatMap(Includes::patterns)
                .anyMatch(pattern -> matches(pattern.replaceFirst("^/", ""), path));
    }

    private static Stream<String> patterns(YamlNode entry) {
        Optional<YamlNode> local = entry.isMapping() ? entry.get("local") : Optional.of(entry);
        return local.filter(node -> !node.isMapping() && !node.isList()).map(YamlNode::text).stream();
    }

    private static boolean matches(String pattern, String path) {
        String regex = Pattern.quote(pattern)
                .replace("\\*\\*/", "(?:.*/)?")
                .replace("\\*\\*", ".*")
                .replace("\\*", "[^/]*");
        return Pattern.matches(regex, path);
    }
}
