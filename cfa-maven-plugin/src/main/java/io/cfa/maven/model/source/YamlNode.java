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
import java.util.function.Supplier;
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

    private final Path file;
    private final Node node;
    private final boolean merged;
    private List<Map.Entry<YamlNode, YamlNode>> entries;

    private YamlNode(Path file, Node node) {
        this(file, node, null);
    }

    private YamlNode(Path file, Node node, List<Map.Entry<YamlNode, YamlNode>> entries) {
        this.file = file;
        this.node = node;
        this.merged = entries != null;
        this.entries = entries;
    }

    /** A mapping with this one's place and other entries. */
    YamlNode with(List<Map.Entry<YamlNode, YamlNode>> others) {
        return new YamlNode(file, node, others);
    }

    /**
     * Reads a document; an empty one reads as an empty mapping at line 1.
     *
     * @throws MalformedFileException if it is not YAML, or more than one document
     */
    public static YamlNode parse(Path file, String text) {
        List<YamlNode> documents = documents(file, text);
        if (documents.size() > 1) {
            throw new MalformedFileException(
                    documents.get(1).place(), "begins another document", "write all into one, without a line of ---");
        }
        return documents.isEmpty() ? new YamlNode(file, null) : documents.get(0);
    }

    /**
     * Reads every document of a text.
     *
     * @throws MalformedFileException if it is not YAML, nested too deep, or unrolls to too much
     */
    public static List<YamlNode> documents(Path file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        options.setNestingDepthLimit(YamlLimits.MAX_DEPTH);
        Yaml yaml = new Yaml(new SafeConstructor(options));
        YamlLimits limits = new YamlLimits(file);
        try {
            // the library has such limits too, but does not say in which line they were passed, and counts aliases
            // instead of what they cost
            limits.check(yaml.parse(new StringReader(text)));
            List<YamlNode> documents = new ArrayList<>();
            for (Node document : yaml.composeAll(new StringReader(text))) {
                documents.add(new YamlNode(file, document));
            }
            return documents;
        } catch (MarkedYAMLException e) {
            throw new MalformedFileException(
                    new SourceLocation(
                            file,
                            e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1),
                    "is not YAML: " + e.getProblem(),
                    "mend the line");
        } catch (YAMLException e) {
            throw new MalformedFileException(
                    new SourceLocation(file, 1),
                    "is not YAML: " + e.getMessage().lines().findFirst().orElse(""));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // the library believes that the letters of an escape are there, are digits, and name a character
            throw new MalformedFileException(
                    new SourceLocation(file, limits.line()),
                    "is not YAML: an escape in double quotes, here or soon behind, names no character",
                    "mend it");
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

    /** Whether there is nothing, or a null. */
    public boolean isNothing() {
        return node == null || node.getTag().equals(Tag.NULL);
    }

    /** The tag that the file gives it, such as {@code !reference}; one of YAML's own where it gives none. */
    public String tag() {
        return node == null ? Tag.NULL.getValue() : node.getTag().getValue();
    }

    /** Whether it is a text in quotes or a block, which is a text whatever it looks like. */
    public boolean isQuoted() {
        return node instanceof ScalarNode scalar && !scalar.isPlain();
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
        if (entries == null) {
            Map<String, Map.Entry<YamlNode, YamlNode>> collected = new LinkedHashMap<>();
            collect(collected, Collections.newSetFromMap(new IdentityHashMap<>()));
            entries = List.copyOf(collected.values());
        }
        return entries;
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
        if (merged) {
            return entries.stream().flatMap(entry -> entry.getValue().scalars(visited));
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
        return get(key).orElseThrow(() -> new MalformedFileException(place(), "has no \"" + key + "\"", "add it"));
    }

    /**
     * A value that is read from it; what is not of its form is malformed here.
     *
     * @throws MalformedFileException where reading throws an {@link IllegalArgumentException}, with its message
     */
    public <T> T at(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(place(), e.getMessage());
        }
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
                throw new MalformedFileException(key.place(), "\"" + key.text() + "\" stands twice", "remove one");
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
