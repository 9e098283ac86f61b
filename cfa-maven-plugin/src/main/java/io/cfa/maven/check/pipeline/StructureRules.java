package io.cfa.maven.check.pipeline;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.rules.NumberForm;
import io.cfa.maven.check.rules.ShapeRules;
import io.cfa.maven.check.rules.Shapes;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What GitLab itself wants of a pipeline, and refuses the whole of it otherwise. */
final class StructureRules {

    private static final int MAX_NEEDS = 50;

    private static final Shapes SHAPES = Shapes.read(
            StructureRules.class,
            "pipeline-shapes.txt",
            new Shapes.Dialect("GitLab", "keyword", "a keyword of a job", "mend the name", NumberForm.RUBY));

    private final Findings findings;
    private final Pipeline pipeline;
    private final Path file;
    private final boolean complete;
    /**
     * The rules for one pipeline.
     *
     * @param file     where it is malformed if nothing tells the place
     * @param complete whether all that it includes is known
     */
    StructureRules(Findings findings, Pipeline pipeline, Path file, boolean complete) {
        this.findings = findings;
        this.pipeline = pipeline;
        this.file = file;
        this.complete = complete;
    }

    void check() {
        ShapeRules shapes = new ShapeRules(findings.of("shape"), SHAPES);
        Stream.of("default", "stages", "variables", "workflow").forEach(name -> pipeline.keyword(name)
                .ifPresent(value -> part(() -> shapes.value("file", name, value))));
        part(() -> twice());
        part(() -> new TagRules(findings).check(pipeline.file()));
        for (String name : pipeline.all()) {
            part(() -> parents(name));
        }
        if (pipeline.jobs().isEmpty() && complete) {
            findings.add(pipeline.top(file), "no job that runs", "one at least", "add it: a name with a dot is hidden");
        }
        for (String job : pipeline.jobs()) {
            if (!pipeline.body(job).isMapping() && !pipeline.body(job).isNothing()) {
                part(() -> pipeline.body(job).entries());
                continue;
            }
            part(() -> shape(job, shapes));
            part(() -> stage(job));
            part(() -> hasWork(job));
            part(() -> needs(job));
            part(() -> new CompletenessRules(findings, pipeline, complete).check(job));
            part(() -> new ExposedArtifactRules(findings, pipeline).check(job));
            part(() -> new ComparisonRules(findings, pipeline).check(job));
            part(() -> new ParallelRules(findings, pipeline).check(job));
            part(() -> dependencies(job));
        }
    }

    private void part(Runnable check) {
        findings.collect(file, check);
    }

    /** What all jobs have stands at the top or under default. */
    private void twice() {
        Optional<YamlNode> defaults = pipeline.keyword("default").filter(YamlNode::isMapping);
        for (String key : Pipeline.DEFAULTS_OF_OLD) {
            pipeline.keyword(key)
                    .filter(value -> defaults.flatMap(all -> all.get(key)).isPresent())
                    .ifPresent(value -> findings.add(
                            value.place(),
                            key + " at the top, and under default",
                            "one of them",
                            "move it under default: GitLab refuses both"));
        }
    }

    private void parents(String job) {
        for (YamlNode parent : pipeline.parents(job)) {
            if (!pipeline.all().contains(parent.text()) && complete) {
                findings.add(
                        parent.place(), job + " extends " + parent.text(), "a job of the pipeline", "mend the name");
            }
        }
        Map<String, Integer> ancestors = pipeline.ancestors(job);
        if (ancestors.containsKey(job)) {
            findings.add(
                    pipeline.place(job),
                    job + " extends itself",
                    "a line of jobs without a circle",
                    "remove one extends");
        } else if (ancestors.containsValue(Inheritance.MAX_EXTENDS + 1)) {
            findings.add(
                    pipeline.place(job),
                    job + " extends more than " + Inheritance.MAX_EXTENDS + " jobs in a row",
                    "at most " + Inheritance.MAX_EXTENDS + ", which is GitLab's limit",
                    "put some of them together");
        }
    }

    /** Every keyword, the inherited ones too. */
    private void shape(String job, ShapeRules shapes) {
        for (YamlNode key : pipeline.keys(job)) {
            // what is null, or cannot be told, is no mistake
            Optional<YamlNode> value = pipeline.property(job, key.text());
            shapes.key("job", key, value, job);
        }
        if (pipeline.property(job, "rules").isPresent()) {
            Stream.of("only", "except")
                    .flatMap(key -> pipeline.property(job, key).stream())
                    .forEach(filter -> findings.add(
                            filter.place(),
                            job + " has rules, and only or except",
                            "one of them",
                            "write all of it as rules: GitLab refuses both"));
        }
    }

    private void stage(String job) {
        Optional<YamlNode> stage = pipeline.property(job, "stage");
        String name = pipeline.stage(job);
        if (name.contains("$") || pipeline.order(name) >= 0) {
            return;
        }
        if (stage.isPresent()) {
            findings.add(
                    stage.get().place(),
                    "the stage " + name,
                    "one of " + pipeline.stages(),
                    "add it to stages, or choose one of them");
        } else if (complete) {
            findings.add(pipeline.place(job), job + " names no stage", "one of " + pipeline.stages(), "add it");
        }
    }

    private void hasWork(String job) {
        boolean none = pipeline.script(job, "script").isEmpty()
                && Stream.of("trigger", "run")
                        .allMatch(key -> pipeline.property(job, key).isEmpty());
        if (none && complete) {
            findings.add(pipeline.place(job), job + " has nothing to run", "a script, or a trigger", "add it");
        }
    }

    private void needs(String job) {
        List<Pipeline.Need> needs = pipeline.needs(job);
        if (needs.size() > MAX_NEEDS) {
            findings.add(
                    pipeline.place(job),
                    job + " needs " + needs.size() + " jobs",
                    "at most " + MAX_NEEDS + ", which is GitLab's limit",
                    "need a job that needs some of them");
        }
        for (Pipeline.Need need : needs) {
            Optional<String> other = pipeline.found(need.job());
            if (other.isEmpty()) {
                if (!need.optional() && complete && !need.job().contains("$")) {
                    findings.add(
                            need.node().place(),
                            job + " needs " + need.job(),
                            "a job of the pipeline",
                            "mend the name");
                }
                continue;
            }
            if (isLater(other.get(), job)) {
                findings.add(
                        need.node().place(),
                        job + " needs " + need.job() + " of the later stage " + pipeline.stage(other.get()),
                        "a job of an earlier stage",
                        "move one of them");
            } else if (needsItself(job, other.get())) {
                findings.add(
                        need.node().place(),
                        job + " needs " + need.job() + ", which needs it",
                        "jobs that can begin one after another",
                        "remove one of the needs");
            }
        }
    }

    private boolean needsItself(String job, String need) {
        Set<String> visited = new HashSet<>(Set.of(need));
        List<String> level = List.of(need);
        while (!level.isEmpty() && !visited.contains(job)) {
            level = level.stream()
                    .flatMap(each -> pipeline.needs(each).stream())
                    .flatMap(each -> pipeline.found(each.job()).stream())
                    .filter(visited::add)
                    .toList();
        }
        return visited.contains(job);
    }

    private void dependencies(String job) {
        pipeline.property(job, "dependencies")
                .map(pipeline::items)
                .orElse(List.of())
                .forEach(dependency -> {
                    Optional<String> other = pipeline.found(dependency.text());
                    if (other.isEmpty() && complete && !dependency.text().contains("$")) {
                        findings.add(
                                dependency.place(),
                                job + " depends on " + dependency.text(),
                                "a job of the pipeline",
                                "mend the name");
                    } else if (other.filter(name -> isLater(name, job)).isPresent()) {
                        findings.add(
                                dependency.place(),
                                job + " depends on " + dependency.text() + " of the later stage "
                                        + pipeline.stage(other.get()),
                                "a job of an earlier stage",
                                "move one of them");
                    }
                });
    }

    private boolean isLater(String other, String job) {
        return pipeline.order(pipeline.stage(other)) > pipeline.order(pipeline.stage(job))
                && pipeline.order(pipeline.stage(job)) >= 0;
    }
}
