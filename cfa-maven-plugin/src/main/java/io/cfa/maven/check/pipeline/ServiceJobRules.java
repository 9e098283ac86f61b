package io.cfa.maven.check.pipeline;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What must hold between the pipeline and the services: a build job for each, a deploy that waits for all, one tag. */
final class ServiceJobRules {

    private static final String BRANCH = "dev-cfa2";
    private static final String ANOTHER_BRANCH = "main";

    private final ProjectLayout checkout;
    private final Findings findings;
    private final Optional<Variables> variables;

    ServiceJobRules(ProjectLayout checkout, Findings findings, Optional<Variables> variables) {
        this.checkout = checkout;
        this.findings = findings;
        this.variables = variables;
    }

    void check(Pipeline pipeline) {
        for (String job : pipeline.jobs()) {
            if (job.startsWith(Pipeline.BUILD)) {
                part(() -> build(pipeline, job));
            }
            if (job.startsWith(Pipeline.BUILD) || job.equals(Pipeline.DEPLOY)) {
                part(() -> branch(pipeline, job));
            }
        }
        missing(pipeline);
        part(() -> workflow(pipeline));
        part(() -> tag(pipeline));
    }

    private void part(Runnable check) {
        findings.collect(checkout.pipeline(), check);
    }

    private void missing(Pipeline pipeline) {
        SourceLocation top = pipeline.top(checkout.pipeline());
        for (String service : checkout.services()) {
            if (!pipeline.jobs().contains(Pipeline.BUILD + service)) {
                findings.add(
                        top, "no job " + Pipeline.BUILD + service, "one for the module services/" + service, "add it");
            }
        }
        if (pipeline.jobs().contains(Pipeline.DEPLOY)) {
            part(() -> waitsForAll(pipeline));
        } else {
            findings.add(top, "no job " + Pipeline.DEPLOY, "one in the stage deploy", "add it");
        }
    }

    private void build(Pipeline pipeline, String job) {
        String service = job.substring(Pipeline.BUILD.length());
        SourceLocation place = pipeline.place(job);
        if (!checkout.services().contains(service)) {
            findings.add(
                    place,
                    "the job " + job + " of no module",
                    "a module services/" + service,
                    "remove the job, or add the module");
            return;
        }
        Pattern module = Pattern.compile("services/" + Pattern.quote(service) + "(?![\\w-])");
        if (pipeline.body(job).scalars().noneMatch(scalar -> module.matcher(scalar.text())
                .find())) {
            findings.add(
                    place,
                    job + " does not name its module",
                    "services/" + service,
                    "name it, so that the job is readable on its own");
        }
    }

    private void branch(Pipeline pipeline, String job) {
        Optional<YamlNode> rules = pipeline.property(job, "rules").or(() -> pipeline.property(job, "only"));
        SourceLocation place = rules.map(YamlNode::place).orElse(pipeline.place(job));
        String expected = "if: $CI_COMMIT_BRANCH == \"" + BRANCH + "\"";
        if (rules.isEmpty() || new JobRules(pipeline, BRANCH).runs(job) == Truth.FALSE) {
            findings.add(place, job + " has no rule for " + BRANCH, expected, "add it");
        } else if (new JobRules(pipeline, ANOTHER_BRANCH).runs(job) != Truth.FALSE) {
            findings.add(
                    place,
                    job + " may run on other branches than " + BRANCH,
                    expected,
                    "write that, or what a build of another branch makes is rolled out");
        }
    }

    /** Without a pipeline on the branch no job runs at all. */
    private void workflow(Pipeline pipeline) {
        pipeline.keyword("workflow")
                .flatMap(workflow -> workflow.get("rules"))
                .filter(rules -> new JobRules(pipeline, BRANCH).rules(rules) == Truth.FALSE)
                .ifPresent(rules -> findings.add(
                        rules.place(),
                        "the workflow makes no pipeline for " + BRANCH,
                        "if: $CI_COMMIT_BRANCH == \"" + BRANCH + "\"",
                        "add it"));
    }

    private void waitsForAll(Pipeline pipeline) {
        List<String> needs =
                pipeline.needs(Pipeline.DEPLOY).stream().map(YamlNode::text).toList();
        for (String service : checkout.services()) {
            if (!needs.contains(Pipeline.BUILD + service)) {
                findings.add(
                        pipeline.place(Pipeline.DEPLOY),
                        Pipeline.DEPLOY + " does not need " + Pipeline.BUILD + service,
                        "all build jobs under needs",
                        "add it");
            }
        }
    }

    /** The tag that the pipeline moves is the one that the compose file runs. */
    private void tag(Pipeline pipeline) {
        Optional<YamlNode> moved = pipeline.keyword("variables")
                .flatMap(all -> all.get("DEPLOY_TAG"))
                .flatMap(value -> value.isMapping() ? value.get("value") : Optional.of(value));
        Optional<String> run = variables.flatMap(known -> known.get("TAG")).filter(tag -> !tag.isBlank());
        if (run.isPresent() && moved.isEmpty()) {
            findings.add(
                    pipeline.top(checkout.pipeline()),
                    "no variable DEPLOY_TAG",
                    "DEPLOY_TAG: " + run.get() + ", the TAG of .env.cfa2",
                    "add it to the variables");
        } else if (run.isPresent() && !moved.get().text().equals(run.get())) {
            findings.add(
                    moved.get().place(),
                    "DEPLOY_TAG: " + moved.get().text(),
                    run.get() + ", the TAG of .env.cfa2",
                    "choose one of them");
        }
    }
}
