package io.cfa.maven.check.pipeline;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The jobs of a pipeline file, with what they take from others by {@code extends} and {@code !reference}. */
public final class Pipeline {

    /** What the name of a job that builds a service begins with. */
    static final String BUILD = "build-";

    /** The job that rolls out. */
    static final String DEPLOY = "deploy-cfa2";

    /** GitLab's own limit of jobs that extend each other in a row. */
    static final int MAX_EXTENDS = 11;

    private static final int MAX_REFERENCES = 10;
    private static final int MAX_ITEMS = 10_000;
    private static final String REFERENCE = "!reference";
    private static final Set<String> KEYWORDS = Set.of(
            "stages",
            "include",
            "variables",
            "default",
            "workflow",
            "image",
            "services",
            "cache",
            "before_script",
            "after_script",
            "types",
            "spec");
    private static final List<String> STAGES_UNLESS_TOLD = List.of("build", "test", "deploy");

    private final YamlNode file;
    private final Map<String, YamlNode> bodies = new LinkedHashMap<>();
    private final Map<String, SourceLocation> places = new LinkedHashMap<>();
    private final List<String> stages = new ArrayList<>();

    Pipeline(YamlNode file) {
        this.file = file;
        for (Map.Entry<YamlNode, YamlNode> entry : file.entries()) {
            String name = entry.getKey().text();
            // what is hidden may hold anything, for others to refer to
            boolean job = entry.getValue().isMapping() || !name.startsWith(".");
            if (!KEYWORDS.contains(name) && job) {
                bodies.put(name, entry.getValue());
                places.put(name, entry.getKey().place());
            }
        }
        stages.add(".pre");
        stages.addAll(file.get("stages").map(this::items).map(Pipeline::texts).orElse(STAGES_UNLESS_TOLD));
        stages.add(".post");
    }

    /**
     * Reads a file; a header of inputs before it, which is a document of its own, is left out.
     *
     * @throws MalformedFileException if it is not YAML, or more than that
     */
    public static YamlNode parse(Path path, String text) {
        List<YamlNode> documents = YamlNode.documents(path, text);
        boolean header = documents.size() == 2
                && documents.get(0).isMapping()
                && documents.get(0).get("spec").isPresent();
        return header ? documents.get(1) : YamlNode.parse(path, text);
    }

    /** A top-level keyword. */
    Optional<YamlNode> keyword(String name) {
        return file.get(name);
    }

    /** Where findings of what is missing are cited. */
    SourceLocation top(Path path) {
        return file.get("stages").map(YamlNode::place).orElse(new SourceLocation(path, 1));
    }

    /** The stages that it names, in their order. */
    List<String> stages() {
        return stages.subList(1, stages.size() - 1);
    }

    /** The place of a stage in the order; -1 if there is none of that name. */
    int order(String stage) {
        return stages.indexOf(stage);
    }

    /** The jobs that run: a name with a dot before it is for others to extend. */
    SortedSet<String> jobs() {
        SortedSet<String> jobs = new TreeSet<>(bodies.keySet());
        jobs.removeIf(name -> name.startsWith("."));
        return jobs;
    }

    /** The jobs, those that do not run included. */
    Set<String> all() {
        return bodies.keySet();
    }

    /** Where a job begins. */
    SourceLocation place(String job) {
        return places.get(job);
    }

    /** What stands under a job's own name. */
    YamlNode body(String job) {
        return bodies.get(job);
    }

    /** A property of a job, or of what it extends; a circle of them ends at its first member. */
    Optional<YamlNode> property(String job, String key) {
        return property(job, key, new TreeSet<>(), 0);
    }

    private Optional<YamlNode> property(String job, String key, Set<String> visited, int depth) {
        YamlNode body = bodies.get(job);
        if (body == null || depth > MAX_EXTENDS || !visited.add(job)) {
            return Optional.empty();
        }
        Optional<YamlNode> own = body.get(key).flatMap(this::resolve);
        if (own.isPresent()) {
            return own;
        }
        List<YamlNode> parents = parents(job);
        for (int i = parents.size() - 1; i >= 0; i--) {
            Optional<YamlNode> inherited = property(parents.get(i).text(), key, visited, depth + 1);
            if (inherited.isPresent()) {
                return inherited;
            }
        }
        return Optional.empty();
    }

    /** What a node refers to by {@code !reference}, or the node itself; absent where that is not in this file. */
    private Optional<YamlNode> resolve(YamlNode node) {
        Optional<YamlNode> found = Optional.of(node);
        for (int i = 0;
                i < MAX_REFERENCES && found.filter(Pipeline::isReference).isPresent();
                i++) {
            Optional<YamlNode> target = Optional.of(file);
            for (YamlNode step : found.get().items()) {
                target = target.filter(YamlNode::isMapping).flatMap(at -> at.get(step.text()));
            }
            found = target;
        }
        return found.filter(target -> !isReference(target));
    }

    private static boolean isReference(YamlNode node) {
        return node.tag().equals(REFERENCE) && node.isList();
    }

    /** The items of a list, with those of the lists that stand in it or are referred to in their places; a single value is its only item. */
    List<YamlNode> items(YamlNode list) {
        List<YamlNode> items = new ArrayList<>();
        add(list, items, 0);
        return items;
    }

    private void add(YamlNode node, List<YamlNode> items, int depth) {
        if (depth > MAX_REFERENCES || items.size() > MAX_ITEMS) {
            throw new MalformedFileException(
                    node.place(),
                    "refers to lists within lists, more than " + MAX_REFERENCES + " deep or to more than " + MAX_ITEMS
                            + " items. Next: write them out");
        }
        Optional<YamlNode> target = resolve(node);
        if (target.isEmpty()) {
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

    /** What a job extends. */
    List<YamlNode> parents(String job) {
        return bodies.get(job)
                .get("extends")
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
                for (YamlNode parent : bodies.containsKey(each) ? parents(each) : List.<YamlNode>of()) {
                    if (ancestors.putIfAbsent(parent.text(), distance) == null) {
                        next.add(parent.text());
                    }
                }
            }
            level = next;
        }
        return ancestors;
    }

    /** The jobs that a job needs; what it needs of other pipelines is left out. */
    List<YamlNode> needs(String job) {
        return property(job, "needs").map(this::items).orElse(List.of()).stream()
                .filter(need -> !need.isMapping()
                        || need.get("project").isEmpty() && need.get("pipeline").isEmpty())
                .flatMap(need -> need.isMapping() ? need.get("job").stream() : java.util.stream.Stream.of(need))
                .toList();
    }

    /** Whether a job may need another that is not there. */
    boolean isOptional(String job, YamlNode need) {
        return property(job, "needs").map(this::items).orElse(List.of()).stream()
                .filter(each -> each.isMapping() && each.get("optional").isPresent())
                .filter(each -> each.get("optional").get().text().equals("true"))
                .anyMatch(each -> each.get("job").map(YamlNode::text).equals(Optional.of(need.text())));
    }

    private static List<String> texts(List<YamlNode> nodes) {
        return nodes.stream().map(YamlNode::text).toList();
    }
}
