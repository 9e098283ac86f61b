package io.cfa.maven.check.pipeline;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.check.pipeline.condition.Truth;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold between the pipeline and the services: a build job for each, a deploy that waits for all, one tag. */
final class ServiceJobRules {

    /** What the name of a job that builds a service begins with. */
    private static final String BUILD = "build-";

    /** No branch is called so. */
    private static final String ANOTHER_BRANCH = "some/other-branch";

    private final ProjectLayout checkout;
    private final Findings findings;
    private final Optional<Variables> variables;
    private final Set<String> misplaced = new HashSet<>();
    private final String branch;
    private final String deploy;

    ServiceJobRules(ProjectLayout checkout, Findings findings, Optional<Variables> variables) {
        this.checkout = checkout;
        this.findings = findings;
        this.variables = variables;
        this.branch = checkout.names().pipeline().branch();
        this.deploy = checkout.names().pipeline().deployJob();
    }

    void check(Pipeline pipeline) {
        for (String job : pipeline.jobs()) {
            if (isBuild(pipeline, job)) {
                part(() -> build(pipeline, job));
            }
            if (expectedStage(pipeline, job).isPresent()) {
                part(() -> stage(pipeline, job));
                part(() -> branch(pipeline, job));
            }
        }
        pipeline.jobs().forEach(job -> part(() -> needs(pipeline, job)));
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
            if (!pipeline.jobs().contains(BUILD + service)) {
                findings.add(top, "no job " + BUILD + service, "one for the module " + module(service), "add it");
            }
        }
        if (pipeline.jobs().contains(deploy)) {
            DeployNeedRules needs = new DeployNeedRules(checkout, findings, pipeline);
            part(needs::check);
            part(needs::warnOfFreezes);
        } else {
            findings.add(top, "no job " + deploy, "one in the stage deploy", "add it");
        }
    }

    private void build(Pipeline pipeline, String job) {
        String service = job.substring(BUILD.length());
        SourceLocation place = pipeline.place(job);
        if (!checkout.services().contains(service)) {
            findings.add(
                    place,
                    "the job " + job + " of no module",
                    "a module " + module(service),
                    "remove the job, or add the module");
            return;
        }
        Pattern module = Pattern.compile("(?<![\\w/-])" + Pattern.quote(module(service)) + "(?![\\w-])");
        if (pipeline.body(job).scalars().noneMatch(scalar -> module.matcher(scalar.text())
                .find())) {
            findings.add(
                    place,
                    job + " does not name its module",
                    module(service),
                    "name it, so that the job is readable on its own");
        }
    }

    private String module(String service) {
        return checkout.names().modules().of(service);
    }

    /** What other files of the pipeline build is theirs. */
    private boolean isBuild(Pipeline pipeline, String job) {
        return job.startsWith(BUILD) && pipeline.place(job).file().equals(checkout.pipeline());
    }

    private Optional<String> expectedStage(Pipeline pipeline, String job) {
        return isBuild(pipeline, job)
                ? Optional.of("build")
                : Optional.of("deploy").filter(stage -> job.equals(deploy));
    }

    /** The stage of a job; nothing where it is a wrong one. */
    String knownStage(Pipeline pipeline, String job) {
        String stage = pipeline.stage(job);
        boolean wrong = pipeline.order(stage) < 0
                || expectedStage(pipeline, job)
                        .filter(expected -> !expected.equals(stage))
                        .isPresent();
        return wrong ? "" : stage;
    }

    private void stage(Pipeline pipeline, String job) {
        String stage = pipeline.stage(job);
        String expected = expectedStage(pipeline, job).orElseThrow();
        if (pipeline.order(stage) >= 0 && !stage.equals(expected)) {
            findings.add(
                    pipeline.property(job, "stage").map(YamlNode::place).orElse(pipeline.place(job)),
                    job + " in the stage " + stage,
                    "the stage " + expected,
                    "move it");
        }
    }

    /** What a job needs is in its pipeline, or there is no pipeline at all; what was told of already is not told again. */
    private void needs(Pipeline pipeline, String job) {
        JobRules rules = new JobRules(pipeline, branch);
        if (rules.runs(job) != Truth.TRUE) {
            return;
        }
        for (Pipeline.Need need : pipeline.needs(job)) {
            pipeline.found(need.job())
                    .filter(other -> !need.optional() && !misplaced.contains(other))
                    .filter(other -> rules.runs(other) == Truth.FALSE)
                    .ifPresent(
                            other -> findings.add(
                                    need.node().place(),
                                    job + " needs " + need.job() + ", which is not in its pipeline",
                                    "a job that runs where " + job + " does",
                                    "give both the same rules, or write optional: true; GitLab makes no pipeline at all otherwise"));
        }
    }

    private void branch(Pipeline pipeline, String job) {
        Optional<YamlNode> rules = pipeline.property(job, "rules").or(() -> pipeline.property(job, "only"));
        SourceLocation place = rules.map(YamlNode::place).orElse(pipeline.place(job));
        String expected = "if: $CI_COMMIT_BRANCH == \"" + branch + "\"";
        if (rules.isEmpty() || new JobRules(pipeline, branch).runs(job) == Truth.FALSE) {
            misplaced.add(job);
            findings.add(place, job + " has no rule for " + branch, expected, "add it");
        } else if (new JobRules(pipeline, ANOTHER_BRANCH).runs(job) != Truth.FALSE) {
            findings.add(
                    place,
                    job + " may run on other branches than " + branch,
                    expected,
                    "write that, or what a build of another branch makes is rolled out");
        }
    }

    /** Without a pipeline on the branch no job runs at all. */
    private void workflow(Pipeline pipeline) {
        if (new JobRules(pipeline, branch).workflow() == Truth.FALSE) {
            findings.add(
                    pipeline.keyword("workflow")
                            .orElseThrow()
                            .get("rules")
                            .orElseThrow()
                            .place(),
                    "the workflow makes no pipeline for " + branch,
                    "if: $CI_COMMIT_BRANCH == \"" + branch + "\"",
                    "add it");
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
                    "DEPLOY_TAG: " + run.get() + ", the TAG of " + Stack.ENV_FILE,
                    "add it to the variables");
        } else if (run.isPresent() && !moved.get().text().equals(run.get())) {
            findings.add(
                    moved.get().place(),
                    "DEPLOY_TAG: " + moved.get().text(),
                    run.get() + ", the TAG of " + Stack.ENV_FILE,
                    "choose one of them");
        }
    }
}
