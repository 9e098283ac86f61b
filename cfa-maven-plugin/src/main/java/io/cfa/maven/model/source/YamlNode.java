package io.cfa.maven.model.source;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML node that knows its place and says what was expected where a file has another shape; merge keys ({@code <<}) are followed. */
public final class YamlNode {

    /** More than a file of this project needs, and few enough that a file made to blow up is refused. */
    private static final int MAX_ALIASES = 100;

    private static final int MAX_DEPTH = 50;

    private final Path file;
    private final Node node;

    private YamlNode(Path file, Node node) {
        this.file = file;
        this.node = node;
    }

    /**
     * Reads a document; an empty one reads as an empty mapping at line 1.
     *
     * @throws MalformedFileException if it is not YAML, or has a key twice
     */
    public static YamlNode parse(Path file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        Yaml yaml = new Yaml(new SafeConstructor(options));
        try {
            refuseExcess(file, yaml.parse(new StringReader(text)));
            return new YamlNode(file, yaml.compose(new StringReader(text)));
        } catch (MarkedYAMLException e) {
            throw new MalformedFileException(
                    new SourceLocation(
                            file,
                            e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1),
                    "is not YAML: " + e.getProblem() + ". Next: mend the line");
        } catch (YAMLException e) {
            throw new MalformedFileException(
                    new SourceLocation(file, 1),
                    "is not YAML: " + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    /** The library has the same limits, but does not say in which line they were passed. */
    private static void refuseExcess(Path file, Iterable<Event> events) {
        int depth = 0;
        int aliases = 0;
        for (Event event : events) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            aliases += event instanceof AliasEvent ? 1 : 0;
            if (depth > MAX_DEPTH || aliases > MAX_ALIASES) {
                throw new MalformedFileException(
                        new SourceLocation(file, event.getStartMark().getLine() + 1),
                        depth > MAX_DEPTH
                                ? "is nested more than " + MAX_DEPTH + " deep. Next: make it flatter"
                                : "uses more than " + MAX_ALIASES + " aliases. Next: write some of them out");
            }
        }
    }

    /** Where it begins. */
    public SourceLocation place() {
        return new SourceLocation(file, node == null ? 1 : node.getStartMark().getLine() + 1);
    }

    /** Whether it has entries. */
    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** Whether it has items. */
    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The text of a scalar. */
    public String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw expected("a single value");
    }

    /** The items of a sequence. */
    public List<YamlNode> items() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(item -> new YamlNode(file, item))
                    .toList();
        }
        throw expected("a list");
    }

    /** The entries of a mapping, in the file's order; those of merged mappings behind, where the mapping has not the same key itself. */
    public List<Map.Entry<YamlNode, YamlNode>> entries() {
        Map<String, Map.Entry<YamlNode, YamlNode>> entries = new LinkedHashMap<>();
        collect(entries, Collections.newSetFromMap(new IdentityHashMap<>()));
        return List.copyOf(entries.values());
    }

    /** The keys of a mapping, in the order of {@link #entries()}. */
    public List<YamlNode> keys() {
        return entries().stream().map(Map.Entry::getKey).toList();
    }

    /** The value of a key. */
    public Optional<YamlNode> get(String key) {
        return entries().stream()
                .filter(entry -> entry.getKey().text().equals(key))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Every scalar value beneath, keys left out, in the file's order; what several aliases stand for comes once. */
    public Stream<YamlNode> scalars() {
        return scalars(Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private Stream<YamlNode> scalars(Set<Node> visited) {
        if (node == null || !visited.add(node)) {
            return Stream.empty();
        }
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .flatMap(tuple -> new YamlNode(file, tuple.getValueNode()).scalars(visited));
        }
        return node instanceof SequenceNode ? items().stream().flatMap(item -> item.scalars(visited)) : Stream.of(this);
    }

    /** Every key that its mapping has already, in the file's order. */
    public Stream<YamlNode> repeatedKeys() {
        List<YamlNode> repeated = new ArrayList<>();
        repeatedKeys(repeated, Collections.newSetFromMap(new IdentityHashMap<>()));
        return repeated.stream();
    }

    private void repeatedKeys(List<YamlNode> repeated, Set<Node> visited) {
        if (node == null || !visited.add(node)) {
            return;
        }
        if (node instanceof MappingNode mapping) {
            Set<String> keys = new HashSet<>();
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key && !keys.add(key.getValue())) {
                    repeated.add(new YamlNode(file, key));
                }
                new YamlNode(file, tuple.getValueNode()).repeatedKeys(repeated, visited);
            }
        } else if (node instanceof SequenceNode) {
            items().forEach(item -> item.repeatedKeys(repeated, visited));
        }
    }

    /** The value of a key that must be there. */
    public YamlNode require(String key) {
        return get(key).orElseThrow(() -> new MalformedFileException(place(), "has no \"" + key + "\". Next: add it"));
    }

    private void collect(Map<String, Map.Entry<YamlNode, YamlNode>> entries, Set<Node> visited) {
        if (node == null || node.getTag().equals(Tag.NULL)) {
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            throw expected("a mapping");
        }
        // merged twice is merged once: neither a circle of merges nor a tower of them takes long
        if (!visited.add(node)) {
            return;
        }
        List<YamlNode> merged = new ArrayList<>();
        Set<String> own = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = new YamlNode(file, tuple.getKeyNode());
            YamlNode value = new YamlNode(file, tuple.getValueNode());
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merged.addAll(value.node instanceof SequenceNode ? value.items() : List.of(value));
                continue;
            }
            if (!own.add(key.text())) {
                throw new MalformedFileException(key.place(), "\"" + key.text() + "\" stands twice. Next: remove one");
            }
            entries.putIfAbsent(key.text(), Map.entry(key, value));
        }
        merged.forEach(other -> other.collect(entries, visited));
    }

    private MalformedFileException expected(String shape) {
        String found = node == null || node.getTag().equals(Tag.NULL) ? "nothing" : "a " + node.getNodeId();
        return new MalformedFileException(place(), "is " + found + ", where " + shape + " is expected");
    }
}
