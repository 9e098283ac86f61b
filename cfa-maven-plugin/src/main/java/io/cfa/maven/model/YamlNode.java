package io.cfa.maven.model;

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
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML node that knows its place and says what was expected where a file has another shape; merge keys ({@code <<}) are followed. */
final class YamlNode {

    private final Path file;
    private final Node node;

    /** The root of a document; an empty document reads as an empty mapping at line 1. */
    YamlNode(Path file, Node node) {
        this.file = file;
        this.node = node;
    }

    Place place() {
        return new Place(file, node == null ? 1 : node.getStartMark().getLine() + 1);
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** The text of a scalar. */
    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw expected("a single value");
    }

    /** The items of a sequence. */
    List<YamlNode> items() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(item -> new YamlNode(file, item)).toList();
        }
        throw expected("a list");
    }

    /** The entries of a mapping, in the file's order; those of merged mappings behind, where the mapping has not the same key itself. */
    List<Map.Entry<YamlNode, YamlNode>> entries() {
        Map<String, Map.Entry<YamlNode, YamlNode>> entries = new LinkedHashMap<>();
        collect(entries);
        return List.copyOf(entries.values());
    }

    Optional<YamlNode> get(String key) {
        return entries().stream()
                .filter(entry -> entry.getKey().text().equals(key))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Every scalar value beneath, keys left out, in the file's order; what several aliases stand for comes once. */
    Stream<YamlNode> scalars() {
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
        return node instanceof SequenceNode
                ? items().stream().flatMap(item -> item.scalars(visited))
                : Stream.of(this);
    }

    YamlNode require(String key) {
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
