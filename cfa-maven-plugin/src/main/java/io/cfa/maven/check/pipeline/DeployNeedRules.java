package io.cfa.maven.check.pipeline;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.pipeline.condition.Truth;
import io.cfa.maven.model.source.YamlNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the job that rolls out waits for. Once a job names its needs it waits for these alone, and for no stage: builds begin beside the tests, and a test that
 * nothing waits for stops nothing. Nor does a deploy freeze: GitLab sets a variable, and a rule must ask for it.
 *
 * <p>Source: docs.gitlab.com, "CI/CD YAML syntax reference", needs; "Deployment safety", deploy freezes.
 */
final class DeployNeedRules {

    private static final String BUILD = "build-";
    private static final String BUILD_STAGE = "build";

    private final ProjectLayout layout;
    private final Findings findings;
    private final Pipeline pipeline;
    private final String deploy;

    DeployNeedRules(ProjectLayout layout, Findings findings, Pipeline pipeline) {
        this.layout = layout;
        this.findings = findings;
        this.pipeline = pipeline;
        this.deploy = layout.names().pipeline().deployJob();
    }

    void check() {
        List<String> needs =
                pipeline.needs(deploy).stream().map(Pipeline.Need::job).toList();
        for (String service : layout.services()) {
            if (!needs.contains(BUILD + service)) {
                missing(BUILD + service, "all build jobs under needs");
            }
        }
        boolean isMisplaced = layout.services().stream()
                .map(service -> BUILD + service)
                .anyMatch(job ->
                        pipeline.jobs().contains(job) && !pipeline.stage(job).equals(BUILD_STAGE));
        // what is built in another stage is told of already
        if (isMisplaced || pipeline.property(deploy, "needs").isEmpty()) {
            return;
        }
        Set<String> waited = waited();
        JobRules rules = new JobRules(pipeline, layout.names().pipeline().branch());
        int build = pipeline.order(BUILD_STAGE);
        for (String job : pipeline.jobs()) {
            int stage = pipeline.order(pipeline.stage(job));
            if (stage >= 0 && stage < build && !waited.contains(job) && rules.runs(job) == Truth.TRUE && mayStop(job)) {
                missing(
                        job,
                        "what runs on " + layout.names().pipeline().branch() + " in a stage before " + BUILD_STAGE
                                + ", or it is rolled out whatever that says");
            }
        }
    }

    /** A warning only, as the project's freezes stand in its settings. */
    void warnOfFreezes() {
        String branch = layout.names().pipeline().branch();
        JobRules frozen = JobRules.frozen(pipeline, branch);
        for (String job : pipeline.jobs()) {
            if (deploys(job) && frozen.beginsByItself(job) == Truth.TRUE) {
                findings.warn(
                        pipeline.property(job, "rules").map(YamlNode::place).orElse(pipeline.place(job)),
                        job + " begins by itself in a deploy freeze",
                        "a rule that asks for $CI_DEPLOY_FREEZE before the one for " + branch,
                        "add - if: $CI_COMMIT_BRANCH == \"" + branch + "\" && $CI_DEPLOY_FREEZE with when: manual;"
                                + " freezes are set in Settings > CI/CD, and GitLab stops no job for them");
            }
        }
    }

    /** The job that rolls out, and others that change an environment. */
    private boolean deploys(String job) {
        return job.equals(deploy)
                || pipeline.property(job, "environment")
                        .filter(environment -> !environment.isMapping()
                                || environment
                                        .get("action")
                                        .filter(action -> !action.text().equals("start"))
                                        .isEmpty())
                        .isPresent();
    }

    private void missing(String job, String expected) {
        findings.add(pipeline.place(deploy), deploy + " does not need " + job, expected, "add it");
    }

    /** All that has ended well before it begins. */
    private Set<String> waited() {
        Set<String> waited = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(deploy));
        while (!open.isEmpty()) {
            waitedBy(open.pop()).filter(waited::add).forEach(open::push);
        }
        return waited;
    }

    /** Without needs a job waits for all stages before its own. */
    private Stream<String> waitedBy(String job) {
        if (pipeline.property(job, "needs").isPresent()) {
            return pipeline.needs(job).stream().flatMap(need -> pipeline.found(need.job()).stream());
        }
        int stage = pipeline.order(pipeline.stage(job));
        return pipeline.jobs().stream().filter(other -> pipeline.order(pipeline.stage(other)) < stage);
    }

    /** Whether a job that fails, or is not started, was meant to stop the others. */
    private boolean mayStop(String job) {
        Optional<YamlNode> forgiven = pipeline.property(job, "allow_failure");
        boolean isForgiven = forgiven.filter(
                        value -> value.isMapping() || value.text().matches("(?i)true|yes|on"))
                .isPresent();
        return !isForgiven && !isByHand(job);
    }

    private boolean isByHand(String job) {
        Stream<YamlNode> ofRules =
                pipeline.property(job, "rules").filter(YamlNode::isList).map(pipeline::items).stream()
                        .flatMap(List::stream)
                        .filter(YamlNode::isMapping)
                        .flatMap(rule -> rule.get("when").stream());
        return Stream.concat(pipeline.property(job, "when").stream(), ofRules)
                .filter(when -> !when.isMapping() && !when.isList())
                .anyMatch(when -> when.text().equals("manual"));
    }
}
