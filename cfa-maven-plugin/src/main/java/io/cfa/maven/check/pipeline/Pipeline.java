package io.cfa.maven.check.pipeline;

import io.cfa.maven.model.source.MalformedFileException;
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

/** The jobs of a pipeline, with what they take from others and from {@code default}. */
public final class Pipeline {

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

    /** What stood at the top of a file before there was {@code default}, and still may. */
    static final Set<String> DEFAULTS_OF_OLD = Set.of("image", "services", "cache", "before_script", "after_script");

    private static final String STAGE_UNLESS_TOLD = "test";
    private static final List<String> STAGES_UNLESS_TOLD = List.of("build", "test", "deploy");

    private final YamlNode file;
    private final Inheritance inheritance;
    private final Map<String, YamlNode> bodies = new LinkedHashMap<>();
    private final Map<String, SourceLocation> places = new LinkedHashMap<>();
    private final List<String> stages = new ArrayList<>();

    Pipeline(YamlNode file) {
        this.file = file;
        this.inheritance = new Inheritance(file);
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
        file
                .get("stages")
                .filter(list -> !list.isNothing())
                .map(this::items)
                .map(Pipeline::texts)
                .orElse(STAGES_UNLESS_TOLD)
                .stream()
                .filter(stage -> !stage.equals(".pre") && !stage.equals(".post"))
                .forEach(stages::add);
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

    /** The whole of it. */
    YamlNode file() {
        return file;
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

    /** A property of a job, of what it extends, or the default of all jobs where it inherits that. */
    Optional<YamlNode> property(String job, String key) {
        return inheritance.property(job, key).or(() -> inheritsDefault(job, key) ? defaultOf(key) : Optional.empty());
    }

    private Optional<YamlNode> defaultOf(String key) {
        // what belongs to a job alone, such as rules, stands in no default
        return file.get("default")
                .filter(YamlNode::isMapping)
                .flatMap(defaults -> inheritance.property("default", key))
                .or(() -> DEFAULTS_OF_OLD.contains(key)
                        ? file.get(key).filter(value -> !value.isNothing())
                        : Optional.empty());
    }

    private boolean inheritsDefault(String job, String key) {
        Optional<YamlNode> inherits = inheritance
                .property(job, "inherit")
                .filter(YamlNode::isMapping)
                .flatMap(inherit -> inherit.get("default"));
        return inherits.map(value -> value.isList()
                        ? value.items().stream().anyMatch(item -> item.text().equals(key))
                        : !value.text().equals("false"))
                .orElse(true);
    }

    /** The job of a name, which may be that of one of several of a matrix. */
    Optional<String> found(String name) {
        String base = name.replaceFirst("(: \\[.*\\]| [0-9]+/[0-9]+)$", "");
        return Stream.of(name, base)
                .filter(job -> bodies.containsKey(job) && !job.startsWith("."))
                .filter(job -> job.equals(name) || isOneOf(job, name))
                .findFirst();
    }

    /** Whether a name is that of one of the jobs that are made of one, as far as that can be told. */
    private boolean isOneOf(String job, String name) {
        return property(job, "parallel")
                .filter(parallel -> new ParallelJobs(this::items)
                        .names(job, parallel)
                        .map(names -> names.contains(name))
                        .orElse(true))
                .isPresent();
    }

    /** The stage of a job, whether there is such a stage or not. */
    String stage(String job) {
        return property(job, "stage")
                .filter(stage -> !stage.isList() && !stage.isMapping())
                .map(YamlNode::text)
                .orElse(STAGE_UNLESS_TOLD);
    }

    /** The keywords of a job and of what it extends, each once. */
    List<YamlNode> keys(String job) {
        Map<String, YamlNode> keys = new LinkedHashMap<>();
        Stream.concat(Stream.of(job), ancestors(job).keySet().stream())
                .flatMap(name -> Optional.ofNullable(bodies.get(name)).filter(YamlNode::isMapping).stream())
                .flatMap(body -> body.keys().stream())
                .forEach(key -> keys.putIfAbsent(key.text(), key));
        return List.copyOf(keys.values());
    }

    /** The items of a list, with those of the lists that stand in it or are referred to in their places. */
    List<YamlNode> items(YamlNode list) {
        return inheritance.items(list);
    }

    /** The lines of a script of a job, which may be one text. */
    List<YamlNode> script(String job, String key) {
        Optional<YamlNode> script = property(job, key);
        boolean single =
                script.filter(lines -> !lines.isList() && !lines.isMapping()).isPresent();
        return single ? List.of(script.get()) : script.map(inheritance::items).orElse(List.of());
    }

    /** What a job extends. */
    List<YamlNode> parents(String job) {
        return inheritance.parents(job);
    }

    /** The jobs that a job extends, nearest first, with how far each is. */
    Map<String, Integer> ancestors(String job) {
        return inheritance.ancestors(job);
    }

    /** What a job needs of this pipeline. */
    List<Need> needs(String job) {
        return property(job, "needs").filter(needs -> !needs.isMapping()).map(this::items).orElse(List.of()).stream()
                .flatMap(Need::of)
                .toList();
    }

    /** What a job needs of this pipeline where one of its rules holds. */
    List<Need> needsOfRules(String job) {
        return property(job, "rules").filter(YamlNode::isList).map(this::items).orElse(List.of()).stream()
                .filter(YamlNode::isMapping)
                .flatMap(rule -> rule.get("needs").filter(YamlNode::isList).stream())
                .flatMap(needs -> items(needs).stream())
                .flatMap(Need::of)
                .toList();
    }

    private static List<String> texts(List<YamlNode> nodes) {
        return nodes.stream().map(YamlNode::text).toList();
    }

    /**
     * A job that another needs.
     *
     * @param node     its name
     * @param optional whether it may be missing
     * @param parallel which of the jobs that are made of it
     */
    record Need(YamlNode node, boolean optional, Optional<YamlNode> parallel) {

        private static Stream<Need> of(YamlNode need) {
            if (!need.isMapping()) {
                return Stream.of(new Need(need, false, Optional.empty()));
            }
            boolean elsewhere =
                    need.get("project").isPresent() || need.get("pipeline").isPresent();
            // Ruby takes yes and on for true
            boolean optional = need.get("optional")
                    .filter(value -> value.text().matches("(?i)true|yes|on"))
                    .isPresent();
            return elsewhere
                    ? Stream.of()
                    : need.get("job").stream()
                            .map(job ->
                                    new Need(job, optional, need.get("parallel").filter(YamlNode::isMapping)));
        }

        String job() {
            return node.text();
        }
    }
}
