package io.cfa.maven.check.pipeline;

import io.cfa.maven.check.compose.ImageRules;
import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.check.rules.SecretRules;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What must hold of the pipeline: every job in a stage that is there, needing and extending jobs that are there. */
public final class PipelineRules {

    /** Of a job that names none. */
    private static final String STAGE_UNLESS_TOLD = "test";

    private final ProjectLayout checkout;
    private final Findings findings;
    private final Optional<Variables> variables;

    /** The rules for the pipeline of a clone. */
    public PipelineRules(ProjectLayout checkout, Findings findings, Optional<Variables> variables) {
        this.checkout = checkout;
        this.findings = findings;
        this.variables = variables;
    }

    /** Returns the stage of each job that runs; none where it has a wrong one, which is a finding already. */
    public SortedMap<String, String> check(YamlNode file) {
        Pipeline pipeline = new Pipeline(file);
        pipeline.keyword("include")
                .ifPresent(include -> findings.add(
                        include.place(),
                        "an include",
                        "every job in this file",
                        "write them here: only this file is checked"));
        SortedMap<String, String> stages = new TreeMap<>();
        pipeline.all().forEach(job -> findings.collect(checkout.pipeline(), () -> parents(pipeline, job)));
        for (String job : pipeline.jobs()) {
            stages.put(job, "");
            findings.collect(checkout.pipeline(), () -> {
                stages.put(job, stage(pipeline, job));
                needs(pipeline, job);
                if (pipeline.keyword("include").isEmpty()) {
                    new JobKeywords(findings, pipeline).check(job);
                }
                images(pipeline, job);
            });
        }
        new ServiceJobRules(checkout, findings, variables).check(pipeline);
        new SecretRules(findings.of("secret")).texts(file);
        return stages;
    }

    private void parents(Pipeline pipeline, String job) {
        for (YamlNode parent : pipeline.parents(job)) {
            if (!pipeline.all().contains(parent.text())
                    && pipeline.keyword("include").isEmpty()) {
                findings.add(parent.place(), job + " extends " + parent.text(), "a job of this file", "mend the name");
            }
        }
        Map<String, Integer> ancestors = pipeline.ancestors(job);
        if (ancestors.containsKey(job)) {
            findings.add(
                    pipeline.place(job),
                    job + " extends itself",
                    "a line of jobs without a circle",
                    "remove one extends");
        } else if (ancestors.containsValue(Pipeline.MAX_EXTENDS + 1)) {
            findings.add(
                    pipeline.place(job),
                    job + " extends more than " + Pipeline.MAX_EXTENDS + " jobs in a row",
                    "at most " + Pipeline.MAX_EXTENDS + ", which is GitLab's limit",
                    "put some of them together");
        }
    }

    private String stage(Pipeline pipeline, String job) {
        Optional<YamlNode> stage = pipeline.property(job, "stage").filter(node -> !node.isList());
        String name = stage.map(YamlNode::text).orElse(STAGE_UNLESS_TOLD);
        String expected = job.startsWith(Pipeline.BUILD) ? "build" : job.equals(Pipeline.DEPLOY) ? "deploy" : "";
        if (name.contains("$")) {
            return "";
        }
        if (stage.isEmpty() && pipeline.order(name) < 0) {
            findings.add(pipeline.place(job), job + " names no stage", "one of " + pipeline.stages(), "add it");
        } else if (pipeline.order(name) < 0) {
            findings.add(
                    stage.get().place(),
                    "the stage " + name,
                    "one of " + pipeline.stages(),
                    "add it to stages, or choose one of them");
        } else if (!expected.isEmpty() && !name.equals(expected)) {
            findings.add(
                    stage.map(YamlNode::place).orElse(pipeline.place(job)),
                    job + " in the stage " + name,
                    "the stage " + expected,
                    "move it");
        } else {
            return name;
        }
        return "";
    }

    private void needs(Pipeline pipeline, String job) {
        for (YamlNode need : pipeline.needs(job)) {
            if (!pipeline.jobs().contains(need.text())) {
                if (pipeline.isOptional(job, need)
                        || pipeline.keyword("include").isPresent()
                        || need.text().contains("$")) {
                    continue;
                }
                findings.add(need.place(), job + " needs " + need.text(), "a job of this file", "mend the name");
                continue;
            }
            Optional<String> own = pipeline.property(job, "stage").map(YamlNode::text);
            Optional<String> other = pipeline.property(need.text(), "stage").map(YamlNode::text);
            if (own.isPresent() && other.isPresent() && pipeline.order(other.get()) > pipeline.order(own.get())) {
                findings.add(
                        need.place(),
                        job + " needs " + need.text() + " of the later stage " + other.get(),
                        "a job of an earlier stage",
                        "move one of them");
            }
        }
    }

    private void images(Pipeline pipeline, String job) {
        ImageRules images = new ImageRules(findings.of("image"), Optional.empty());
        Stream.concat(
                        pipeline.property(job, "image").stream(),
                        pipeline.property(job, "services").map(pipeline::items).orElse(List.of()).stream())
                .filter(image -> !image.isList())
                .map(image -> image.isMapping() ? image.require("name") : image)
                .filter(image -> !image.isList())
                .filter(image -> !image.text().contains("$"))
                .forEach(image -> images.pinned(image.place(), image.text()));
    }
}
