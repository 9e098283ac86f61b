package io.cfa.maven.model;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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
        try {
            return new YamlNode(file, new Yaml(new SafeConstructor(options)).compose(new StringReader(text)));
        } catch (MarkedYAMLException e) {
            throw new MalformedFileException(
                    new Place(
                            file,
                            e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1),
                    "is not YAML: " + e.getProblem() + ". Next: mend the line");
        } catch (YAMLException e) {
            throw new MalformedFileException(new Place(file, 1), "is not YAML: " + e.getMessage());
        }
    }

    /** Where it begins. */
    public Place place() {
        return new Place(file, node == null ? 1 : node.getStartMark().getLine() + 1);
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
        collect(entries);
        return List.copyOf(entries.values());
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

    /** The value of a key that must be there. */
    public YamlNode require(String key) {
        return get(key).orElseThrow(() -> new MalformedFileException(place(), "has no \"" + key + "\". Next: add it"));
    }

    private void collect(Map<String, Map.Entry<YamlNode, YamlNode>> entries) {
        if (node == null || node.getTag().equals(Tag.NULL)) {
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            throw expected("a mapping");
        }
        List<YamlNode> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = new YamlNode(file, tuple.getKeyNode());
            YamlNode value = new YamlNode(file, tuple.getValueNode());
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merged.addAll(value.node instanceof SequenceNode ? value.items() : List.of(value));
            } else if (entries.putIfAbsent(key.text(), Map.entry(key, value)) != null && isOwn(mapping, key)) {
                throw new MalformedFileException(key.place(), "\"" + key.text() + "\" stands twice. Next: remove one");
            }
        }
        merged.forEach(other -> other.collectMissing(entries));
    }

    private void collectMissing(Map<String, Map.Entry<YamlNode, YamlNode>> entries) {
        Map<String, Map.Entry<YamlNode, YamlNode>> own = new LinkedHashMap<>();
        collect(own);
        own.forEach(entries::putIfAbsent);
    }

    private static boolean isOwn(MappingNode mapping, YamlNode key) {
        return mapping.getValue().stream().anyMatch(tuple -> tuple.getKeyNode() == key.node);
    }

    private MalformedFileException expected(String shape) {
        String found = node == null || node.getTag().equals(Tag.NULL) ? "nothing" : "a " + node.getNodeId();
        return new MalformedFileException(place(), "is " + found + ", where " + shape + " is expected");
    }
}
