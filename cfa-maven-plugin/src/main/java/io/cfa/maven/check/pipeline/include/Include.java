package io.cfa.maven.check.pipeline.include;

import com.google.re2j.Pattern;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code include}.
 *
 * <p>Source: docs.gitlab.com, "CI/CD YAML syntax reference", include.
 *
 * @param node  where it stands
 * @param local the file of the same repository, from its root, or the pattern of several; absent where the file is elsewhere
 * @param name  how people call it
 */
record Include(YamlNode node, Optional<String> local, String name) {

    private static final List<String> ELSEWHERE = List.of("remote", "template", "component", "project");

    private static final String NOTHING = "nothing";

    /** The entries of a file, in its order. */
    static List<Include> of(YamlNode file) {
        return file
                .get("include")
                .filter(include -> !include.isNothing())
                .map(include -> include.isList() ? include.items() : List.of(include))
                .orElse(List.of())
                .stream()
                .map(Include::entry)
                .toList();
    }

    private static Include entry(YamlNode node) {
        if (!node.isMapping()) {
            String text = node.text();
            return text.matches("(?i)https?://.*")
                    ? new Include(node, Optional.empty(), text)
                    : new Include(node, Optional.of(text), text);
        }
        Optional<YamlNode> local = node.get("local");
        if (local.isPresent()) {
            String text = local.get().text();
            return new Include(node, Optional.of(text), text);
        }
        return new Include(
                node,
                Optional.empty(),
                ELSEWHERE.stream()
                        .flatMap(kind -> node.get(kind).stream())
                        .map(YamlNode::text)
                        .findFirst()
                        .orElse(NOTHING));
    }

    /** Whether it has none of the keywords that name a file. */
    boolean namesNothing() {
        return node.isMapping()
                && local.isEmpty()
                && ELSEWHERE.stream().allMatch(kind -> node.get(kind).isEmpty());
    }

    /** Whether it stands for several files. */
    boolean isPattern() {
        return local.filter(path -> path.contains("*")).isPresent();
    }

    /** Whether a file, named from the root of the repository, is among those that it stands for; {@code **} stands for directories too. */
    boolean matches(String path) {
        String regex = Pattern.quote(local.orElse("").replaceFirst("^/+", ""))
                .replace("\\*\\*", ".*")
                .replace("\\*", "[^/]*");
        return Pattern.matches(regex, path);
    }

    /** Whether its path is made of variables or inputs, which are not known here. */
    boolean isOpen() {
        return local.filter(path -> path.contains("$")).isPresent();
    }
}
