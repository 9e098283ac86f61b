package io.cfa.maven.check.pipeline;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.YamlMerge;
import io.cfa.maven.model.source.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What jobs take from one another: by {@code extends}, whose mappings are put together key by key, and by {@code !reference}, which finds what the
 * other has with all that it extends.
 *
 * <p>Source: docs.gitlab.com, "CI/CD YAML syntax reference", extends; "Optimize GitLab CI/CD configuration files", reference tags.
 */
final class Inheritance {

    /** GitLab's own limit of jobs that extend each other in a row. */
    static final int MAX_EXTENDS = 11;

    private static final int MAX_REFERENCES = 10;
    private static final int MAX_ITEMS = 10_000;
    private static final int MAX_STEPS = 500_000;
    private static final String REFERENCE = "!reference";

    private final Map<String, YamlNode> top = new HashMap<>();
    private final YamlMerge merge = new YamlMerge();
    private final Map<List<String>, Optional<YamlNode>> inherited = new HashMap<>();
    private int steps;

    Inheritance(YamlNode file) {
        file.entries().forEach(entry -> top.put(entry.getKey().text(), entry.getValue()));
    }

    private Optional<YamlNode> body(String job) {
        return Optional.ofNullable(top.get(job)).filter(YamlNode::isMapping);
    }

    /** A property of a job with what it extends; a circle ends where it meets itself. */
    Optional<YamlNode> property(String job, String key) {
        return raw(job, key, new HashSet<>()).flatMap(this::resolve).filter(value -> !value.isNothing());
    }

    /** Before references are resolved. */
    private Optional<YamlNode> raw(String job, String key, Set<String> open) {
        Optional<YamlNode> body = body(job);
        List<String> name = List.of(job, key);
        if (body.isEmpty() || open.size() > MAX_EXTENDS || !open.add(job)) {
            return Optional.empty();
        }
        if (!inherited.containsKey(name)) {
            Optional<YamlNode> value = Optional.empty();
            for (YamlNode parent : parents(job)) {
                Optional<YamlNode> next = raw(parent.text(), key, open);
                value = value.isEmpty() ? next : over(value, next);
            }
            Optional<YamlNode> own = body.get().get(key);
            inherited.put(name, value.isEmpty() ? own : over(value, own));
        }
        open.remove(job);
        return inherited.get(name);
    }

    private Optional<YamlNode> over(Optional<YamlNode> lower, Optional<YamlNode> upper) {
        return upper.isEmpty() ? lower : Optional.of(merge.over(lower.orElseThrow(), upper.get()));
    }

    /** What a node refers to, or the node itself; absent where that is not there. */
    private Optional<YamlNode> resolve(YamlNode node) {
        Optional<YamlNode> found = Optional.of(node);
        for (int i = 0;
                i < MAX_REFERENCES && found.filter(Inheritance::isReference).isPresent();
                i++) {
            found = target(found.get().items());
        }
        return found.filter(target -> !isReference(target));
    }

    private Optional<YamlNode> target(List<YamlNode> path) {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        String job = path.get(0).text();
        Optional<YamlNode> target = path.size() == 1
                ? Optional.ofNullable(top.get(job))
                : raw(job, path.get(1).text(), new HashSet<>());
        for (YamlNode step : path.subList(Math.min(2, path.size()), path.size())) {
            target = target.flatMap(this::resolve).filter(YamlNode::isMapping).flatMap(at -> at.get(step.text()));
        }
        return target;
    }

    static boolean isReference(YamlNode node) {
        return node.tag().equals(REFERENCE) && node.isList();
    }

    /** The items of a list, with those of the lists that stand in it or are referred to in their places. */
    List<YamlNode> items(YamlNode list) {
        List<YamlNode> items = new ArrayList<>();
        add(list, items, 0);
        return items;
    }

    private void add(YamlNode node, List<YamlNode> items, int depth) {
        steps++;
        if (depth > MAX_REFERENCES || items.size() > MAX_ITEMS || steps > MAX_STEPS) {
            throw new MalformedFileException(
                    node.place(),
                    "refers to lists within lists, more than " + MAX_REFERENCES + " deep or to more than " + MAX_ITEMS
                            + " items",
                    "write them out");
        }
        Optional<YamlNode> target = resolve(node);
        if (target.isEmpty()) {
            return;
        }
        if (isInput(target.get()) || target.get().isNothing()) {
            return;
        }
        if (depth == 0 && !target.get().isList() && !target.get().isMapping() && !isReference(node)) {
            throw new MalformedFileException(node.place(), "is a scalar, where a list is expected");
        }
        if (target.get().isList()) {
            target.get().items().forEach(item -> add(item, items, depth + 1));
        } else {
            items.add(target.get());
        }
    }

    /** What stands for an input of the file, which may be a list too. */
    private static boolean isInput(YamlNode node) {
        return !node.isList() && !node.isMapping() && node.text().strip().matches("(?s)\\$\\[\\[.*\\]\\]");
    }

    /** What a job extends, as it is written. */
    List<YamlNode> parents(String job) {
        return body(job)
                .flatMap(body -> body.get("extends"))
                .map(parent -> parent.isList() ? parent.items() : List.of(parent))
                .orElse(List.of());
    }

    /** The jobs that a job extends, nearest first, with how far each is; those beyond GitLab's limit are left out. */
    Map<String, Integer> ancestors(String job) {
        Map<String, Integer> ancestors = new LinkedHashMap<>();
        Set<String> level = Set.of(job);
        for (int distance = 1; distance <= MAX_EXTENDS + 1 && !level.isEmpty(); distance++) {
            Set<String> next = new LinkedHashSet<>();
            for (String each : level) {
                for (YamlNode parent : parents(each)) {
                    if (ancestors.putIfAbsent(parent.text(), distance) == null) {
                        next.add(parent.text());
                    }
                }
            }
            level = next;
        }
        return ancestors;
    }
}
