package io.cfa.maven.check.pipeline;

import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The jobs of a pipeline file, with what they take from others by {@code extends}. */
final class Pipeline {

    /** What the name of a job that builds a service begins with. */
    static final String BUILD = "build-";

    /** The job that rolls out. */
    static final String DEPLOY = "deploy-cfa2";

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
            if (!KEYWORDS.contains(name)) {
                bodies.put(name, entry.getValue());
                places.put(name, entry.getKey().place());
            }
        }
        stages.add(".pre");
        stages.addAll(
                file.get("stages").map(YamlNode::items).map(Pipeline::texts).orElse(STAGES_UNLESS_TOLD));
        stages.add(".post");
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
        return property(job, key, new TreeSet<>());
    }

    private Optional<YamlNode> property(String job, String key, Set<String> visited) {
        YamlNode body = bodies.get(job);
        if (body == null || !visited.add(job)) {
            return Optional.empty();
        }
        Optional<YamlNode> own = body.get(key);
        if (own.isPresent()) {
            return own;
        }
        List<YamlNode> parents = parents(job);
        for (int i = parents.size() - 1; i >= 0; i--) {
            Optional<YamlNode> inherited = property(parents.get(i).text(), key, visited);
            if (inherited.isPresent()) {
                return inherited;
            }
        }
        return Optional.empty();
    }

    /** What a job extends. */
    List<YamlNode> parents(String job) {
        return bodies.get(job)
                .get("extends")
                .map(parent -> parent.isList() ? parent.items() : List.of(parent))
                .orElse(List.of());
    }

    /** Whether a job extends itself, by others or directly. */
    boolean isCircle(String job) {
        Set<String> ancestors = new TreeSet<>();
        ancestors(job, ancestors);
        return ancestors.contains(job);
    }

    private void ancestors(String job, Set<String> ancestors) {
        if (bodies.containsKey(job)) {
            parents(job).stream()
                    .map(YamlNode::text)
                    .filter(ancestors::add)
                    .forEach(parent -> ancestors(parent, ancestors));
        }
    }

    /** The jobs that a job needs; what it needs of other pipelines is left out. */
    List<YamlNode> needs(String job) {
        return property(job, "needs").map(YamlNode::items).orElse(List.of()).stream()
                .flatMap(need -> need.isMapping() ? need.get("job").stream() : Stream.of(need))
                .toList();
    }

    private static List<String> texts(List<YamlNode> nodes) {
        return nodes.stream().map(YamlNode::text).toList();
    }
}
